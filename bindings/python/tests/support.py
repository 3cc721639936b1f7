"""What the tests share: an image, and a virtual recorder whose disc is a file."""

from __future__ import annotations

import os
import random
import tempfile
import threading
import time
import unittest
from typing import Any, Iterator, List, Optional

import df2d

SECTOR = df2d.SECTOR_SIZE
SECTORS = 5000
#: More than the 8 MiB that are read before the first of it goes to the drive.
STOP = 4500
IMAGE = random.Random(1).randbytes(SECTORS * SECTOR)


class TestCase(unittest.TestCase):
    """Runs in a folder of its own, and leaves no object of the library alive."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(folder.name)
        self.assertEqual(df2d.live_objects(), 0)
        self.addCleanup(self.assert_nothing_lives)

    def assert_nothing_lives(self) -> None:
        """An object that was dropped, or closed in its own callback, lives until its thread has ended, of which only
        the count tells."""
        deadline = time.monotonic() + 60
        while df2d.live_objects() and time.monotonic() < deadline:
            time.sleep(0.001)
        self.assertEqual(df2d.live_objects(), 0)

    def recorder(self, media: str = "dvd+r", **keys: Any) -> df2d.Recorder:
        """A recorder whose disc is the file disc.iso. A burn of all sectors takes seven seconds of its time."""
        keys = {"media": media, "speed": 676, "clock": "virtual", **keys}
        recorder = df2d.Recorder("virtual:disc.iso?" + "&".join(f"{key}={value}" for key, value in keys.items()))
        self.addCleanup(recorder.close)
        return recorder

    def quick_recorder(self, **keys: Any) -> df2d.Recorder:
        """For sources that hang, for which virtual time would wait a while. An hour of this one's is four seconds."""
        return self.recorder(clock="scaled:1000", **keys)

    def writer(self, recorder: Optional[df2d.Recorder] = None, **keys: Any) -> df2d.Writer:
        writer = df2d.Writer(recorder or self.recorder(**keys), "python test")
        self.addCleanup(writer.close)
        return writer

    def assert_disc_holds(self, data: bytes, at: int = 0) -> None:
        with open("disc.iso", "rb") as disc:
            disc.seek(at * SECTOR)
            self.assertTrue(disc.read(len(data)) == data, "the disc holds something else")

    def assert_part_on_disc(self, result: Optional[df2d.WriteResult]) -> None:
        assert result is not None
        self.assertEqual(result.content_after, df2d.ContentState.PARTIAL)
        self.assertEqual(result.disc_after, df2d.DiscState.APPENDABLE)
        self.assertGreater(result.sectors_on_media, 0)
        self.assertLess(result.sectors_on_media, SECTORS)
        self.assert_disc_holds(IMAGE[: result.sectors_on_media * SECTOR])


class HangingSource:
    """Functions of a source that hangs at sector STOP until it is cancelled."""

    def __init__(self, at_stop: Any = lambda: None, at_cancel: Any = lambda: None) -> None:
        self.at_stop, self.at_cancel = at_stop, at_cancel
        self.place = 0
        self.hangs, self.cancelled, self.closed = threading.Event(), threading.Event(), threading.Event()

    def read(self, size: int) -> bytes:
        data = IMAGE[self.place : min(self.place + size, STOP * SECTOR)]
        self.place += len(data)
        if not data:
            self.hangs.set()
            self.at_stop()
            self.cancelled.wait()
        return data

    def cancel(self) -> None:
        self.at_cancel()
        self.cancelled.set()

    def stream(self) -> df2d.Stream:
        return df2d.Stream.from_callbacks(len(IMAGE), self.read, cancel=self.cancel, close=self.closed.set)


class FailingFile:
    """A file object that fails at sector STOP."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
        self.place = 0

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def seek(self, offset: int, whence: int = 0) -> int:
        self.place = offset + (len(IMAGE) if whence == 2 else 0)
        return self.place

    def read(self, size: int) -> bytes:
        data = IMAGE[self.place : min(self.place + size, STOP * SECTOR)]
        self.place += len(data)
        if not data:
            raise self.error
        return data


def actions_of(updates: List[df2d.Progress]) -> Iterator[int]:
    """The actions that were told, each once."""
    last = None
    for update in updates:
        if update.current_action != last:
            last = update.current_action
            yield last
