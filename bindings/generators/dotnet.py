""".NET: the constants as enumerations, by the names of .NET and of IMAPI2, and the types and functions as P/Invoke has
them."""

from __future__ import annotations

import re
from typing import Dict, List
from xml.sax.saxutils import escape

from .header import Constant, Enumeration, Function, Header, Member, Struct

SOURCES = "bindings/dotnet/src"
GENERATED = "// Written by bindings/generate from include/df2d.h.\n"
WIDTH = 120

#: What IMAPI2 calls an enumeration of its own.
IMAPI_NAMES = {
    "df2d_burn_verification_level": "IMAPI_BURN_VERIFICATION_LEVEL",
    "df2d_feature_page_type": "IMAPI_FEATURE_PAGE_TYPE",
    "df2d_media_state": "IMAPI_FORMAT2_DATA_MEDIA_STATE",
    "df2d_media_type": "IMAPI_MEDIA_PHYSICAL_TYPE",
    "df2d_mode_page_request_type": "IMAPI_MODE_PAGE_REQUEST_TYPE",
    "df2d_mode_page_type": "IMAPI_MODE_PAGE_TYPE",
    "df2d_profile_type": "IMAPI_PROFILE_TYPE",
    "df2d_read_track_address_type": "IMAPI_READ_TRACK_ADDRESS_TYPE",
    "df2d_write_action": "IMAPI_FORMAT2_DATA_WRITE_ACTION",
    "df2d_write_protect_state": "IMAPI_MEDIA_WRITE_PROTECT_STATE",
}

#: Words that are not written with one capital letter.
WORDS = {
    "1X": "1x",
    "BD": "BD",
    "BDR": "BDR",
    "BDRE": "BDRE",
    "BDROM": "BDRom",
    "CD": "CD",
    "CDR": "CDR",
    "CDROM": "CDRom",
    "CDRW": "CDRW",
    "DDCD": "DDCD",
    "DDCDROM": "DDCDRom",
    "DUALLAYER": "DualLayer",
    "DVDDASHR": "DvdDashR",
    "DVDDASHRW": "DvdDashRW",
    "DVDPLUSR": "DvdPlusR",
    "DVDPLUSRW": "DvdPlusRW",
    "DVDRAM": "DvdRam",
    "DVDROM": "DvdRom",
    "HD": "HD",
    "HDDVDR": "HDDvdR",
    "HDDVDRAM": "HDDvdRam",
    "HDDVDROM": "HDDvdRom",
    "MO": "MO",
    "MULTIREAD": "MultiRead",
    "POWERDOWN": "PowerDown",
    "RW": "RW",
}

SCALARS = {
    "char": "byte",
    "int": "int",
    "int32_t": "int",
    "int64_t": "long",
    "size_t": "UIntPtr",
    "uint8_t": "byte",
    "uint32_t": "uint",
    "uint64_t": "ulong",
    "void": "void",
}

KEYWORDS = {"event", "fixed", "in", "object", "out", "params", "ref"}


def generate(header: Header) -> Dict[str, str]:
    return {
        f"{SOURCES}/Constants.cs": constants(header),
        f"{SOURCES}/Imapi2/Enumerations.cs": imapi_constants(header),
        f"{SOURCES}/Native/Native.cs": Native(header).text(),
    }


# --- constants ---


def constants(header: Header) -> str:
    parts = [f"{GENERATED}using System;\n\nnamespace Df2d\n{{\n"]
    for enumeration in header.enumerations:
        members = [(pascal_case(c.short_name), c) for c in enumeration.constants]
        parts.append(enum(enumeration, name_of(enumeration), members) + "\n")
    loose = "\n".join(constant(pascal_case(c.short_name), c) for c in header.loose_constants)
    hresults = "\n".join(constant(c.short_name, c) for c in header.hresults)
    parts.append(static_class("static class Constants", "Numbers that belong to no enumeration.", loose) + "\n")
    text = "The results of calls, by their names in Windows. Negative is failure."
    parts.append(static_class("static partial class HResults", text, hresults) + "}\n")
    return "".join(parts)


def static_class(declaration: str, summary: str, members: str) -> str:
    return f"{doc(summary, 1)}    public {declaration}\n    {{\n{members}    }}\n"


def imapi_constants(header: Header) -> str:
    enums = []
    for enumeration in header.enumerations:
        if enumeration.c_type in IMAPI_NAMES:
            members = [(c.name[len("DF2D_") :], c) for c in enumeration.constants]
            enums.append(enum(enumeration, IMAPI_NAMES[enumeration.c_type], members))
    return f"{GENERATED}using System;\n\nnamespace Df2d.Imapi2\n{{\n" + "\n".join(enums) + "}\n"


def enum(enumeration: Enumeration, name: str, members: "List[tuple[str, Constant]]") -> str:
    flags = "    [Flags]\n" if enumeration.is_flags else ""
    summary = re.split(r"(?<=\w)[:;] |\. ", enumeration.doc.replace("\n", " "))[0].rstrip(".") + "."
    body = "\n".join(f"{doc(c.doc, 2)}        {member} = {c.value},\n" for member, c in members)
    return f"{doc(summary, 1)}{flags}    public enum {name}\n    {{\n{body}    }}\n"


