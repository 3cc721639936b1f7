"""The constants of C++: include/df2d/constants.hpp."""

import textwrap

from .enumerations import Sorted

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


def _comment(text, indent):
    if not text:
        return []
    line = f"{indent}/* {text} */"
    if len(line) <= 120:
        return [line]
    body = textwrap.wrap(text, 120 - len(indent) - 3)
    return [f"{indent}/*", *(f"{indent} * {part}" for part in body), f"{indent} */"]


def _enumeration(name, members, doc):
    lines = ["", *_comment(doc, ""), f"enum class {name} : std::int32_t {{"]
    for short, constant in members:
        lines += _comment(constant.doc, "    ")
        line = f"    {_name(short)} = {constant.name},"
        lines += [line] if len(line) <= 120 else [f"    {_name(short)} =", f"        {constant.name},"]
    return lines + ["};"]


def generate(header):
    constants = Sorted(header)
    lines = _enumeration("errc", constants.errors, "The HRESULTs that say what failed, as the values of an error code.")
    lines += _enumeration("status", constants.successes, "The HRESULTs that say how something succeeded.")
    for enumeration, members in constants.members.items():
        lines += _enumeration(enumeration.name, members, f"{enumeration.prefix}*")
    lines.append("")
    for short, constant in constants.rest:
        lines += _comment(constant.doc, "")
        c_type = "std::int32_t" if constant.value < 2**31 else "std::uint32_t"
        lines.append(f"inline constexpr {c_type} {_name(short)} = {constant.name};")
    lines += ["", "namespace detail {", "template <class E> struct is_flags {",
              "    static constexpr bool value = false;", "};"]
    for enumeration in constants.members:
        if enumeration.flags:
            lines += [f"template <> struct is_flags<{enumeration.name}> {{",
                      "    static constexpr bool value = true;", "};"]
    lines.append("} // namespace detail")
    return {PATH: _HEAD + "\n".join(lines) + "\n" + _TAIL}
