"""Reads include/df2d.h: constants, types and functions, each with its comment.

The header is generated and so has one form only. Whatever does not have it is refused, so that nothing of a later
header is passed over in silence.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Optional

#: The group of all HRESULTs.
HRESULT_GROUP = "DF2D_HRESULT"

_HRESULT = re.compile(r"DF2D_(IMAPI_)?[SE]_")
_FAMILY = re.compile(r"\b(DF2D_[A-Z0-9_]+)_\*")
_NUMBER = re.compile(r"([-+]?)(0[xX][0-9A-Fa-f]+|0|[1-9][0-9]*)[uU]?[lL]{0,2}")
_DECLARATOR = re.compile(r"(?P<type>.*?[\s*])(?P<name>[A-Za-z_]\w*)(?:\[(?P<length>\d+)\])?", re.DOTALL)
_FUNCTION_POINTER = re.compile(r"(?P<type>.*?)\(\*(?P<name>\w+)\)\((?P<arguments>.*)\)", re.DOTALL)


class HeaderError(Exception):
    """The header has something that is not understood, at the line that the message names."""


@dataclass(frozen=True)
class Constant:
    """A `#define` of a number."""

    name: str
    #: HRESULTs are signed numbers of 32 bits.
    value: int
    c_type: str
    doc: str
    #: What its name begins with, as "DF2D_IMAPI_MEDIA_TYPE"; None if it belongs to no enumeration.
    group: Optional[str]

    @property
    def short_name(self) -> str:
        """The name without what all of its group have: "CDR" of "DF2D_IMAPI_MEDIA_TYPE_CDR". That of an HRESULT is
        the one it has in Windows, and one without a group loses DF2D_ and IMAPI_."""
        if self.group == HRESULT_GROUP:
            return self.name[len("DF2D_") :]
        if self.group is None:
            return re.sub(r"^DF2D_(IMAPI_)?", "", self.name)
        return self.name[len(self.group) + 1 :]


@dataclass
class Enumeration:
    """Constants that say the same kind of thing, and the type of what holds one of them."""

    group: str
    c_type: str
    doc: str
    constants: List[Constant] = field(default_factory=list)

    @property
    def is_flags(self) -> bool:
        """Whether a value is several of them at once."""
        return self.doc.startswith("Bits ")

    @property
    def is_open(self) -> bool:
        """Whether a drive may give values that have no constant."""
        return "any other" in self.doc


@dataclass(frozen=True)
class Member:
    """A member of a struct, or an argument of a function."""

    name: str
    #: As it stands in the header, with single spaces: "const df2d_progress *". Of a pointer to a function: "".
    c_type: str
    doc: str = ""
    #: Of an array, how many elements it has.
    length: Optional[int] = None
    #: What a pointer to a function points to.
    function: Optional[Function] = None


@dataclass(frozen=True)
class Function:
    """A function, or the type of one: what a pointer to it points to."""

    name: str
    returns: str
    arguments: List[Member]
    doc: str


@dataclass(frozen=True)
class Struct:
    """A struct; one of which the header does not say the members is a handle and has none."""

    name: str
    members: List[Member]
    doc: str


@dataclass(frozen=True)
class Typedef:
    """Another name for a number."""

    name: str
    c_type: str
    doc: str


class Header:
    """What include/df2d.h declares, in its order."""

    def __init__(self) -> None:
        self.version = ""
        self.constants: List[Constant] = []
        self.enumerations: List[Enumeration] = []
        self.typedefs: List[Typedef] = []
        self.structs: List[Struct] = []
        #: The types of functions that the caller hands over, each the target of a pointer typedef.
        self.callbacks: List[Function] = []
        self.functions: List[Function] = []

    def enumeration(self, c_type: str) -> Enumeration:
        """The one whose values have this type."""
        return next(enumeration for enumeration in self.enumerations if enumeration.c_type == c_type)

    @property
    def hresults(self) -> List[Constant]:
        return [constant for constant in self.constants if constant.group == HRESULT_GROUP]

    @property
    def loose_constants(self) -> List[Constant]:
        """Those that belong to no enumeration."""
        return [constant for constant in self.constants if constant.group is None]


def parse(path: str | Path) -> Header:
    """Reads a header; a HeaderError says what in it is not understood."""
    return parse_text(Path(path).read_text(encoding="utf-8"), str(path))


def parse_text(text: str, name: str = "df2d.h") -> Header:
    return _Parser(text, name).parse()


@dataclass(frozen=True)
class _Define:
    name: str
    value: int
    doc: str
    line: int


class _Parser:
    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.at = 0
        self.doc = ""
        self.header = Header()
        self.defines: Dict[str, _Define] = {}

    def parse(self) -> Header:
        while self._skip_space():
            if self.text.startswith("/*", self.at):
                self.doc = _clean(self._through("*/"))
            elif self.text.startswith("#", self.at):
                self._directive(self._through("\n").strip())
                self.doc = ""
            else:
                self._declaration(self._statement())
                self.doc = ""
        self._sort_constants()
        return self.header

    def _error(self, what: str, line: Optional[int] = None) -> HeaderError:
        line = line or self.text.count("\n", 0, self.at) + 1
        return HeaderError(f"{self.name}:{line}: {what}")

    def _skip_space(self) -> bool:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def _through(self, end: str) -> str:
        """What stands from here to the end, which is passed over."""
        found = self.text.find(end, self.at)
        if found < 0:
            raise self._error(f"{end!r} is missing")
        part = self.text[self.at : found + len(end)]
        self.at = found + len(end)
        return part

    def _statement(self) -> str:
        """What stands from here to a semicolon outside braces, without that."""
        begin, depth = self.at, 0
        for match in re.compile(r"/\*.*?\*/|[{};]", re.DOTALL).finditer(self.text, begin):
            depth += {"{": 1, "}": -1}.get(match.group(), 0)
            if match.group() == ";" and depth == 0:
                self.at = match.end()
                return self.text[begin : match.start()]
        raise self._error("a declaration without an end")

    # --- directives ---

    def _directive(self, line: str) -> None:
        if line == "#ifdef __cplusplus":
            self._through("#endif")
        elif line.startswith("#define "):
            self._define(line)
        elif not re.fullmatch(r"#ifndef DF2D_H|#include <std(def|int)\.h>|#endif( /\* DF2D_H \*/)?", line):
            raise self._error(f"an unknown directive: {line}")

    def _define(self, line: str) -> None:
        _, name, *rest = line.split(None, 2)
        value = re.sub(r"\s*/\*.*?\*/", "", rest[0]).strip() if rest else ""
        number = _NUMBER.fullmatch(re.sub(r"^\((.*)\)$", r"\1", value))
        if name == "DF2D_H" and not value:
            return
        if name == "DF2D_VERSION_STRING" and re.fullmatch(r'"[^"]*"', value):
            self.header.version = value.strip('"')
        elif not number or not name.startswith("DF2D_"):
            raise self._error(f"neither a number nor anything else that is known: {line}")
        elif name in self.defines:
            raise self._error(f"{name} is defined twice")
        else:
            at = self.text.count("\n", 0, self.at)
            self.defines[name] = _Define(name, int(number[1] + number[2], 0), self.doc, at)

    # --- declarations ---

    def _declaration(self, text: str) -> None:
        if not text.startswith("typedef "):
            self.header.functions.append(self._function(text))
            return
        text = text[len("typedef ") :].strip()
        struct = re.fullmatch(r"struct (?P<name>\w+)\s*(?:\{(?P<body>.*)\})?\s*(?P=name)", text, re.DOTALL)
        pointer = _FUNCTION_POINTER.fullmatch(text)
        number = re.fullmatch(r"(u?int\d+_t) (\w+)", text)
        if struct:
            members = self._members(struct["body"] or "")
            self.header.structs.append(Struct(struct["name"], members, self.doc))
        elif pointer:
            self.header.callbacks.append(self._pointed_to(pointer, self.doc))
        elif number:
            self.header.typedefs.append(Typedef(number[2], number[1], self.doc))
        else:
            raise self._error(f"an unknown typedef: {_one_line(text)}")

    def _function(self, text: str) -> Function:
        match = re.fullmatch(r"(?P<start>[^(]*)\((?P<arguments>[^()]*)\)\s*", text, re.DOTALL)
        start = _DECLARATOR.fullmatch(match["start"]) if match else None
        if not match or not start or not start["name"].startswith("df2d_"):
            raise self._error(f"an unknown declaration: {_one_line(text)}")
        return Function(start["name"], _one_line(start["type"]), self._arguments(match["arguments"]), self.doc)

    def _pointed_to(self, match: re.Match[str], doc: str) -> Function:
        return Function(match["name"], _one_line(match["type"]), self._arguments(match["arguments"]), doc)

    def _arguments(self, text: str) -> List[Member]:
        if text.strip() == "void":
            return []
        return [self._member(argument, "") for argument in text.split(",")]

    def _members(self, body: str) -> List[Member]:
        members, doc, at = [], "", 0
        for match in re.finditer(r"\s*(?:/\*(?P<doc>.*?)\*/|(?P<member>[^;/]+);)\s*", body, re.DOTALL):
            if match.start() != at:
                break
            at = match.end()
            if match["member"] is None:
                doc = _clean(match["doc"])
            else:
                members.append(self._member(match["member"], doc))
                doc = ""
        if at != len(body):
            raise self._error(f"an unknown member: {_one_line(body[at:])[:60]}")
        return members

    def _member(self, text: str, doc: str) -> Member:
        text = text.strip()
        pointer = _FUNCTION_POINTER.fullmatch(text)
        if pointer:
            return Member(pointer["name"], "", doc, function=self._pointed_to(pointer, doc))
        match = _DECLARATOR.fullmatch(text)
        if not match:
            raise self._error(f"an unknown member or argument: {_one_line(text)}")
        length = int(match["length"]) if match["length"] else None
        return Member(match["name"], _one_line(match["type"]), doc, length)

    # --- what a constant belongs to ---

    def _sort_constants(self) -> None:
        enumerations = self._enumerations()
        for define in self.defines.values():
            constant = self._constant(define, enumerations)
            self.header.constants.append(constant)
            if constant.group in enumerations:
                enumerations[constant.group].constants.append(constant)
        for enumeration in enumerations.values():
            if not enumeration.constants:
                raise self._error(f"{enumeration.c_type} names {enumeration.group}_*, and there is no such constant")
            self.header.enumerations.append(enumeration)

    def _enumerations(self) -> Dict[str, Enumeration]:
        """By group. A typedef's comment says what its values begin with; where there is no typedef, a member's does."""
        found: Dict[str, Enumeration] = {}
        for typedef in self.header.typedefs:
            if typedef.name in ("df2d_hresult", "df2d_bool"):
                continue
            families = _families(typedef.doc)
            if len(families) != 1:
                raise self._error(f"the comment of {typedef.name} does not say which constants are its values")
            found[families[0]] = Enumeration(families[0], typedef.name, typedef.doc)
        for struct in self.header.structs:
            for member in struct.members:
                for family in _families(member.doc):
                    found.setdefault(family, Enumeration(family, member.c_type, member.doc))
        return found

    def _constant(self, define: _Define, enumerations: Dict[str, Enumeration]) -> Constant:
        if _HRESULT.match(define.name):
            return self._hresult(define)
        groups = [group for group in enumerations if define.name.startswith(group + "_")]
        if groups:
            group = max(groups, key=len)
            c_type = enumerations[group].c_type
            return Constant(define.name, define.value, c_type, define.doc, group)
        c_type = "int32_t" if -(2**31) <= define.value < 2**31 else "uint32_t"
        if not -(2**31) <= define.value < 2**32:
            raise self._error(f"{define.name} has more than 32 bits", define.line)
        return Constant(define.name, define.value, c_type, define.doc, None)

    def _hresult(self, define: _Define) -> Constant:
        value = define.value - 2**32 if define.value >= 2**31 else define.value
        told = re.match(r"0x([0-9A-F]{8}): ", define.doc)
        if not told or int(told[1], 16) != value % 2**32:
            raise self._error(f"{define.name} is not the code that its comment names", define.line)
        return Constant(define.name, value, "df2d_hresult", define.doc, HRESULT_GROUP)


def _families(doc: str) -> List[str]:
    return [family for family in _FAMILY.findall(doc) if not _HRESULT.match(family + "_")]


def _clean(comment: str) -> str:
    """The text of a comment, of whose lines those that are indented further stay so."""
    return textwrap.dedent(re.sub(r"^/\*|\*/$", "", comment).strip("\n")).strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())
