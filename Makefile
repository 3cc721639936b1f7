# The logic stands in scripts/; this file only names it.
.PHONY: help demo test test-vm bench reference clean

help:
	@echo 'make demo   burn an ISO image onto a virtual recorder, compare it, list it, cancel a second burn'
	@echo 'make test   every check; the last line counts them'
	@echo 'make test-vm  of these the one with drives of a real kernel, in a virtual machine that it downloads'
	@echo 'make bench  the speed and cost of a burn beside dd, cp, cdrskin and xorriso; half an hour'
	@echo 'make reference  HTML pages of the interface and of docs/, in target/reference/html'
	@echo 'make clean  remove what was built'

demo:
	@scripts/demo

test:
	@scripts/test

test-vm:
	@scripts/test-vm

bench:
	@scripts/bench

reference:
	@scripts/make-reference

clean:
	rm -rf build target
