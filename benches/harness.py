"""Running programs side by side, and what they cost."""

import mmap
import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

GIB = 1 << 30
DRIVE = "/dev/sr9"


class Bench:
    """Where things are, and how much is done."""

    def __init__(self, target, quick):
        self.work = Path(target) / "bench"
        self.preload = Path(target) / "cmake/preload/df2d-preload"
        self.quick = quick
        self.runs = 1 if quick else 5

    def image(self, mebibytes):
        """A file of random bytes, in the page cache."""
        path = self.work / f"{mebibytes}.img"
        if not path.exists() or path.stat().st_size != mebibytes << 20:
            room = shutil.disk_usage(self.work).free
            if room < (3 * mebibytes + 512) << 20:
                sys.exit(f"There is not enough room in {self.work} for files of {mebibytes} MiB.")
            with open(path, "wb") as file:
                for _ in range(mebibytes):
                    file.write(os.urandom(1 << 20))
        subprocess.run(["cat", path], stdout=subprocess.DEVNULL, check=True)
        return path

    def measure(self, command, feed=None, environment=None):
        """Runs it; gives what it cost, and its standard output. `feed` writes to its standard input."""
        cost = self.work / f"cost.{threading.get_ident()}"
        program = subprocess.Popen(
            [self.work / "measure", cost, *map(str, command)],
            stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(environment or {})},
        )
        feeder = threading.Thread(target=feed_into, args=(program.stdin, feed)) if feed else None
        if feeder:
            feeder.start()
            program.stdin = None
        output, errors = program.communicate()
        if feeder:
            feeder.join()
        if program.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))} ended with {program.returncode}:\n"
                     f"{(output + errors).decode(errors='replace')[-2000:]}")
        seconds, cpu, peak = cost.read_text().split()
        cost.unlink()
        return {"seconds": float(seconds), "cpu": float(cpu), "peak": int(peak)}, output.decode()


def have_memory(size):
    """A virtual machine's host may take back memory that is free for some seconds, and makes who needs it next wait. It
    does so with what is free in large pieces."""
    with mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as memory:
        memory.madvise(mmap.MADV_HUGEPAGE)
        for at in range(0, size, 1 << 16):
            memory[at] = 1


def feed_into(pipe, feed):
    try:
        feed(pipe)
        pipe.close()
    except BrokenPipeError:
        pass


def counters(line):
    """Of a line that names a drive and tells what it counted."""
    return {key: int(value) for key, value in re.findall(r"(\w+)=(\d+)(?= |$)", line)}


class Program:
    """One that burns. `run` gives cost and counters together."""

    def __init__(self, bench, name):
        self.bench = bench
        self.name = name

    def run(self, recorder, source, size, feed=None):
        if self.name == "df2d":
            return self.run_ours(recorder, f"pipe:{size}" if feed else source, feed)
        report = self.bench.work / f"report.{self.name}.{threading.get_ident()}"
        report.unlink(missing_ok=True)
        cost, _ = self.bench.measure(
            [self.bench.preload, f"{DRIVE}={recorder}", *self.command(recorder, "-" if feed else source, size)],
            feed, {"DF2D_PRELOAD_REPORT": str(report)})
        result = cost | counters(report.read_text().splitlines()[-1])
        report.unlink()
        return result

    def run_ours(self, recorder, source, feed=None, options=()):
        cost, output = self.bench.measure([self.bench.work / "burn", *options, source, recorder], feed)
        return cost | counters(output.splitlines()[-1])

    def command(self, recorder, source, size):
        # A BD-RE has to be formatted first; what is written in one track needs no padding behind it.
        start = ["cdrskin"] if self.name == "cdrskin" else ["xorriso", "-as", "cdrecord"]
        options = ["-v", f"dev={DRIVE}", f"tsize={size // 2048}s", "padsize=0"]
        if "media=bd-re" in recorder:
            options.append("blank=as_needed")
        return [*start, *options, source]


def alternated(runs, *sides):
    """Each side in turn, so that what else the machine does meets all; a first round warms up."""
    results = [[] for _ in sides]
    for number in range(runs + 1):
        for side, result in zip(sides, results):
            have_memory(512 << 20)
            cost = side()
            if number or runs == 1:
                result.append(cost)
    return [Runs(result) for result in results]


class Runs:
    """Several runs of the same."""

    def __init__(self, results):
        self.results = results

    def all(self, key):
        return [result.get(key, 0) if isinstance(key, str) else key(result) for result in self.results]

    def median(self, key):
        return statistics.median(self.all(key))

    def spread(self, key):
        values = self.all(key)
        return min(values), max(values)


def percentile(values, part):
    """The smallest value that so many parts of all do not exceed."""
    values = sorted(values)
    return values[min(len(values) - 1, max(0, int(-(-len(values) * part // 100)) - 1))]


def stalling(size, stretch, pauses):
    """A source that gives so many bytes at a time, and stalls between for as many seconds as `pauses` says."""
    block = os.urandom(1 << 20)

    def feed(pipe):
        sent = 0
        while sent < size:
            end = min(size, sent + stretch)
            while sent < end:
                sent += os.write(pipe.fileno(), block[:min(len(block), end - sent)])
            if sent < size:
                time.sleep(next(pauses))

    return feed
