"""What writes the files of the bindings that repeat include/df2d.h.

A module here that has a function `generate(header)` serves one language. It returns a dictionary from the path of a
file, relative to the top of the project, to its text; bindings/generate writes or compares them.
"""

from .header import Constant, Enumeration, Function, Header, HeaderError, Member, Struct, Typedef, parse

__all__ = [
    "Constant",
    "Enumeration",
    "Function",
    "Header",
    "HeaderError",
    "Member",
    "Struct",
    "Typedef",
    "parse",
]
