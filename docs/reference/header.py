"""Reads include/df2d.h: what it declares, each with the comment that stands before it."""

import re
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Entry:
    name: str
    comment: str
    line: int


@dataclass
class Constant(Entry):
    value: str = ""


@dataclass
class Parameter:
    type: str
    name: str


@dataclass
class Function(Entry):
    """A function, the type of a callback, or a callback that is a member of a struct."""

    returns: str = ""
    parameters: list = field(default_factory=list)

    @property
    def has_handle(self):
        """Whether its first argument is an object."""
        return bool(self.parameters) and re.fullmatch(r"df2d_(\w+_)?t \*", self.parameters[0].type) is not None


@dataclass
class Struct(Entry):
    members: list = field(default_factory=list)


@dataclass
class Header:
    preamble: str
    constants: dict
    types: dict
    structs: dict
    callbacks: dict
    functions: dict

    def names(self):
        """Every name that the header declares, members of structs as struct.member."""
        names = set()
        for kind in (self.constants, self.types, self.structs, self.callbacks, self.functions):
            names |= set(kind)
        for struct in self.structs.values():
            names |= {f"{struct.name}.{member.name}" for member in struct.members}
        return names


COMMENT = re.compile(r"\s*/\*(.*?)\*/", re.S)
CALLBACK = re.compile(r"(.*?)\(\*(\w+)\)\((.*)\)", re.S)


def read(path):
    text = Path(path).read_text(encoding="utf-8")
    preamble, body = text.split("#ifndef DF2D_H", 1)
    header = Header(_plain(preamble), {}, {}, {}, {}, {})
    line = preamble.count("\n") + 1
    comment = ""
    while body.strip():
        found = COMMENT.match(body)
        if found:
            comment = _plain(found.group(1))
        else:
            found = re.match(r"\s*(#[^\n]*|extern \"C\" \{|\}|typedef[^;{]*\{.*?\}[^;]*;|[^;{]*;)", body, re.S)
            at = line + body[: found.start(1)].count("\n")
            _declare(header, found.group(1), comment, at)
            comment = ""
        line += body[: found.end()].count("\n")
        body = body[found.end() :]
    return header


def _declare(header, text, comment, line):
    words = " ".join(text.split())
    if found := re.match(r"#define (DF2D_\w+) (.+)", words):
        header.constants[found.group(1)] = Constant(found.group(1), comment, line, found.group(2))
    elif words.startswith(("#", "extern", "}")):
        pass
    elif found := re.match(r"typedef struct (\w+) \{", words):
        members = _members(text[text.index("{") + 1 : text.rindex("}")], line)
        header.structs[found.group(1)] = Struct(found.group(1), comment, line, members)
    elif found := re.match(r"typedef struct \w+ (\w+);", words):
        header.types[found.group(1)] = Entry(found.group(1), comment, line)
    elif words.startswith("typedef") and (found := CALLBACK.match(words[len("typedef ") :])):
        header.callbacks[found.group(2)] = _function(found, comment, line)
    elif found := re.match(r"typedef \w+ (\w+);", words):
        header.types[found.group(1)] = Entry(found.group(1), comment, line)
    elif found := re.match(r"(.*?)\b(df2d_\w+)\((.*)\);", words):
        header.functions[found.group(2)] = _function(found, comment, line)
    else:
        raise ValueError(f"include/df2d.h:{line}: {words[:60]!r} is nothing that is known here")


def _members(text, line):
    members = []
    comment = ""
    while text.strip():
        found = COMMENT.match(text)
        if found:
            comment = _plain(found.group(1))
        else:
            found = re.match(r"\s*([^;]*);", text)
            at = line + text[: found.start(1)].count("\n")
            words = " ".join(found.group(1).split())
            if callback := CALLBACK.match(words):
                members.append(_function(callback, comment, at))
            else:
                members.append(Entry(re.search(r"(\w+)(\[\d+\])?$", words).group(1), comment, at))
            comment = ""
        line += text[: found.end()].count("\n")
        text = text[found.end() :]
    return members


def _function(found, comment, line):
    returns, name, parameters = found.groups()
    entry = Function(name, comment, line, returns.strip())
    for parameter in parameters.split(","):
        if parameter.strip() != "void":
            type_, name = re.match(r"(.*?)(\w+)$", parameter.strip()).groups()
            entry.parameters.append(Parameter(type_.strip(), name))
    return entry


def _plain(comment):
    """The lines of a comment without its stars and what they are indented by."""
    lines = [re.sub(r"^ *\* ?", "", line) for line in comment.strip("\n").splitlines()]
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    indent = min(indents, default=0)
    return "\n".join(line[indent:].rstrip() for line in lines).strip()
