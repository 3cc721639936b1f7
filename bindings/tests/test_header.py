"""The parser of include/df2d.h against a C compiler, and against headers that it must refuse."""

import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "bindings"))

from generators import Header, HeaderError, parse
from generators.header import parse_text

HEADER = TOP / "include/df2d.h"
CC = os.environ.get("CC", "gcc")


def preprocess(source: str, *flags: str) -> str:
    command = [CC, "-E", *flags, f"-I{TOP}/include", "-x", "c", "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True, check=True).stdout


class WholeHeader(unittest.TestCase):
    header: Header

    @classmethod
    def setUpClass(cls) -> None:
        cls.header = parse(HEADER)

    def test_every_macro_that_the_preprocessor_knows_is_there(self) -> None:
        macros = dict(re.findall(r"^#define (DF2D_\w+) +(\S+)$", preprocess('#include "df2d.h"', "-dM"), re.MULTILINE))
        self.assertEqual(macros.pop("DF2D_VERSION_STRING").strip('"'), self.header.version)
        self.assertGreater(len(macros), 300)
        self.assertEqual(
            {name: int(value) for name, value in macros.items()}, {c.name: c.value for c in self.header.constants}
        )

    def test_every_declaration_is_the_compilers(self) -> None:
        """A C compiler takes each parsed function as another declaration of the same, and each struct as like it."""
        lines = ['#include "df2d.h"']
        for function in self.header.functions:
            arguments = ", ".join(f"{a.c_type} {a.name}" for a in function.arguments) or "void"
            lines.append(f"{function.returns} {function.name}({arguments});")
        for struct in self.header.structs:
            for member in struct.members:
                c_type = "*" if member.function else member.c_type
                if member.function is None:
                    array = f"[{member.length}]" if member.length else ""
                    lines.append(f"extern {c_type} {struct.name}_{member.name}{array};")
                    lines.append(f"extern __typeof__((({struct.name} *)0)->{member.name}) {struct.name}_{member.name};")
        with tempfile.NamedTemporaryFile("w", suffix=".c") as source:
            source.write("\n".join(lines) + "\n")
            source.flush()
            command = [CC, "-std=gnu11", "-Wall", "-Werror", f"-I{TOP}/include", "-fsyntax-only", source.name]
            result = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(result.stderr, "")

    def test_every_function_is_there(self) -> None:
        symbols = (TOP / "abi/symbols.txt").read_text().split()
        self.assertEqual(sorted(f.name for f in self.header.functions), sorted(symbols))

    def test_constants_know_their_enumeration_and_their_name_in_it(self) -> None:
        constants = {constant.name: constant for constant in self.header.constants}
        cdr = constants["DF2D_IMAPI_MEDIA_TYPE_CDR"]
        self.assertEqual((cdr.group, cdr.c_type, cdr.short_name), ("DF2D_IMAPI_MEDIA_TYPE", "df2d_media_type", "CDR"))
        refused = constants["DF2D_E_HANDLE"]
        self.assertEqual((refused.value, refused.c_type, refused.short_name), (-2147024890, "df2d_hresult", "E_HANDLE"))
        infinite = constants["DF2D_INFINITE"]
        self.assertEqual((infinite.value, infinite.c_type, infinite.group), (0xFFFFFFFF, "uint32_t", None))
        self.assertTrue(self.header.enumeration("df2d_media_state").is_flags)
        self.assertFalse(self.header.enumeration("df2d_media_type").is_flags)
        self.assertTrue(self.header.enumeration("df2d_profile_type").is_open)

    def test_each_constant_is_in_one_place(self) -> None:
        grouped = [constant for enumeration in self.header.enumerations for constant in enumeration.constants]
        everywhere = grouped + self.header.hresults + self.header.loose_constants
        self.assertEqual(sorted(c.name for c in everywhere), sorted(c.name for c in self.header.constants))

    def test_comments_come_with_what_they_are_about(self) -> None:
        functions = {function.name: function for function in self.header.functions}
        self.assertTrue(functions["df2d_put_test_write"].doc.startswith("Whether the next write is a test: "))
        callbacks = next(s for s in self.header.structs if s.name == "df2d_stream_callbacks")
        read = next(member for member in callbacks.members if member.name == "read")
        self.assertTrue(read.doc.endswith("and 0\nis the end."), read.doc)


class Refusals(unittest.TestCase):
    def refuse(self, text: str, why: str) -> None:
        with self.assertRaisesRegex(HeaderError, why):
            parse_text(text)

    def test_numbers_in_every_form(self) -> None:
        for text, value in (("1", 1), ("-1", -1), ("(-7) /* why */", -7), ("0x1Fu", 31), ("4294967295UL", 4294967295)):
            with self.subTest(text):
                self.assertEqual(parse_text(f"#define DF2D_A {text}\n").constants[0].value, value)

    def test_unsigned_hresults_become_signed(self) -> None:
        header = parse_text("/* 0x80004005: why */\n#define DF2D_E_FAIL 0x80004005\n")
        self.assertEqual(header.constants[0].value, -2147467259)

    def test_what_is_no_number(self) -> None:
        for value in ("1.5", "(1 << 2)", "DF2D_B", "'a'", '"text"', "010", ""):
            with self.subTest(value):
                self.refuse(f"\n#define DF2D_A {value}\n", r"df2d\.h:3?2?: neither a number")

    def test_foreign_names_and_repeated_ones(self) -> None:
        self.refuse("#define A 1\n", "neither a number")
        self.refuse("#define DF2D_A 1\n#define DF2D_A 1\n", "defined twice")

    def test_more_than_32_bits(self) -> None:
        self.refuse("#define DF2D_A 4294967296\n", "more than 32 bits")

    def test_an_hresult_that_its_comment_contradicts(self) -> None:
        self.refuse("/* 0x80004004: why */\n#define DF2D_E_FAIL -2147467259\n", "not the code that its comment names")
        self.refuse("#define DF2D_E_FAIL -2147467259\n", "not the code that its comment names")

    def test_enumerations_without_constants_and_types_without_enumeration(self) -> None:
        self.refuse("/* Colours: DF2D_COLOUR_*. */\ntypedef int32_t df2d_colour;\n", "there is no such constant")
        self.refuse("/* Colours. */\ntypedef int32_t df2d_colour;\n", "does not say which constants")

    def test_unknown_declarations(self) -> None:
        self.refuse("#pragma once\n", "an unknown directive")
        self.refuse("enum df2d_a { A };\n", "an unknown declaration")
        self.refuse("typedef union df2d_a { int a; } df2d_a;\n", "an unknown typedef")
        self.refuse("typedef struct df2d_a { int a : 3; } df2d_a;\n", "an unknown member")
        self.refuse("int df2d_a(void)\n", "without an end")
        self.refuse("/* a comment\n", "is missing")


if __name__ == "__main__":
    unittest.main()
