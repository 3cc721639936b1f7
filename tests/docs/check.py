"""Checks the documentation against include/df2d.h, and itself: entries, tables, links, names.

    check.py                     complains, and counts
    check.py extract DIRECTORY   writes the code of the pages: programs under their names, pieces of C as piece-N.c
"""

import sys
from pathlib import Path

import entries
import guide
import pages
from common import TOP, df2d


def check(what, total, complaints):
    """Prints the complaints, each about something else, and counts."""
    for complaint in complaints:
        print(complaint)
    failed = len({complaint.split(": ")[0] for complaint in complaints})
    print(f"{what}: {total} looked at")
    print(f"{max(total - failed, 0)} passed, {failed} failed")
    return failed


def everything():
    header = df2d.read(TOP / "include/df2d.h")
    porting = guide.read()
    where = "include/df2d.h"
    found = [f"{where}:{line}: {text}" for line, text in entries.complaints(header, porting.members())]
    failed = check("entries of the header", len(list(entries.every(header))), found)
    found = [f"docs/porting-from-imapi2.md:{line}: {text}" for line, text in guide.complaints(porting, header)]
    failed += check("members of IMAPI2", len(porting.rows), found)
    found = []
    for page in pages.pages():
        about = [*pages.link_complaints(page), *pages.name_complaints(page, header)]
        found += [f"{page.relative_to(TOP)}:{line}: {text}" for line, text in about]
    failed += check("pages", len(pages.pages()), found)
    return failed > 0


def extract(directory):
    number = 0
    for page in pages.pages():
        for fence in pages.split(page)[1]:
            if fence.name:
                (directory / fence.name).write_text(fence.text)
            elif fence.language == "c":
                number += 1
                name = f"libburn-piece-{number}.c" if fence.is_libburn else f"piece-{number}.c"
                (directory / name).write_text(pages.as_source(fence))


if __name__ == "__main__":
    if sys.argv[1:2] == ["extract"]:
        extract(Path(sys.argv[2]))
    else:
        sys.exit(everything())
