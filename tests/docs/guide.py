"""The tables of docs/porting-from-imapi2.md: every member of IMAPI2, and every function of the header."""

import re

from common import TOP

GUIDE = TOP / "docs/porting-from-imapi2.md"
MEMBERS = "## Every member"
LACKS = "## What IMAPI2 lacks"


class Guide:
    def __init__(self, text):
        self.text = text
        before, rest = text.split(f"\n{MEMBERS}\n")
        members, lacks = rest.split(f"\n{LACKS}\n")
        self.first_line = before.count("\n") + 3
        self.stated = int(re.search(r"All (\d+) members", text).group(1))
        self.rows = list(self._rows(members))
        self.lacks = re.findall(r"`(df2d_\w+)`", "\n".join(line.split("|")[1] for line in _table(lacks)))

    def _rows(self, text):
        """(line, interface, member, functions, whether it is said why there is none) of each row."""
        interface, reason, lines = "", "", text.splitlines()
        for number, line in enumerate(lines, self.first_line):
            if line.startswith("### "):
                interface, reason = line[4:].strip(), ""
            elif line.startswith("| `"):
                _, member, here, note, _ = re.split(r"(?<!\\)\|", line)
                functions = re.findall(r"`([\w.]+)`", here)
                yield number, interface, member.strip(" `"), functions, bool(note.strip() or reason)
            elif line.strip() and not line.startswith("|"):
                reason = line

    def members(self):
        """Which members each function mirrors: {function: [(interface, member)]}."""
        mirrored = {}
        for _, interface, member, functions, _ in self.rows:
            for function in functions:
                mirrored.setdefault(function, []).append((interface, member))
        return mirrored


def _table(text):
    return [line for line in text.splitlines() if line.startswith("| `")]


def read(path=GUIDE):
    return Guide(path.read_text(encoding="utf-8"))


def complaints(guide, header):
    """A list of (line, what is wrong)."""
    found = []
    names = header.names()
    seen = set()
    for line, interface, member, functions, why in guide.rows:
        if (interface, member) in seen:
            found.append((line, f"{interface}::{member} stands twice"))
        seen.add((interface, member))
        for function in functions:
            if function not in names:
                found.append((line, f"{interface}::{member}: there is no {function}"))
        if not functions and not why:
            found.append((line, f"{interface}::{member} has no function, and it is not said why"))
    if len(seen) != guide.stated:
        found.append((1, f"there are {len(seen)} members, and the page says {guide.stated}"))
    mirrored = {function for _, _, _, functions, _ in guide.rows for function in functions}
    for name in guide.lacks:
        if name not in header.functions:
            found.append((1, f"{LACKS}: there is no {name}"))
        if name in mirrored:
            found.append((1, f"{LACKS}: {name} mirrors a member"))
    for name in sorted(set(header.functions) - mirrored - set(guide.lacks)):
        found.append((1, f"{name} is in no table"))
    return found
