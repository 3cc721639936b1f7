"""The end of the interpreter: whatever is under way, the disc is saved and the process ends as it should."""

import sys
import unittest
from pathlib import Path
from subprocess import PIPE, Popen

from support import TestCase

import df2d

PREAMBLE = """
import os, sys, threading
sys.path.insert(0, {tests!r})
import df2d
from support import IMAGE, HangingSource
recorder = df2d.Recorder("virtual:disc.iso?media=dvd+r&speed=676&clock=scaled:1000")
writer = df2d.Writer(recorder, "python test")
source = HangingSource()
"""


class Exit(TestCase):
    def run_to_the_end(self, code: str) -> str:
        program = PREAMBLE.format(tests=str(Path(__file__).parent)) + code
        command = [sys.executable, "-X", "dev", "-W", "ignore", "-c", program]
        with Popen(command, stdout=PIPE, stderr=PIPE, text=True) as process:
            try:
                out, err = process.communicate(timeout=60)
            except BaseException:
                process.kill()
                raise
        self.assertEqual((err, process.returncode), ("", 0))
        return out

    def assert_disc_can_be_appended(self) -> None:
        with df2d.Recorder("virtual:disc.iso?clock=virtual") as recorder, self.writer(recorder) as writer:
            report = writer.recover_media(df2d.RecoverAction.REPORT)
        self.assertEqual(report.disc_after, df2d.DiscState.APPENDABLE)

    def test_at_work(self) -> None:
        self.run_to_the_end("operation = writer.write_async(source.stream())\nsource.hangs.wait()")
        self.assert_disc_can_be_appended()

    def test_at_work_without_a_writer(self) -> None:
        self.run_to_the_end("writer.write_async(source.stream())\nsource.hangs.wait()\ndel writer")
        self.assert_disc_can_be_appended()

    def test_in_a_daemon_thread(self) -> None:
        self.run_to_the_end(
            "def write():\n"
            "    try: writer.write(source.stream())\n"
            "    except df2d.CancelledError: pass\n"
            "threading.Thread(target=write, daemon=True).start()\n"
            "source.hangs.wait()"
        )
        self.assert_disc_can_be_appended()

    def test_a_daemon_thread_that_begins_again(self) -> None:
        self.run_to_the_end(
            "def burn(source):\n"
            "    while True:\n"
            "        try:\n"
            "            with df2d.Writer(recorder, 'python test') as writer: writer.write(source.stream())\n"
            "        except df2d.Error: source = HangingSource()\n"
            "        except RuntimeError as error: assert str(error) == 'the interpreter is ending'; break\n"
            "threading.Thread(target=burn, args=[source], daemon=True).start()\n"
            "source.hangs.wait()"
        )
        self.assert_disc_can_be_appended()

    def test_memory_is_given_back_when_nothing_can_be_begun(self) -> None:
        out = self.run_to_the_end(
            "memory = bytearray(b'data')\n"
            "class Late:\n"
            "    def close(self):\n"
            "        try: df2d.Stream(memory)\n"
            "        except RuntimeError:\n"
            "            if memory: memory.clear(); print(len(memory))\n"
            "late = Late()\n"
            "df2d._callbacks.close_at_exit(late)"
        )
        self.assertEqual(out, "0\n")

    def test_an_interrupt_meanwhile(self) -> None:
        self.run_to_the_end(
            "class Interrupted:\n"
            "    closed = False\n"
            "    def close(self):\n"
            "        if not self.closed: self.closed = True; raise KeyboardInterrupt\n"
            "interrupted = [Interrupted() for _ in range(8)]\n"
            "for target in interrupted: df2d._callbacks.close_at_exit(target)\n"
            "operation = writer.write_async(source.stream())\n"
            "source.hangs.wait()"
        )
        self.assert_disc_can_be_appended()

    def test_an_object_that_is_made_meanwhile(self) -> None:
        self.run_to_the_end(
            "import weakref\n"
            "class Growing(weakref.WeakSet):\n"
            "    master = None\n"
            "    def __iter__(self):\n"
            "        for target in super().__iter__():\n"
            "            self.master = self.master or df2d.Master()\n"
            "            yield target\n"
            "operation = writer.write_async(source.stream())\n"
            "source.hangs.wait()\n"
            "df2d._callbacks._closed_at_exit = Growing(df2d._callbacks._closed_at_exit)"
        )
        self.assert_disc_can_be_appended()

    def test_sys_exit_in_a_progress_function(self) -> None:
        out = self.run_to_the_end(
            "try: writer.write(IMAGE, lambda update: sys.exit(3))\nexcept SystemExit as error: print(error.code)"
        )
        self.assertEqual(out, "3\n")

    def test_with_everything_open(self) -> None:
        self.run_to_the_end(
            "master = df2d.Master(); master.advise(print, print)\n"
            "df2d.log_advise(df2d.LogLevel.TRACE, lambda *message: None)\n"
            "streams = df2d.Stream(IMAGE).fan_out(3) + [source.stream()]\n"
            "eraser = df2d.Eraser(recorder)\n"
            "writer.write(streams[0], lambda update: None)"
        )

    def test_a_fan_out_at_work(self) -> None:
        self.run_to_the_end(
            "stream = source.stream(); first, second = stream.fan_out(2); stream.close()\n"
            "operation = writer.write_async(first)\n"
            "del first, second\n"
            "source.hangs.wait()"
        )

    def test_a_forked_child(self) -> None:
        """It ends without a word, and leaves what is its parent's alone. The threads of the library stand still inside
        their callbacks meanwhile: Python 3.9 cannot fork while one enters it."""
        self.run_to_the_end(
            "inside, leave = threading.Event(), threading.Event()\n"
            "def hold(update): inside.set(); leave.wait()\n"
            "operation = writer.write_async(source.stream(), hold)\n"
            "inside.wait(); source.hangs.wait()\n"
            "child = os.fork()\n"
            "if child == 0:\n"
            "    try: recorder.vendor_id\n"
            "    except df2d.Error as error: sys.exit(error.hresult != df2d.HResult.E_UNEXPECTED)\n"
            "assert os.waitpid(child, 0)[1] == 0\n"
            "leave.set()\n"
            "assert operation.cancel()"
        )
        self.assert_disc_can_be_appended()

    def test_many_times(self) -> None:
        """Threads of the library that are just about to end meet an interpreter that is."""
        for _ in range(5):
            self.run_to_the_end(
                "writer.write_async(source.stream(), lambda update: None)\n"
                "source.hangs.wait()\n"
                "writer.cancel_write()\n"
                "del writer, recorder, source"
            )
            Path("disc.iso").unlink()
            Path("disc.iso.disc").unlink()


if __name__ == "__main__":
    unittest.main()
