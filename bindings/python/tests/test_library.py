"""Finding the library, the constants, and what a failure tells."""

import os
import pickle
import subprocess
import sys
import unittest

import df2d
from df2d import _abi, _library
from df2d.errors import class_of


def run(code: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    variables = {name: value for name, value in os.environ.items() if not name.startswith("DF2D_")}
    variables.update(environment)
    return subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True, timeout=60, check=False
    )


class Finding(unittest.TestCase):
    def test_version(self) -> None:
        self.assertEqual(df2d.library_version(), df2d.__version__)

    def test_the_variable_names_the_library(self) -> None:
        result = run("import df2d; print(df2d.library_version())", DF2D_LIBRARY=_library.lib._name)
        self.assertEqual((result.stdout.strip(), result.stderr), (df2d.__version__, ""))

    def test_the_variable_comes_before_all_else(self) -> None:
        result = run("import df2d", DF2D_LIBRARY="/no/such/libdf2d.so")
        self.assertEqual(result.returncode, 1)
        self.assertIn("ImportError: DF2D_LIBRARY is '/no/such/libdf2d.so', which cannot be loaded", result.stderr)

    def test_another_library_is_refused(self) -> None:
        result = run("import df2d", DF2D_LIBRARY="libc.so.6")
        self.assertIn("ImportError: This libdf2d does not have all that df2d", result.stderr)

    def test_no_library(self) -> None:
        result = run(
            "import ctypes, pathlib\n"
            "def load(path): raise OSError(f'{path}: cannot open shared object file')\n"
            "ctypes.CDLL = load\n"
            "import df2d",
        )
        self.assertIn("ImportError: libdf2d is not to be had", result.stderr)

    def test_every_function_has_its_prototype(self) -> None:
        for name, (result, arguments) in _abi.PROTOTYPES.items():
            function = getattr(_library.lib, name)
            self.assertEqual((function.restype, function.argtypes), (result, arguments), name)


class Constants(unittest.TestCase):
    def test_they_are_numbers_with_a_name(self) -> None:
        self.assertEqual(df2d.MediaType.DVDPLUSR, 6)
        self.assertEqual(str(df2d.MediaType.DVDPLUSR), "MediaType.DVDPLUSR")
        self.assertEqual(f"{df2d.MediaType.DVDPLUSR} {df2d.MediaType.DVDPLUSR:02d}", "MediaType.DVDPLUSR 06")
        self.assertEqual(df2d.HResult.E_IMAPI_REQUEST_CANCELLED % 2**32, 0xC0AA0002)

    def test_flags_print_alike_everywhere(self) -> None:
        state = df2d.MediaState.OVERWRITE_ONLY | df2d.MediaState.BLANK
        self.assertEqual(f"{state}", "MediaState.OVERWRITE_ONLY|BLANK")
        self.assertEqual(f"{state:#x} {df2d.MediaState(0)}", "0x3 MediaState(0)")
        self.assertTrue(df2d.MediaState.BLANK & state)
        self.assertEqual(pickle.loads(pickle.dumps(state)), state)

    def test_what_has_no_name_is_its_number(self) -> None:
        unknown = df2d.ProfileType(0x1234)
        self.assertEqual((unknown, unknown.name, str(unknown)), (0x1234, "0x1234", "ProfileType.0x1234"))
        self.assertEqual(df2d.HResult(-2147024873).name, "0x80070017")
        self.assertEqual(pickle.loads(pickle.dumps(unknown)), unknown)
        with self.assertRaises(ValueError):
            df2d.ProfileType("text")  # type: ignore[arg-type]


class Errors(unittest.TestCase):
    def test_classes(self) -> None:
        for code, kind in (
            (df2d.HResult.E_IMAPI_REQUEST_CANCELLED, df2d.CancelledError),
            (df2d.HResult.E_IMAPI_BURN_VERIFICATION_FAILED, df2d.VerificationError),
            (df2d.HResult.E_IMAPI_RECORDER_LOCKED, df2d.RecorderLockedError),
            (df2d.HResult.E_IMAPI_RECORDER_MEDIA_BUSY, df2d.RecorderError),
            (df2d.HResult.E_IMAPI_DF2DATA_MEDIA_NOT_BLANK, df2d.WriterError),
            (df2d.HResult.E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE, df2d.EraserError),
            (df2d.HResult.E_NOTIMPL, df2d.NotSupportedError),
            (df2d.HResult.E_FAIL, df2d.Error),
            (-1, df2d.Error),
        ):
            self.assertIs(class_of(code), kind, code)
        self.assertTrue(issubclass(df2d.InvalidArgumentError, ValueError))
        self.assertTrue(issubclass(df2d.NotSupportedError, NotImplementedError))

    def test_what_a_failure_says(self) -> None:
        with self.assertRaises(df2d.InvalidArgumentError) as caught:
            df2d.Recorder("virtual:?media=nonsense")
        error = caught.exception
        self.assertEqual((error.hresult, error.name), (df2d.HResult.E_INVALIDARG, "E_INVALIDARG"))
        self.assertIn("nonsense", error.message)
        self.assertTrue(str(error).endswith("(E_INVALIDARG, 0x80070057)"), str(error))

    def test_the_systems_number(self) -> None:
        with self.assertRaises(df2d.Error) as caught:
            df2d.Stream("/no/such/file")
        self.assertEqual(caught.exception.os_error, 2)

    def test_codes_of_others(self) -> None:
        error = df2d.Error(-2147024873)
        self.assertEqual((error.hresult, error.name), (-2147024873, "unknown HRESULT"))
        self.assertIn("0x80070017", str(error))

    def test_pickling(self) -> None:
        error = df2d.VerificationError(df2d.HResult.E_IMAPI_BURN_VERIFICATION_FAILED, "a sentence")
        error.sense = df2d.Sense(3, 0x11, 0)
        again = pickle.loads(pickle.dumps(error))
        self.assertEqual((type(again), str(again), again.sense), (type(error), str(error), error.sense))


if __name__ == "__main__":
    unittest.main()
