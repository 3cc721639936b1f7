"""The constants of C++: include/df2d/constants.hpp."""

import re
import textwrap

PATH = "include/df2d/constants.hpp"

_KEYWORDS = {"default", "delete", "do", "false", "goto", "new", "not", "operator", "switch", "true", "union"}

_HEAD = """\
/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The constants of df2d.h as C++'s enumerations. Included by df2d.hpp.
 *
 * Generated from df2d.h by bindings/generate.
 */
#ifndef DF2D_CONSTANTS_HPP
#define DF2D_CONSTANTS_HPP

#include "../df2d.h"

#include <cstdint>

namespace df2d {
"""

_TAIL = """\

} // namespace df2d

#endif // DF2D_CONSTANTS_HPP
"""


def _name(short):
    lower = short.lower()
    return lower + "_" if lower in _KEYWORDS else lower


def _comment(text, indent=""):
    if not text:
        return []
    text = " ".join(text.split())
    line = f"{indent}/* {text} */"
    if len(line) <= 120:
        return [line]
    body = textwrap.wrap(text, 120 - len(indent) - 3)
    return [f"{indent}/*", *(f"{indent} * {part}" for part in body), f"{indent} */"]


def _enumeration(name, members, doc):
    """Members are pairs of a short name and a constant."""
    lines = ["", *_comment(doc), f"enum class {name} : std::int32_t {{"]
    names = [_name(short) for short, _ in members]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"df2d.h has codes whose short names are alike: {', '.join(sorted(twice))}")
    for name, (_, constant) in zip(names, members):
        lines += _comment(constant.doc, "    ")
        line = f"    {name} = {constant.name},"
        lines += [line] if len(line) <= 120 else [f"    {name} =", f"        {constant.name},"]
    return lines + ["};"]


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
        return enumeration.c_type[len("df2d_"):]
    return enumeration.group[len("DF2D_"):].lower()


def generate(header):
    lines = _enumeration("errc", _codes(header, "E"), "The HRESULTs that say what failed, as an error code's values.")
    lines += _enumeration("status", _codes(header, "S"), "The HRESULTs that say how something succeeded.")
    for enumeration in header.enumerations:
        members = [(constant.short_name, constant) for constant in enumeration.constants]
        lines += _enumeration(_type_name(enumeration), members, enumeration.doc)
    lines.append("")
    for constant in header.loose_constants:
        lines += _comment(constant.doc)
        c_type = "std::int32_t" if constant.value < 2**31 else "std::uint32_t"
        lines.append(f"inline constexpr {c_type} {_name(constant.short_name)} = {constant.name};")
    lines += ["", "namespace detail {", "template <class E> struct is_flags {",
              "    static constexpr bool value = false;", "};"]
    for enumeration in header.enumerations:
        if enumeration.is_flags:
            lines += [f"template <> struct is_flags<{_type_name(enumeration)}> {{",
                      "    static constexpr bool value = true;", "};"]
    lines.append("} // namespace detail")
    return {PATH: _HEAD + "\n".join(lines) + "\n" + _TAIL}
