"""Whatever a stream can be made of, and what becomes of it."""

import array
import gzip
import io
import mmap
import os
import tempfile
import threading
import unittest
from pathlib import Path
from typing import Any, List

from support import IMAGE, SECTOR, SECTORS, FailingFile, TestCase

import df2d

PART = IMAGE[: 700 * SECTOR]


class Once(io.RawIOBase):
    """A file object that cannot seek, and gives little at a time."""

    def __init__(self, data: bytes) -> None:
        self.data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self.data.readinto(memoryview(buffer)[:3000])


class Sources(TestCase):
    def setUp(self) -> None:
        super().setUp()
        Path("image.iso").write_bytes(PART)

    def assert_burns(self, source: Any, data: bytes = PART) -> None:
        media = tempfile.mkdtemp(dir=".")
        with df2d.Recorder(f"virtual:{media}/disc?media=dvd+rw&clock=virtual") as recorder:
            with df2d.Writer(recorder, "python test") as writer:
                self.assertEqual(writer.write(source).sectors_on_media, len(data) // SECTOR)
        self.assertEqual(Path(media, "disc").read_bytes()[: len(data)], data)

    def test_paths(self) -> None:
        self.assert_burns("image.iso")
        self.assert_burns(Path("image.iso"))
        with df2d.Stream.from_file(b"image.iso") as stream:
            self.assert_burns(stream)
            self.assertEqual(stream.size_bytes, len(PART))

    def test_descriptors(self) -> None:
        with open("image.iso", "rb") as file:
            file.seek(SECTOR)
            self.assert_burns(file.fileno())
            with df2d.Stream(file.fileno(), 2 * SECTOR) as stream:
                file.close()
                self.assert_burns(stream, PART[: 2 * SECTOR])

    def test_pipes(self) -> None:
        reader, writer = os.pipe()

        def feed() -> None:
            with open(writer, "wb") as pipe:
                pipe.write(PART)

        thread = threading.Thread(target=feed)
        thread.start()
        with df2d.Stream.from_fd(reader, len(PART)) as stream:
            os.close(reader)
            self.assert_burns(stream)
        thread.join()

    def test_memory(self) -> None:
        self.assert_burns(PART)
        self.assert_burns(bytearray(PART))
        self.assert_burns(memoryview(PART))
        self.assert_burns(memoryview(bytearray(PART)).cast("I"))
        self.assert_burns(array.array("I", PART))
        with open("image.iso", "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as memory:
            self.assert_burns(memory)

    def test_memory_stays_as_long_as_it_is_used(self) -> None:
        memory = bytearray(PART)
        stream = df2d.Stream(memory)
        with self.assertRaises(BufferError):
            memory.clear()
        stream.close()
        memory.clear()

    def test_scattered_memory(self) -> None:
        with self.assertRaises(BufferError):
            df2d.Stream(memoryview(PART)[::2])

    def test_file_objects(self) -> None:
        with open("image.iso", "rb") as file:
            self.assert_burns(file)
            self.assertFalse(file.closed)
        with open("image.iso", "rb", buffering=0) as raw:
            self.assert_burns(raw)
        self.assert_burns(io.BytesIO(PART))
        # Its descriptor is that of the compressed file.
        with gzip.open("image.gz", "wb") as packed:
            packed.write(PART)
        with gzip.open("image.gz", "rb") as packed:
            self.assert_burns(packed)

    def test_a_file_object_is_read_from_where_it_stands(self) -> None:
        file = io.BytesIO(PART)
        file.seek(5 * SECTOR)
        with df2d.Stream(file) as stream:
            self.assertEqual(stream.size_bytes, len(PART) - 5 * SECTOR)
            self.assert_burns(stream, PART[5 * SECTOR :])
            self.assert_burns(stream, PART[5 * SECTOR :])
        with df2d.Stream(io.BytesIO(PART), 3 * SECTOR) as stream:
            self.assert_burns(stream, PART[: 3 * SECTOR])

    def test_file_objects_that_cannot_seek(self) -> None:
        with self.assertRaisesRegex(ValueError, "its size has to be said"):
            df2d.Stream(Once(PART))
        with df2d.Stream(Once(PART), len(PART)) as stream:
            self.assert_burns(stream)
            with self.assertRaises(df2d.WriterError) as caught:
                self.assert_burns(stream)
        self.assertEqual(caught.exception.hresult, df2d.HResult.E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED)

    def test_functions(self) -> None:
        file, closed = io.BytesIO(PART), threading.Event()
        stream = df2d.Stream.from_callbacks(lambda: len(PART), file.read, file.seek, close=closed.set)
        self.assert_burns(stream)
        self.assertFalse(closed.is_set())
        stream.close()
        self.assertTrue(closed.is_set())

    def test_what_is_no_source(self) -> None:
        for nothing in (None, True, 1.5, object(), df2d.Stream):
            with self.assertRaises(TypeError):
                df2d.Stream(nothing)  # type: ignore[arg-type]
        with df2d.Stream(PART) as stream, self.assertRaises(TypeError):
            df2d.Stream(stream)
        with self.assertRaisesRegex(TypeError, "binary mode"):
            df2d.Stream(io.StringIO("text"))
        for source in (PART, "image.iso"):
            with self.assertRaises(TypeError):
                df2d.Stream(source, 2048)
        for fd in (-1, 987654):
            with self.assertRaises(df2d.Error):
                df2d.Stream(fd)
        with self.assertRaises(ValueError):
            df2d.Stream(2**40)
        with self.assertRaises(ValueError):
            df2d.Stream("\0")
        for path in ("/no/such/file", "."):
            with self.assertRaises(df2d.Error):
                df2d.Stream(path)

    def test_padding(self) -> None:
        with df2d.Stream(PART[:-1]) as stream:
            self.assertIs(stream.padding, False)
            with self.assertRaises(df2d.WriterError):
                self.assert_burns(stream)
            stream.padding = True
            self.assertEqual(stream.size_bytes, len(PART))
            self.assert_burns(stream, PART[:-1] + b"\0")

    def test_block_ranges(self) -> None:
        writer = self.writer(media="dvd+rw")
        with df2d.Stream(PART) as stream:
            stream.put_block_ranges([(16, 31), (64, 64 + 15)])
            self.assertEqual(writer.write(stream).sectors_on_media, 32)
            self.assert_disc_holds(PART[16 * SECTOR : 32 * SECTOR], at=16)
            stream.put_block_ranges([])
            writer.force_overwrite = True
            self.assertEqual(writer.write(stream).sectors_on_media, 700)
            for bad in ([(3, 2)], [(-1, 2)]):
                with self.assertRaises(df2d.InvalidArgumentError):
                    stream.put_block_ranges(bad)
            with self.assertRaises(ValueError):
                stream.put_block_ranges([(0, 2**31)])


class Failures(TestCase):
    def write_failing(self, source: Any, size: int = len(IMAGE)) -> df2d.Error:
        with df2d.Stream(source, size) as stream, self.assertRaises(df2d.SourceError) as caught:
            self.writer().write(stream)
        return caught.exception

    def test_the_callers_own_error_comes_back(self) -> None:
        own = RuntimeError("own")
        error = self.write_failing(FailingFile(own))
        self.assertIs(error.__cause__, own)
        self.assertEqual(error.hresult, df2d.HResult.E_FAIL)
        self.assert_part_on_disc(error.write_result)

    def test_codes_of_ones_own(self) -> None:
        own = df2d.Error(df2d.HResult.E_IMAPI_LOSS_OF_STREAMING)
        self.assertEqual(self.write_failing(FailingFile(own)).hresult, df2d.HResult.E_IMAPI_LOSS_OF_STREAMING)

    def test_memory_errors(self) -> None:
        self.assertEqual(self.write_failing(FailingFile(MemoryError())).hresult, df2d.HResult.E_OUTOFMEMORY)

    def test_a_code_that_the_library_keeps_for_itself(self) -> None:
        self.assertEqual(self.write_failing(FailingFile(df2d.ClosedError())).hresult, df2d.HResult.E_FAIL)

    def test_what_is_no_exception_is_raised_itself(self) -> None:
        with self.assertRaises(SystemExit):
            self.writer().write(FailingFile(SystemExit(3)))

    def test_answers_that_make_no_sense(self) -> None:
        answers: List[Any] = [None, "text", 7, IMAGE, object()]
        kinds = [BlockingIOError, TypeError, TypeError, ValueError, TypeError]
        for answer, kind in zip(answers, kinds):
            with self.subTest(kind):
                source = FailingFile(ValueError())
                source.read = lambda size, answer=answer: answer  # type: ignore[method-assign, misc]
                self.assertIsInstance(self.write_failing(source).__cause__, kind)

    def test_a_source_that_is_too_short(self) -> None:
        with df2d.Stream(io.BytesIO(PART), len(PART) + SECTOR) as stream, self.assertRaises(df2d.Error) as caught:
            self.writer().write(stream)
        self.assertNotIsInstance(caught.exception, df2d.SourceError)

    def test_sizes(self) -> None:
        def fails() -> int:
            raise LookupError("no size")

        for size, kind in (
            (lambda: -1, ValueError),
            (lambda: 2**64, ValueError),
            (lambda: "1", TypeError),
            (fails, LookupError),
        ):
            with df2d.Stream.from_callbacks(size, io.BytesIO(PART).read) as stream:  # type: ignore[arg-type]
                with self.assertRaises(df2d.SourceError) as caught:
                    _ = stream.size_bytes
                self.assertIsInstance(caught.exception.__cause__, kind)
                with self.assertRaises(df2d.SourceError) as caught:
                    self.writer(self.recorder_once()).write(stream)
                self.assertIsInstance(caught.exception.__cause__, kind)

    def recorder_once(self) -> df2d.Recorder:
        recorder = df2d.Recorder("virtual:?media=dvd+r&clock=virtual")
        self.addCleanup(recorder.close)
        return recorder

    def test_a_failure_is_that_of_its_own_write(self) -> None:
        """An error of the source's does not become the cause of what fails later for another reason."""
        source = FailingFile(RuntimeError("own"))
        with df2d.Stream(source, len(IMAGE)) as stream:
            with self.assertRaises(df2d.SourceError):
                self.writer().write(stream)
            recorder = self.recorder_once()
            recorder.virtual.fault_add(df2d.VirtualEffect.SENSE, 0x2A, sense_key=3, asc=0x0C)
            with self.assertRaises(df2d.Error) as caught:
                self.writer(recorder).write(stream)
        self.assertNotIsInstance(caught.exception, df2d.SourceError)


class FanOut(TestCase):
    def writers(self, n: int) -> List[df2d.Writer]:
        writers = []
        for number in range(n):
            recorder = df2d.Recorder(f"virtual:disc{number}.iso?media=dvd+r&speed=676&clock=virtual")
            self.addCleanup(recorder.close)
            writers.append(self.writer(recorder))
        return writers

    def test_one_source_for_three(self) -> None:
        writers = self.writers(3)
        with df2d.Stream(Once(IMAGE), len(IMAGE)) as source:
            streams = source.fan_out(3)
        operations = [writer.write_async(stream) for writer, stream in zip(writers, streams)]
        for operation in operations:
            self.assertEqual(operation.wait().sectors_on_media, SECTORS)
        for stream in streams:
            stream.close()
        for number in range(3):
            self.assertEqual(Path(f"disc{number}.iso").read_bytes()[: len(IMAGE)], IMAGE)

    def test_a_failure_reaches_all(self) -> None:
        own = RuntimeError("own")
        with df2d.Stream(FailingFile(own)) as source:
            streams = source.fan_out(2)
        operations = [writer.write_async(stream) for writer, stream in zip(self.writers(2), streams)]
        for operation in operations:
            with self.assertRaises(df2d.SourceError) as caught:
                operation.wait()
            self.assertIs(caught.exception.__cause__, own)
        for stream in streams:
            stream.close()

    def test_arguments(self) -> None:
        with df2d.Stream(PART) as source:
            for n, buffer_bytes in ((0, 0), (65, 0), (2, 5)):
                with self.assertRaises(df2d.InvalidArgumentError):
                    source.fan_out(n, buffer_bytes)
            for n in (-1, 2**64):
                with self.assertRaises(ValueError):
                    source.fan_out(n)
            streams = source.fan_out(1)
            with self.assertRaises(df2d.InvalidArgumentError):
                streams[0].fan_out(2)
            streams[0].close()


if __name__ == "__main__":
    unittest.main()