def constant(name: str, c: Constant) -> str:
    c_type = "int" if -(2**31) <= c.value < 2**31 else "uint"
    summary = c.doc or "A part of VersionNumber."
    return f"{doc(summary, 2)}        public const {c_type} {name} = {c.value};\n"


def name_of(enumeration: Enumeration) -> str:
    """Named as the type is, or as the constants where the type is a plain number."""
    name = enumeration.c_type if enumeration.c_type.startswith("df2d_") else enumeration.group.lower()
    return pascal_case(name.replace("df2d_", "", 1))


def pascal_case(name: str) -> str:
    return "".join(WORDS.get(word.upper(), word.capitalize()) for word in name.split("_"))


def doc(text: str, depth: int) -> str:
    """An XML comment, without the name of the C function that takes the constant."""
    text = re.sub(r"^df2d_[\w.]+: (.)", lambda match: match[1].upper(), text)
    indent = "    " * depth
    line, lines = "<summary>", []
    for word in f"{escape(text)}</summary>".split():
        if len(indent) + 4 + len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line = word
        else:
            line += word if line == "<summary>" else f" {word}"
    return "".join(f"{indent}/// {part}\n" for part in lines + [line])


# --- types and functions ---


class Native:
    """Everything is a number or a pointer, handles too: nothing is converted on the way, whatever attribute imports it."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.scalars = dict(SCALARS)
        self.scalars.update({typedef.name: SCALARS[typedef.c_type] for typedef in header.typedefs})
        self.callbacks = {callback.name for callback in header.callbacks}
        self.handles = {struct.name for struct in header.structs if not struct.members}
        self.structs = {struct.name for struct in header.structs if struct.members}

    def text(self) -> str:
        structs = [self.struct(struct) for struct in self.header.structs if struct.members]
        delegates = [self.delegate(callback, callback.name) for callback in self.header.callbacks]
        for struct in self.header.structs:
            for member in struct.members:
                if member.function:
                    delegates.append(self.delegate(member.function, f"{struct.name}_{member.name}"))
        return (
            f"{GENERATED}using System;\nusing System.Runtime.CompilerServices;\n"
            "using System.Runtime.InteropServices;\n\n"
            "namespace Df2d\n{\n    internal static unsafe partial class Native\n    {\n"
            '        internal const string Library = "libdf2d.so.0";\n\n'
            + "\n".join(structs)
            + "\n"
            + "\n".join(delegates)
            + "\n#if NET7_0_OR_GREATER\n"
            + "\n".join(self.library_import(function) for function in self.header.functions)
            + "#else\n"
            + "\n".join(self.dll_import(function) for function in self.header.functions)
            + "#endif\n    }\n}\n"
        )

    def struct(self, struct: Struct) -> str:
        members = "".join(f"            internal {self.member(member)};\n" for member in struct.members)
        return (
            "        [StructLayout(LayoutKind.Sequential)]\n"
            f"        internal struct {struct.name}\n        {{\n{members}        }}\n"
        )

    def member(self, member: Member) -> str:
        if member.function:
            return f"IntPtr {member.name}"
        if member.length:
            return f"fixed {self.type(member.c_type)} {member.name}[{member.length}]"
        return f"{self.type(member.c_type)} {member.name}"

    def delegate(self, function: Function, name: str) -> str:
        arguments = self.arguments(function)
        return (
            "        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]\n"
            + call(f"        internal delegate {self.type(function.returns)} {name}", arguments)
        )

    def library_import(self, function: Function) -> str:
        return (
            "        [LibraryImport(Library)]\n"
            "        [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })]\n"
            + self.prototype(function, "partial")
        )

    def dll_import(self, function: Function) -> str:
        attribute = "        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]\n"
        return attribute + self.prototype(function, "extern")

    def prototype(self, function: Function, how: str) -> str:
        arguments = self.arguments(function)
        return call(f"        internal static {how} {self.type(function.returns)} {function.name}", arguments)

    def arguments(self, function: Function) -> List[str]:
        return [f"{self.type(argument.c_type)} {identifier(argument.name)}" for argument in function.arguments]

    def type(self, c_type: str) -> str:
        name, pointers = self.split(c_type)
        if name in self.callbacks:
            return "IntPtr"
        if name == "void" or name in self.handles:
            return "void" if not pointers else "IntPtr" + "*" * (pointers - 1)
        if name not in self.scalars and name not in self.structs:
            raise ValueError(f"P/Invoke has no type for {c_type}")
        return self.scalars.get(name, name) + "*" * pointers

    @staticmethod
    def split(c_type: str) -> "tuple[str, int]":
        match = re.fullmatch(r"(?:const )?(\w+) ?(\**)", c_type)
        if not match:
            raise ValueError(f"P/Invoke has no type for {c_type}")
        return match[1], len(match[2])


def identifier(name: str) -> str:
    return f"@{name}" if name in KEYWORDS else name


def call(start: str, arguments: List[str]) -> str:
    """A declaration, over several lines where one is too short."""
    line = f"{start}({', '.join(arguments)});\n"
    if len(line) <= WIDTH + 1:
        return line
    lines, indent = [f"{start}("], " " * 12
    for n, argument in enumerate(arguments):
        argument += ", " if n + 1 < len(arguments) else ");"
        if n == 0 or len(lines[-1]) + len(argument) > WIDTH:
            lines.append(indent)
        lines[-1] += argument
    return "".join(line.rstrip() + "\n" for line in lines)
