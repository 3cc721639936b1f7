"""The scenarios of bindings/scenarios.tsv in Python: scenarios.py, in an empty folder."""

from __future__ import annotations

import gc
import os
import random
import sys
import threading
import traceback
from typing import Callable, List, Optional, Type

import df2d

SECTOR = df2d.SECTOR_SIZE
SECTORS = 5000
#: More than the 8 MiB that are read before the first of it goes to the drive.
STOP = 4500
IMAGE = random.Random(1).randbytes(SECTORS * SECTOR)
DVD_PLUS_R = "virtual:disc.iso?media=dvd+r&size=300000&speed=676&clock=virtual"
CD_RW = "virtual:disc.iso?media=cd-rw&speed=676&clock=virtual"


class Burner:
    """A recorder with a blank disc, and a writer that uses it; at its end the disc's files go too."""

    def __init__(self, id: str = DVD_PLUS_R) -> None:
        self.recorder = df2d.Recorder(id)
        self.writer = df2d.Writer(self.recorder, "scenarios")

    def __enter__(self) -> Burner:
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()
        self.recorder.close()
        os.remove("disc.iso")
        os.remove("disc.iso.disc")


def assert_disc_holds(sectors: int) -> None:
    with open("disc.iso", "rb") as disc:
        assert disc.read(sectors * SECTOR) == IMAGE[: sectors * SECTOR]


def assert_part_on_disc(result: Optional[df2d.WriteResult], hresult: int) -> None:
    assert result is not None and result.hresult == hresult
    assert result.content_after == df2d.ContentState.PARTIAL and result.disc_after == df2d.DiscState.APPENDABLE
    assert 0 < result.sectors_on_media < SECTORS
    assert_disc_holds(result.sectors_on_media)


def list_recorders() -> None:
    ids = ["virtual:?media=dvd+r", "virtual:?media=bd-re"]
    os.environ["DF2D_RECORDERS"] = " ".join(ids)
    with df2d.Master() as master:
        # They stand behind the drives of the computer.
        assert list(master)[-2:] == ids and len(master) >= 2 and master[-1] == ids[1]
        for id in list(master)[-2:]:
            with df2d.Recorder(id) as recorder:
                assert recorder.active_disc_recorder == id
                assert (recorder.vendor_id, recorder.product_id) == ("DF2D", "VIRTUAL RECORDER")


def burn() -> None:
    with open("image.iso", "wb") as file:
        file.write(IMAGE)
    with Burner() as b:
        result = b.writer.write("image.iso")
        assert result == b.writer.write_result and result.hresult == df2d.HResult.S_OK
        # With the default properties a DVD+R is closed by its first write.
        assert result.content_after == df2d.ContentState.WHOLE and result.disc_after == df2d.DiscState.CLOSED
        assert result.sectors_requested == result.sectors_on_media == SECTORS and result.start_lba == 0
        assert_disc_holds(SECTORS)
    os.remove("image.iso")


def progress() -> None:
    updates: List[df2d.Progress] = []
    with Burner() as b:
        b.writer.write(IMAGE, updates.append)
    first, last = updates[0], updates[-1]
    assert first.current_action == df2d.WriteAction.VALIDATING_MEDIA and first.done_sectors == 0
    assert last.current_action == df2d.WriteAction.COMPLETED and last.done_sectors == SECTORS and last.fraction == 1
    assert last.last_written_lba == SECTORS - 1
    assert all(update.total_sectors == SECTORS for update in updates)
    for before, after in zip(updates, updates[1:]):
        assert after.done_sectors >= before.done_sectors and after.current_action >= before.current_action
    assert sum(update.current_action == df2d.WriteAction.WRITING_DATA for update in updates) > 5


def cancel_from_callback() -> None:
    answers: List[bool] = []

    def cancel_half_way(update: df2d.Progress) -> None:
        if not answers and update.fraction >= 0.5:
            answers.append(b.writer.cancel_write())

    with Burner() as b:
        try:
            b.writer.write(IMAGE, cancel_half_way)
        except df2d.CancelledError as error:
            assert answers == [True]
            assert_part_on_disc(error.write_result, df2d.HResult.E_IMAPI_REQUEST_CANCELLED)
        else:
            raise AssertionError("the write was not cancelled")


class Source:
    """A binary file that stops on the way: it fails, or hangs until it is released."""

    def __init__(self, error: Optional[Exception] = None) -> None:
        self.error, self.place = error, 0
        self.hangs, self.released = threading.Event(), threading.Event()

    def read(self, size: int) -> bytes:
        data = IMAGE[self.place : min(self.place + size, STOP * SECTOR)]
        self.place += len(data)
        if not data:
            if self.error:
                raise self.error
            self.hangs.set()
            self.released.wait()
        return data


