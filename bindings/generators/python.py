"""Python: the constants as enumerations, and the types and functions as ctypes has them."""

from __future__ import annotations

import re
from typing import Dict, List, Optional

from .header import Enumeration, Function, Header, Member

PACKAGE = "bindings/python/src/df2d"
GENERATED = "# Written by bindings/generate from include/df2d.h.\n"
WIDTH = 120


def generate(header: Header) -> Dict[str, str]:
    return {f"{PACKAGE}/_constants.py": constants(header), f"{PACKAGE}/_abi.py": Abi(header).text()}


# --- constants ---


def constants(header: Header) -> str:
    parts = [f'"""The numbers of the C interface."""\n\n{GENERATED}\nfrom ._enumerations import Enumeration, Flags']
    loose = [f'VERSION_STRING = "{header.version}"\n']
    loose += [comment(c.doc) + f"{c.short_name} = {c.value}\n" for c in header.loose_constants]
    parts.append("\n" + "".join(loose))
    for enumeration in header.enumerations:
        members = [comment(c.doc, "    ") + f"    {c.short_name} = {c.value}\n" for c in enumeration.constants]
        parts.append(class_of(enumeration) + "".join(members))
    hresults = [comment(c.doc, "    ") + f"    {c.short_name} = {c.value}\n" for c in header.hresults]
    doc = '"""The result of a call, by its name in Windows. Negative is failure."""'
    parts.append(f"\nclass HResult(Enumeration):\n    {doc}\n\n" + "".join(hresults))
    return "\n".join(parts)


def class_of(enumeration: Enumeration) -> str:
    """The first lines of the class: named as the type is, or as the constants where the type is a plain number."""
    name = enumeration.c_type if enumeration.c_type.startswith("df2d_") else enumeration.group.lower()
    base = "Flags" if enumeration.is_flags else "Enumeration"
    doc = re.split(r"(?<=\w)[:;,] |\. ", enumeration.doc.replace("\n", " "))[0].rstrip(".")
    return f'\nclass {camel_case(name)}({base}):\n    """{doc}."""\n\n'


def camel_case(name: str) -> str:
    return "".join(word.capitalize() for word in name.replace("df2d_", "", 1).split("_"))


def comment(doc: str, indent: str = "") -> str:
    lines: List[str] = []
    for word in doc.split():
        if lines and len(indent) + len(lines[-1]) + len(word) + 4 <= WIDTH:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return "".join(f"{indent}#: {line}\n" for line in lines)


def natural(name: str) -> str:
    """A key by which c_uint8 comes before c_uint32."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(3), name)


# --- types and functions ---

SCALARS = {
    "char": "c_char",
    "int": "c_int",
    "int32_t": "c_int32",
    "int64_t": "c_int64",
    "size_t": "c_size_t",
    "uint8_t": "c_uint8",
    "uint32_t": "c_uint32",
    "uint64_t": "c_uint64",
}


class Abi:
    def __init__(self, header: Header) -> None:
        self.header = header
        self.scalars = dict(SCALARS)
        self.scalars.update({typedef.name: SCALARS[typedef.c_type] for typedef in header.typedefs})
        self.callbacks = {callback.name for callback in header.callbacks}
        self.handles = {struct.name for struct in header.structs if not struct.members}
        self.structs = [struct for struct in header.structs if struct.members]

    def text(self) -> str:
        classes = "\n\n".join(self.struct(struct.name, struct.members) for struct in self.structs)
        callbacks = "".join(f"{callback.name} = {self.function_type(callback)}\n" for callback in self.header.callbacks)
        functions = "".join(self.prototype(function) for function in self.header.functions)
        body = (
            f"{classes}\n\n{callbacks}\n#: What each function returns, and what it takes.\nPROTOTYPES: "
            f"Dict[str, Tuple[Any, List[Any]]] = {{\n{functions}}}\n"
        )
        used = sorted(set(re.findall(r"\b(c_\w+|CFUNCTYPE|POINTER|Structure)\b", body)), key=natural)
        imports = "".join(f"    {name},\n" for name in used)
        return (
            '"""The C interface as ctypes has it."""\n\n'
            f"{GENERATED}\nfrom ctypes import (\n{imports})\nfrom typing import Any, Dict, List, Tuple\n\n\n{body}"
        )

    def struct(self, name: str, members: List[Member]) -> str:
        fields = "".join(f'        ("{member.name}", {self.member(member)}),\n' for member in members)
        return f"class {name}(Structure):\n    _fields_ = [\n{fields}    ]\n"

    def member(self, member: Member) -> str:
        if member.function:
            return self.function_type(member.function)
        return self.type(member.c_type) + (f" * {member.length}" if member.length else "")

    def function_type(self, function: Function) -> str:
        arguments = [self.type(argument.c_type) for argument in function.arguments]
        return f"CFUNCTYPE({', '.join([self.type(function.returns), *arguments])})"

    def prototype(self, function: Function) -> str:
        arguments = [self.type(argument.c_type) for argument in function.arguments]
        line = f'    "{function.name}": ({self.type(function.returns)}, [{", ".join(arguments)}]),\n'
        if len(line) <= WIDTH + 1:
            return line
        inner = "".join(f"            {argument},\n" for argument in arguments)
        return (
            f'    "{function.name}": (\n        {self.type(function.returns)},\n        [\n{inner}        ],\n    ),\n'
        )

    def type(self, c_type: str) -> str:
        """A handle is a number to Python, and the memory behind a pointer to bytes is the caller's business."""
        name, pointers = self.split(c_type)
        if name == "void":
            return "None" if not pointers else "c_void_p"
        if name in self.handles:
            return "c_void_p" if pointers == 1 else "POINTER(c_void_p)"
        if name in self.callbacks:
            return name
        if pointers == 1 and (name == "uint8_t" or c_type == "char *"):
            return "c_void_p"
        if pointers == 1 and name == "char":
            return "c_char_p"
        inner = self.scalars.get(name) or self.known_struct(name)
        return f"POINTER({inner})" if pointers else inner

    def known_struct(self, name: str) -> str:
        if all(struct.name != name for struct in self.structs):
            raise ValueError(f"ctypes has no type for {name}")
        return name

    @staticmethod
    def split(c_type: str) -> tuple[str, int]:
        match: Optional[re.Match[str]] = re.fullmatch(r"(?:const )?(\w+) ?(\**)", c_type)
        if not match:
            raise ValueError(f"ctypes has no type for {c_type}")
        return match[1], len(match[2])
