"""What the library tells of its work."""

import ctypes
import functools
import logging
import operator
import os
import signal
import sys
import threading
import unittest
from typing import Any, List, Tuple
from unittest import mock

from support import IMAGE, TestCase

import df2d
from df2d import _callbacks, log
from df2d._library import lib


class Log(TestCase):
    def test_a_function(self) -> None:
        told: List[Tuple[Any, str, str]] = []
        with df2d.log_advise(df2d.LogLevel.INFO, lambda *message: told.append(message)):
            self.writer().write(IMAGE)
        self.assertIn((df2d.LogLevel.INFO, "writing"), [(level, message) for level, _, message in told])
        count = len(told)
        self.writer(df2d.Recorder("virtual:?media=cd-r&clock=virtual")).write(IMAGE)
        self.assertEqual(len(told), count)

    def test_a_logger(self) -> None:
        logger = logging.getLogger("df2d test")
        with self.assertLogs(logger, level=1) as logs, df2d.log_to(logger, df2d.LogLevel.TRACE):
            self.writer().write(IMAGE)
        levels = {record.levelno for record in logs.records}
        self.assertLessEqual({logging.INFO, logging.DEBUG, logging.DEBUG - 5}, levels)
        self.assertTrue(any("WRITE (10)" in record.getMessage() for record in logs.records))

    def test_an_exception_goes_to_the_hook(self) -> None:
        def fail(*_: object) -> None:
            raise LookupError("own")

        raised: List[Any] = []
        with mock.patch.object(sys, "unraisablehook", lambda told: raised.append(told.exc_type)):
            with df2d.log_advise(df2d.LogLevel.INFO, fail):
                self.assertEqual(self.writer().write(IMAGE).hresult, df2d.HResult.S_OK)
        self.assertEqual(set(raised), {LookupError})

    def test_an_interrupt_comes_out_of_the_call(self) -> None:
        recorder = self.recorder()
        inside: List[bool] = []

        def interrupt(*_: object) -> None:
            inside.append(threading.current_thread() is threading.main_thread())
            os.kill(os.getpid(), signal.SIGINT)

        with df2d.log_advise(df2d.LogLevel.TRACE, interrupt), self.assertRaises(KeyboardInterrupt):
            recorder.get_disc_information()
        self.assertTrue(all(inside))
        self.assertTrue(recorder.get_disc_information())

    def test_an_interrupt_before_the_function(self) -> None:
        """The signal comes while C code runs, so that it meets the begin of the callback."""
        told: List[Any] = []
        number = _callbacks.keep(log._Advised(lambda *message: told.append(message)))
        raise_signal = getattr(ctypes.CDLL(None), "raise")
        calls = [
            functools.partial(raise_signal, int(signal.SIGINT)),
            functools.partial(log._on_message, int(df2d.LogLevel.INFO), b"target", b"message", number),
            lib.df2d_version_number,
        ]
        with self.assertRaises(KeyboardInterrupt):
            # Without the interpreter in between, which would handle it.
            list(map(operator.methodcaller("__call__"), calls))
        _callbacks.free(number)
        self.assertEqual(told, [])

    def test_arguments(self) -> None:
        with self.assertRaises(df2d.InvalidArgumentError):
            df2d.log_advise(9, print)  # type: ignore[arg-type]
        with self.assertRaises(TypeError):
            df2d.log_advise(df2d.LogLevel.INFO, None)  # type: ignore[arg-type]
        subscription = df2d.log_advise(df2d.LogLevel.INFO, print)
        subscription.close()
        subscription.close()


if __name__ == "__main__":
    unittest.main()