def cancel_from_thread() -> None:
    source = Source()

    def cancel_when_it_hangs() -> None:
        source.hangs.wait()
        answers.append(b.writer.cancel_write())

    answers: List[bool] = []
    with Burner() as b:
        thread = threading.Thread(target=cancel_when_it_hangs)
        thread.start()
        stream = df2d.Stream.from_callbacks(len(IMAGE), source.read, cancel=source.released.set)
        try:
            with stream:
                b.writer.write(stream)
        except df2d.CancelledError as error:
            thread.join()
            assert answers == [True]
            assert_part_on_disc(error.write_result, df2d.HResult.E_IMAPI_REQUEST_CANCELLED)
        else:
            raise AssertionError("the write was not cancelled")


def source_error() -> None:
    own = ConnectionResetError("the source's own error")
    with Burner() as b:
        try:
            with df2d.Stream(Source(own), len(IMAGE)) as stream:
                b.writer.write(stream)
        except df2d.SourceError as error:
            assert error.__cause__ is own
            assert_part_on_disc(error.write_result, error.hresult)
        else:
            raise AssertionError("the write did not fail")


def bad_handle() -> None:
    def refuses(kind: Type[Exception], call: Callable[..., object], *arguments: object) -> None:
        try:
            call(*arguments)
        except kind:
            return
        raise AssertionError(f"{call!r} was not refused")

    with Burner() as b:
        refuses(TypeError, b.writer.write, None)
        refuses(TypeError, b.writer.is_recorder_supported, None)
        refuses(TypeError, setattr, b.writer, "recorder", b.writer)
    b.writer.close()
    b.recorder.close()
    assert b.writer.closed and b.recorder.closed
    refuses(df2d.ClosedError, b.writer.write, IMAGE)
    refuses(df2d.ClosedError, getattr, b.writer, "force_overwrite")
    refuses(df2d.ClosedError, b.writer.cancel_write)
    refuses(df2d.ClosedError, b.recorder.eject_media)
    refuses(ValueError, b.recorder.__enter__)
    stream = df2d.Stream(IMAGE)
    stream.close()
    stream.close()
    refuses(df2d.ClosedError, getattr, stream, "size_bytes")
    refuses(TypeError, df2d.Recorder, None)


def erase() -> None:
    updates: List[df2d.EraseProgress] = []
    with Burner(CD_RW) as b, df2d.Eraser(b.recorder, "scenarios") as eraser:
        b.writer.write(IMAGE)
        assert not b.writer.media_physically_blank
        eraser.full_erase = True
        result = eraser.erase_media(updates.append)
        assert result.hresult == df2d.HResult.S_OK and result.disc_after == df2d.DiscState.APPENDABLE
        assert b.writer.media_physically_blank
    assert len(updates) > 2
    assert all(0 <= update.elapsed_seconds <= update.estimated_total_seconds for update in updates)


def verify() -> None:
    with Burner() as b:
        b.writer.burn_verification_level = df2d.BurnVerificationLevel.FULL
        assert b.writer.write(IMAGE).content_after == df2d.ContentState.WHOLE
        assert_disc_holds(SECTORS)
    with Burner() as b:
        b.writer.burn_verification_level = df2d.BurnVerificationLevel.FULL
        # A sector that no READ can bring: MEDIUM ERROR, UNRECOVERED READ ERROR.
        b.recorder.virtual.fault_add(df2d.VirtualEffect.SENSE, 0x28, lba=SECTORS // 2, sense_key=0x03, asc=0x11)
        try:
            b.writer.write(IMAGE)
        except df2d.VerificationError as error:
            assert error.hresult == df2d.HResult.E_IMAPI_BURN_VERIFICATION_FAILED
            assert error.sense == (0x03, 0x11, 0x00)
            assert error.write_result and error.write_result.content_after == df2d.ContentState.UNKNOWN
        else:
            raise AssertionError("the fault was not found")


def main() -> int:
    failed = 0
    for scenario in (
        list_recorders,
        burn,
        progress,
        cancel_from_callback,
        cancel_from_thread,
        source_error,
        bad_handle,
        erase,
        verify,
    ):
        try:
            scenario()
            gc.collect()
            assert df2d.live_objects() == 0
        except Exception as error:
            traceback.print_exc()
            print(f"FAILED {scenario.__name__}: {type(error).__name__}: {error}", flush=True)
            failed = 1
        else:
            print(f"ok {scenario.__name__}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
