"""What ctypes is told of the C interface, against a C compiler."""

import ctypes
import importlib.util
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from types import ModuleType

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "bindings"))

from generators import parse

CC = os.environ.get("CC", "gcc")


def load_abi() -> ModuleType:
    spec = importlib.util.spec_from_file_location("abi", TOP / "bindings/python/src/df2d/_abi.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Layout(unittest.TestCase):
    def test_structs_are_laid_out_as_in_c(self) -> None:
        structs = [struct for struct in parse(TOP / "include/df2d.h").structs if struct.members]
        lines = ["#include <df2d.h>", "#include <stdio.h>", "int main(void) {"]
        for struct in structs:
            lines.append(f'printf("{struct.name} %zu\\n", sizeof({struct.name}));')
            for member in struct.members:
                place = f"offsetof({struct.name}, {member.name}), sizeof((({struct.name} *)0)->{member.name})"
                lines.append(f'printf("{struct.name}.{member.name} %zu %zu\\n", {place});')
        with tempfile.TemporaryDirectory() as folder:
            source, program = Path(folder, "layout.c"), Path(folder, "layout")
            source.write_text("\n".join([*lines, "return 0; }\n"]))
            subprocess.run([CC, f"-I{TOP}/include", source, "-o", program], check=True)
            in_c = subprocess.run([program], capture_output=True, text=True, check=True).stdout.split("\n")
        abi, in_ctypes = load_abi(), []
        for struct in structs:
            kind = getattr(abi, struct.name)
            in_ctypes.append(f"{struct.name} {ctypes.sizeof(kind)}")
            for member in struct.members:
                place = getattr(kind, member.name)
                in_ctypes.append(f"{struct.name}.{member.name} {place.offset} {place.size}")
        self.assertEqual(in_ctypes, in_c[:-1])
        self.assertGreater(len(in_ctypes), 80)


if __name__ == "__main__":
    unittest.main()
