"""The constants of Zig: bindings/zig/src/constants.zig."""

import re
import textwrap

PATH = "bindings/zig/src/constants.zig"

_HEAD = """\
//! The constants of df2d.h: its failures as an error set, and its enumerations.
//!
//! Generated from include/df2d.h by bindings/generate.
"""

# Words that the header writes together, and the names that Zig's own library has for the same.
_WORDS = {
    "ACCESSDENIED": "AccessDenied",
    "BOTHADJUSTED": "BothAdjusted",
    "DF2DATA": "Df2Data",
    "DF2RAW": "Df2Raw",
    "DF2TAO": "Df2Tao",
    "IMAGEMANAGER": "ImageManager",
    "INVALIDARG": "InvalidArgument",
    "NOINTERFACE": "NoInterface",
    "NOTIMPL": "NotImplemented",
    "OUTOFMEMORY": "OutOfMemory",
    "READONLY": "ReadOnly",
    "ROTATIONADJUSTED": "RotationAdjusted",
    "SPEEDADJUSTED": "SpeedAdjusted",
    "STASHFILE": "StashFile",
}

# What cannot be a field's name without quotes; std.log.Level has `err`, too.
_KEYWORDS = {"align", "and", "async", "or", "resume", "suspend", "test", "try"}
_FIELDS = {"error": "err"}


def _pascal(short):
    return "".join(_WORDS.get(word, word.capitalize()) for word in short.split("_"))


def _snake(short):
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", _WORDS[short]) if short in _WORDS else short
    name = _FIELDS.get(name.lower(), name.lower())
    return f'@"{name}"' if name in _KEYWORDS or not name[0].isalpha() else name


def _codes(header, kind):
    """The errors ("E") or the successes ("S"), without what all of them have in their names."""
    found = []
    for constant in header.hresults:
        short = re.fullmatch(rf"(?:IMAPI_)?{kind}_(?:IMAPI_)?(\w+)", constant.short_name)
        if short:
            found.append((short[1], constant))
    return found


def _type_name(enumeration):
    """The header's type; an enumeration that has none is named by its constants."""
    if enumeration.c_type.startswith("df2d_"):
        return _pascal(enumeration.c_type[len("df2d_"):].upper())
    return _pascal(enumeration.group[len("DF2D_"):])


def _doc(text, indent=""):
    return [f"{indent}/// {line}" for line in textwrap.wrap(text, 120 - len(indent) - 4)]


def _errors(members):
    lines = ["", "/// The HRESULTs that say what failed.", "pub const Error = error{"]
    for short, constant in members:
        lines += [*_doc(constant.doc, "    "), f"    {_pascal(short)},"]
    lines += ["    /// A code that is not in this version's df2d.h: see `lastError`.", "    UnknownHresult,", "};"]
    lines += ["", "/// The error of a negative HRESULT.", "pub fn errorOf(hr: i32) Error {", "    return switch (hr) {"]
    lines += [f"        {constant.value} => error.{_pascal(short)}," for short, constant in members]
    lines += ["        else => error.UnknownHresult,", "    };", "}"]
    lines += ["", "/// The HRESULT of an error, null if it has none.", "pub fn hresultOf(err: anyerror) ?i32 {",
              "    return switch (err) {"]
    lines += [f"        error.{_pascal(short)} => {constant.value}," for short, constant in members]
    return lines + ["        else => null,", "    };", "}"]


def _enum(name, members, doc):
    lines = ["", *_doc(doc), f"pub const {name} = enum(i32) {{"]
    taken = {}
    aliases = []
    for short, constant in members:
        if constant.value in taken:
            aliases += ["", *_doc(constant.doc, "    "),
                        f"    pub const {_snake(short)}: {name} = .{taken[constant.value]};"]
            continue
        taken[constant.value] = _snake(short)
        lines += [*_doc(constant.doc, "    "), f"    {_snake(short)} = {constant.value},"]
    return [*lines, "    _,", *aliases, "};"]


def _flags(name, members, doc):
    """A packed struct: a field for each bit, padding between them, and what is no single bit as a constant."""
    bits, others = {}, []
    for short, constant in members:
        position = constant.value.bit_length() - 1
        if constant.value.bit_count() == 1 and position not in bits:
            bits[position] = (short, constant)
        else:
            others.append((short, constant))
    lines = ["", *_doc(doc), f"pub const {name} = packed struct(u32) {{"]
    free = 0
    for position in sorted(bits):
        if position > free:
            lines.append(f"    _{free}: u{position - free} = 0,")
        short, constant = bits[position]
        lines += [*_doc(constant.doc, "    "), f"    {_snake(short)}: bool = false,"]
        free = position + 1
    lines.append(f"    _{free}: u{32 - free} = 0,")
    for short, constant in others:
        lines += ["", *_doc(constant.doc, "    "),
                  f"    pub const {_snake(short)}: {name} = @bitCast(@as(u32, {constant.value}));"]
    return lines + ["};"]


def generate(header):
    lines = _errors(_codes(header, "E"))
    lines += _enum("Status", _codes(header, "S"), "The HRESULTs that say how something succeeded.")
    for enumeration in header.enumerations:
        make = _flags if enumeration.is_flags else _enum
        members = [(constant.short_name, constant) for constant in enumeration.constants]
        lines += make(_type_name(enumeration), members, enumeration.doc)
    for constant in header.loose_constants:
        lines += ["", *_doc(constant.doc), f"pub const {_snake(constant.short_name)} = {constant.value};"]
    return {PATH: _HEAD + "\n".join(lines) + "\n"}
