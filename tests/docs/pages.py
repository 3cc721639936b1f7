"""The pages of the tree, *.md: their links, the names they use, and the code in them."""

import re
import subprocess
from functools import cache

from common import TOP, slug

FENCE = re.compile(r"^(```+)(\w*)")
MARKER = re.compile(r"^<!-- program: (\S+) -->$")


@cache
def files():
    """The files of the tree, as git knows them, or all that was not built."""
    command = ["git", "-C", str(TOP), "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        found = [TOP / name for name in listed.stdout.splitlines()]
    else:
        found = [path for path in TOP.rglob("*") if not {"target", "build"} & set(path.relative_to(TOP).parts)]
    return [path for path in found if path.is_file()]


def pages():
    return [path for path in files() if path.suffix == ".md"]


class Fence:
    """A block of code."""

    def __init__(self, page, line, language, name, text):
        self.page, self.line, self.language, self.name, self.text = page, line, language, name, text

    @property
    def is_program(self):
        return re.search(r"\bint main\(", self.text) is not None

    @property
    def is_libburn(self):
        return re.search(r"\bburn_\w+\(", self.text) is not None and "df2d" not in self.text


def split(path):
    """The lines outside of code, as (number, line), and the blocks of code."""
    prose, fences, name, inside = [], [], None, None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if inside is not None:
            if line.startswith(closing):
                fences.append(Fence(path, start, language, name, "\n".join(inside) + "\n"))
                inside, name = None, None
            else:
                inside.append(line)
        elif found := FENCE.match(line):
            closing, language = found.groups()
            start, inside = number + 1, []
        else:
            if found := MARKER.match(line):
                name = found.group(1)
            prose.append((number, line))
    return prose, fences


@cache
def anchors(path):
    known = {}
    for _, line in split(path)[0]:
        if found := re.match(r"#{1,6} (.*)", line):
            name = slug(found.group(1))
            known[name] = known.get(name, -1) + 1
    return {name if n == 0 else f"{name}-{n}" for name, last in known.items() for n in range(last + 1)}


def link_complaints(path):
    for number, line in split(path)[0]:
        bare = re.sub(r"`[^`]*`", "", line)
        for target in re.findall(r"\]\(([^)\s]+)\)", bare):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            other = (path.parent / file).resolve() if file else path
            if not other.exists():
                yield number, f"{target}: there is no such file"
            elif anchor and other.suffix == ".md" and anchor not in anchors(other):
                yield number, f"{target}: there is no such heading"


@cache
def words_of_sources():
    """What is called df2d_… or DF2D_… in the tree, pages aside."""
    words = set()
    for path in files():
        if path.suffix not in (".md", ".lock"):
            text = path.read_text(encoding="utf-8", errors="ignore")
            words |= set(re.findall(r"\b(?:df2d|DF2D)_\w+", text))
    return words


def name_complaints(path, header):
    """Whatever is called df2d_… or DF2D_… must be something, df2d_example… aside. A star or dots stand for any ending."""
    known = header.names() | words_of_sources()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for name, rest in re.findall(r"(?<![\w/.-])((?:df2d|DF2D)_\w*)(\*|…)?", line):
            if name.startswith("df2d_example"):
                continue
            if rest or name.endswith("_"):
                if not any(other.startswith(name) for other in known):
                    yield number, f"nothing begins with {name}"
            elif name not in known:
                yield number, f"there is no {name}"


# What a piece of C in a page may take for granted.
PRELUDE = """\
#include "df2d.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
"""

GIVEN = """\
static df2d_t *writer, *writers[3];
static df2d_stream_t *image;
static df2d_hresult hr, results[3];
"""


def as_source(fence):
    """The piece as a source file: a program as it stands, functions with what they include, statements in a function."""
    if fence.is_program or fence.text.startswith("#include"):
        return fence.text
    at = f'#line {fence.line} "{fence.page.relative_to(TOP)}"\n'
    prelude = PRELUDE.replace("df2d.h", "libburn/libburn.h") if fence.is_libburn else PRELUDE
    if re.match(r"(/\*.*?\*/\s*)?(static|struct|typedef)\b", fence.text, re.S):
        return prelude + at + fence.text
    return prelude + ("" if fence.is_libburn else GIVEN) + "void piece(void);\nvoid piece(void)\n{\n" + at + fence.text + "}\n"
