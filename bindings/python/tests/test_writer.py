"""The writer: its properties, its operations, and how these are awaited and cancelled."""

import gc
import itertools
import os
import signal
import subprocess
import sys
import threading
import unittest
import warnings
import weakref
from typing import Any, List
from unittest import mock

from support import IMAGE, SECTOR, SECTORS, FailingFile, HangingSource, TestCase, actions_of

import df2d

HALF = len(IMAGE) // 2


class Properties(TestCase):
    def test_switches(self) -> None:
        writer = self.writer()
        for name in (
            "buffer_underrun_free_disabled",
            "postgap_already_in_image",
            "force_media_to_be_closed",
            "disable_consumer_dvd_compatibility_mode",
            "force_overwrite",
            "test_write",
        ):
            self.assertIs(getattr(writer, name), False, name)
            setattr(writer, name, True)
            self.assertIs(getattr(writer, name), True, name)
            self.assertTrue(getattr(df2d.Writer, name).__doc__, name)

    def test_enumerations(self) -> None:
        writer = self.writer()
        self.assertIs(writer.burn_verification_level, df2d.BurnVerificationLevel.NONE)
        writer.burn_verification_level = df2d.BurnVerificationLevel.FULL
        self.assertIs(writer.burn_verification_level, df2d.BurnVerificationLevel.FULL)
        writer.cancel_mode = df2d.CancelMode.IMMEDIATE
        self.assertIs(writer.cancel_mode, df2d.CancelMode.IMMEDIATE)
        with self.assertRaises(df2d.InvalidArgumentError):
            writer.burn_verification_level = 3  # type: ignore[assignment]
        with self.assertRaises(ValueError):
            writer.burn_verification_level = 2**32  # type: ignore[assignment]
        with self.assertRaises(TypeError):
            writer.burn_verification_level = "full"  # type: ignore[assignment]

    def test_the_recorder(self) -> None:
        writer = df2d.Writer()
        self.addCleanup(writer.close)
        self.assertIsNone(writer.recorder)
        with self.assertRaises(df2d.Error) as caught:
            _ = writer.current_media_status
        self.assertEqual(caught.exception.hresult, df2d.HResult.E_IMAPI_RECORDER_REQUIRED)
        recorder = self.recorder()
        writer.recorder = recorder
        recorder.close()
        further = writer.recorder
        assert further
        self.assertTrue(further.active_disc_recorder.startswith("virtual:disc.iso"))
        self.assertTrue(writer.is_recorder_supported(further))
        self.assertTrue(writer.is_current_media_supported(further))
        further.close()
        writer.recorder = None
        self.assertIsNone(writer.recorder)

    def test_an_empty_drive(self) -> None:
        with df2d.Recorder("virtual:?media=none&clock=virtual") as recorder:
            writer = self.writer(recorder)
            self.assertFalse(writer.is_current_media_supported(recorder))
            with self.assertRaises(df2d.NoMediaError):
                _ = writer.free_sectors_on_media

    def test_the_client_name(self) -> None:
        writer = df2d.Writer(self.recorder())
        self.addCleanup(writer.close)
        self.assertEqual(writer.client_name, "")
        with self.assertRaises(df2d.WriterError) as caught:
            writer.write(IMAGE)
        self.assertEqual(caught.exception.hresult, df2d.HResult.E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID)
        writer.client_name = "a name"
        self.assertEqual(writer.client_name, "a name")
        for bad in ("", "x" * 64, "ü"):
            with self.assertRaises(df2d.WriterError):
                writer.client_name = bad
        with self.assertRaises(TypeError):
            writer.client_name = b"bytes"  # type: ignore[assignment]
        with self.assertRaises(ValueError):
            writer.client_name = "a\0b"

    def test_the_medium(self) -> None:
        writer = self.writer(size=300000)
        self.assertIs(writer.current_physical_media_type, df2d.MediaType.DVDPLUSR)
        self.assertIn(df2d.MediaType.BDRE, writer.supported_media_types)
        self.assertEqual(writer.current_media_status, df2d.MediaState.BLANK)
        self.assertEqual(writer.write_protect_status, df2d.WriteProtectState(0))
        self.assertEqual((writer.total_sectors_on_media, writer.next_writable_address), (300000, 0))
        self.assertLessEqual(writer.free_sectors_on_media, 300000)
        self.assertEqual(writer.start_address_of_previous_session, -1)
        with self.assertRaises(df2d.NotSupportedError):
            _ = writer.last_written_address_of_previous_session
        self.assertIs(writer.media_physically_blank, True)
        self.assertIs(writer.media_heuristically_blank, True)

    def test_speeds(self) -> None:
        writer = self.writer()
        self.assertEqual(writer.requested_write_speed, df2d.SPEED_MAX)
        speeds = writer.supported_write_speeds
        self.assertEqual({d.write_speed for d in writer.supported_write_speed_descriptors}, set(speeds))
        self.assertEqual(writer.set_write_speed(speeds[0]), df2d.HResult.S_OK)
        self.assertEqual(writer.set_write_speed(speeds[0] + 1), df2d.HResult.S_IMAPI_SPEEDADJUSTED)
        self.assertEqual(writer.requested_write_speed, speeds[0] + 1)
        self.assertEqual(writer.current_write_speed, speeds[0])
        self.assertIs(writer.requested_rotation_type_is_pure_cav, False)
        self.assertIs(writer.current_rotation_type_is_pure_cav, False)
        with self.assertRaises(df2d.InvalidArgumentError):
            writer.set_write_speed(0)
        with self.assertRaises(ValueError):
            writer.set_write_speed(2**31)

    def test_what_cannot_be_set(self) -> None:
        writer = self.writer()
        with self.assertRaises(AttributeError):
            writer.free_sectors_on_media = 3
        with self.assertRaises(AttributeError):
            writer.write_result = None  # type: ignore[misc]

    def test_multisession(self) -> None:
        writer = self.writer()
        writer.disable_consumer_dvd_compatibility_mode = True
        writer.write(IMAGE)
        sequential, sequential2 = writer.multisession_interfaces
        self.assertIs(sequential.scheme, df2d.MultisessionScheme.SEQUENTIAL)
        self.assertTrue(sequential.is_supported_on_current_media_state)
        self.assertFalse(sequential.is_first_data_session)
        self.assertEqual(sequential.start_address_of_previous_session, 0)
        self.assertEqual(sequential.next_writable_address, writer.next_writable_address)
        self.assertEqual(sequential.free_sectors_on_media, writer.free_sectors_on_media)
        self.assertEqual(sequential2.write_unit_size, 16)
        sequential.in_use = True
        self.assertEqual((sequential.in_use, sequential2.in_use), (True, False))
        with sequential.import_recorder as recorder:
            self.assertEqual(recorder.vendor_id, "DF2D")
        for name in ("last_written_address", "total_sectors_on_media", "last_written_address_of_previous_session"):
            with self.assertRaises(df2d.NotSupportedError):
                getattr(sequential, name)
        rewritable = self.writer(df2d.Recorder("virtual:?media=dvd+rw&clock=virtual")).multisession_interfaces[0]
        self.assertIs(rewritable.scheme, df2d.MultisessionScheme.RANDOM_WRITE)
        self.assertGreater(rewritable.total_sectors_on_media, 2_000_000)


class Operations(TestCase):
    def test_a_session_is_appended_and_the_disc_closed(self) -> None:
        writer = self.writer()
        writer.disable_consumer_dvd_compatibility_mode = True
        self.assertEqual(writer.write(IMAGE[:HALF]).disc_after, df2d.DiscState.APPENDABLE)
        second = writer.write(IMAGE[HALF:])
        assert second.start_lba
        self.assert_disc_holds(IMAGE[HALF:], at=second.start_lba)
        self.assertEqual(writer.close_media().disc_after, df2d.DiscState.CLOSED)
        with self.assertRaises(df2d.WriterError):
            writer.close_media()

    def test_nothing_to_close(self) -> None:
        writer = self.writer(media="dvd+rw")
        writer.write(IMAGE)
        self.assertEqual(writer.close_media().hresult, df2d.HResult.S_FALSE)

    def test_before_the_first(self) -> None:
        writer = self.writer()
        self.assertIsNone(writer.write_result)
        with self.assertRaises(df2d.WriterError) as caught:
            writer.cancel_write()
        self.assertEqual(caught.exception.hresult, df2d.HResult.E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS)

    def test_what_is_refused(self) -> None:
        writer = self.writer()
        for source in (b"", b"x"):
            with self.assertRaises(df2d.WriterError):
                writer.write(source)
        with self.assertRaises(TypeError):
            writer.write(IMAGE, progress=7)  # type: ignore[arg-type]
        writer.test_write = True
        with self.assertRaises(df2d.NotSupportedError):
            writer.write(IMAGE)

    def test_iterating(self) -> None:
        writer = self.writer()
        updates = list(writer.write_async(IMAGE))
        self.assertIs(updates[-1].current_action, df2d.WriteAction.COMPLETED)
        self.assertEqual(updates[-1].done_sectors, SECTORS)
        self.assertEqual(list(actions_of(updates)), sorted({update.current_action for update in updates}))

    def test_iterating_ends_with_the_error(self) -> None:
        updates = []
        with self.assertRaises(df2d.SourceError):
            for update in self.writer().write_async(FailingFile(RuntimeError("own"))):
                updates.append(update)
        self.assertTrue(updates)

    def test_waiting(self) -> None:
        writer, source = self.writer(self.quick_recorder()), HangingSource()
        with source.stream() as stream:
            operation = writer.write_async(stream)
            source.hangs.wait()
            self.assertFalse(operation.done())
            with self.assertRaises(TimeoutError):
                operation.wait(0)
            result = writer.write_result
            assert result
            self.assertEqual(result.hresult, df2d.HResult.E_PENDING)
            with self.assertRaises(df2d.WriterError) as caught:
                writer.write(IMAGE)
            self.assertEqual(caught.exception.hresult, df2d.HResult.E_IMAPI_DF2DATA_WRITE_IN_PROGRESS)
            with self.assertRaises(df2d.WriterError):
                writer.force_overwrite = True
            self.assertIs(operation.cancel(), True)
            for _ in range(2):
                with self.assertRaises(df2d.CancelledError) as cancelled:
                    operation.wait()
                self.assert_part_on_disc(cancelled.exception.write_result)
            self.assertTrue(operation.done())
            self.assertIs(operation.cancel(), False)

    def test_an_old_operation_does_not_cancel_a_new_one(self) -> None:
        writer = self.writer(self.quick_recorder(media="dvd+rw"))
        old = writer.write_async(IMAGE)
        old.wait()
        writer.force_overwrite = True
        source = HangingSource()
        with source.stream() as stream:
            new = writer.write_async(stream)
            source.hangs.wait()
            self.assertIs(old.cancel(), False)
            self.assertFalse(source.cancelled.is_set())
            self.assertEqual(old.wait().sectors_on_media, SECTORS)
            self.assertIs(new.cancel(), True)
            with self.assertRaises(df2d.CancelledError):
                new.wait()

    def test_with_awaits(self) -> None:
        writer = self.writer()
        with writer.write_async(IMAGE):
            pass
        self.assert_disc_holds(IMAGE)

    def test_with_cancels_what_raises(self) -> None:
        writer, source = self.writer(self.quick_recorder()), HangingSource()
        with source.stream() as stream, self.assertRaises(LookupError), writer.write_async(stream):
            source.hangs.wait()
            raise LookupError
        result = writer.write_result
        self.assert_part_on_disc(result)

    def test_closing_cancels(self) -> None:
        writer, source = self.writer(self.quick_recorder()), HangingSource()
        with source.stream() as stream:
            operation = writer.write_async(stream)
            source.hangs.wait()
            writer.close()
            self.assertTrue(operation.done())
            with self.assertRaises(df2d.CancelledError) as caught:
                operation.wait()
            self.assert_part_on_disc(caught.exception.write_result)

    def test_another_thread_closes_what_is_awaited(self) -> None:
        writer, source = self.writer(self.quick_recorder()), HangingSource()

        def close() -> None:
            source.hangs.wait()
            writer.close()

        thread = threading.Thread(target=close)
        thread.start()
        with source.stream() as stream, self.assertRaises(df2d.CancelledError):
            writer.write(stream)
        thread.join()

    def test_recovering(self) -> None:
        recorder = self.recorder()
        writer = self.writer(recorder)
        writer.disable_consumer_dvd_compatibility_mode = True
        recorder.virtual.fault_add(df2d.VirtualEffect.DEVICE_GONE, 0x2A, lba=2048)
        with self.assertRaises(df2d.RecorderError):
            writer.write(IMAGE)
        recorder.virtual.fault_clear()
        recorder.virtual.power_cycle()
        report = writer.recover_media(df2d.RecoverAction.REPORT)
        self.assertEqual(report.disc_after, df2d.DiscState.RECOVERABLE)
        with self.assertRaises(df2d.Error):
            writer.recover_media(df2d.RecoverAction.RESUME)
        with self.assertRaises(df2d.InvalidArgumentError):
            writer.recover_media(df2d.RecoverAction.CLOSE, IMAGE)
        with self.assertRaises(ValueError):
            writer.recover_media(9)  # type: ignore[arg-type]
        closed = writer.recover_media(df2d.RecoverAction.CLOSE)
        self.assertEqual(closed.disc_after, df2d.DiscState.APPENDABLE)
        self.assert_disc_holds(IMAGE[: closed.sectors_on_media * SECTOR])

    def test_resuming(self) -> None:
        recorder = self.recorder(media="dvd-r")
        writer = self.writer(recorder)
        recorder.virtual.fault_add(df2d.VirtualEffect.DEVICE_GONE, 0x2A, lba=2048)
        with self.assertRaises(df2d.RecorderError):
            writer.write(IMAGE)
        recorder.virtual.fault_clear()
        recorder.virtual.power_cycle()
        updates: List[df2d.Progress] = []
        writer.recover_media(df2d.RecoverAction.RESUME, IMAGE, updates.append)
        self.assertTrue(updates)
        self.assert_disc_holds(IMAGE)


class ProgressFunctions(TestCase):
    def test_their_exception_is_the_callers(self) -> None:
        writer = self.writer()

        def fail(update: df2d.Progress) -> None:
            if update.fraction > 0.5:
                raise LookupError(update.done_sectors)

        with self.assertRaises(LookupError):
            writer.write(IMAGE, fail)
        self.assert_part_on_disc(writer.write_result)
        self.assertEqual(writer.write(IMAGE).content_after, df2d.ContentState.WHOLE)

    def test_they_are_not_called_again_after_it(self) -> None:
        calls = []

        def fail(update: df2d.Progress) -> None:
            calls.append(update)
            raise KeyError

        with self.assertRaises(KeyError):
            self.writer().write(IMAGE, fail)
        self.assertEqual(len(calls), 1)

    def test_too_late(self) -> None:
        """What is raised when the disc is being closed is raised all the same."""
        writer = self.writer()

        def fail(update: df2d.Progress) -> None:
            if update.current_action == df2d.WriteAction.COMPLETED:
                raise KeyError

        with self.assertRaises(KeyError):
            writer.write(IMAGE, fail)
        result = writer.write_result
        assert result
        self.assertEqual(result.content_after, df2d.ContentState.WHOLE)

    def test_waiting_inside_is_refused(self) -> None:
        writer = self.writer()
        refusals: List[df2d.Error] = []
        operation: List[df2d.Operation[df2d.Progress]] = []
        begun = threading.Event()

        def wait(update: df2d.Progress) -> None:
            begun.wait()
            for call in (operation[0].wait, lambda: list(operation[0]), lambda: writer.write(IMAGE)):
                try:
                    call()
                except df2d.Error as error:
                    refusals.append(error)

        operation.append(writer.write_async(IMAGE, wait))
        begun.set()
        operation[0].wait()
        self.assertGreaterEqual(len(refusals), 3)
        for refusal in refusals:
            self.assertEqual(refusal.hresult, df2d.HResult.E_IMAPI_DF2DATA_WRITE_IN_PROGRESS)

    def test_closing_inside(self) -> None:
        writer = self.writer()
        with self.assertRaises(df2d.CancelledError):
            writer.write(IMAGE, lambda update: writer.close())
        self.assertTrue(writer.closed)

    def test_a_function_may_hold_the_writer(self) -> None:
        writer = df2d.Writer(self.recorder(), "python test")
        held = [writer]
        writer.write(IMAGE, lambda update: self.assertFalse(held[0].closed))
        gone = weakref.ref(writer)
        held.clear()
        del writer
        gc.collect()
        self.assertIsNone(gone())

    def test_programs_that_they_start_take_signals(self) -> None:
        """But for what the caller has blocked, as a program does that waits for a signal in one place."""

        def mask_of_a_program() -> str:
            ask = "import signal; print(sorted(signal.pthread_sigmask(signal.SIG_BLOCK, ())))"
            return subprocess.run([sys.executable, "-c", ask], stdout=subprocess.PIPE, text=True, check=True).stdout

        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2})
        self.addCleanup(signal.pthread_sigmask, signal.SIG_SETMASK, before)
        masks: List[str] = []

        def start(_: df2d.Progress) -> None:
            if not masks:
                masks.append(mask_of_a_program())

        self.writer().write(IMAGE, start)
        self.assertEqual(masks, [mask_of_a_program()])
        self.assertIn(str(int(signal.SIGUSR2)), masks[0])

    def burn_with_temporaries(self) -> None:
        count = itertools.count()
        recorder = df2d.Recorder("virtual:?media=dvd+r&clock=virtual&speed=676&size=300000")
        with recorder, df2d.Writer(recorder, "python test") as writer:
            with self.assertRaises(df2d.SourceError):
                writer.write_async(FailingFile(KeyError()), lambda update: next(count)).wait()
            writer.write_async(IMAGE[:HALF], lambda update: next(count)).wait()
        self.assertGreater(next(count), 10)

    def test_nothing_that_is_called_goes_away(self) -> None:
        """Garbage is collected all the time while the library calls functions that only it can still reach."""
        gc.set_threshold(1)
        self.addCleanup(gc.set_threshold, *gc.get_threshold())
        stop = threading.Event()

        def collect() -> None:
            while not stop.is_set():
                gc.collect(0)

        collector = threading.Thread(target=collect)
        collector.start()
        try:
            for _ in range(5):
                self.burn_with_temporaries()
        finally:
            stop.set()
            collector.join()


class Interrupts(TestCase):
    """Ctrl-C, whose signal reaches the main thread when the source hangs."""

    @staticmethod
    def interrupt() -> None:
        os.kill(os.getpid(), signal.SIGINT)

    def test_it_cancels(self) -> None:
        writer, source = self.writer(self.quick_recorder()), HangingSource(at_stop=self.interrupt)
        with source.stream() as stream, self.assertRaises(KeyboardInterrupt):
            writer.write(stream)
        self.assertIs(writer.cancel_mode, df2d.CancelMode.SALVAGE)
        result = writer.write_result
        assert result
        self.assertEqual(result.hresult, df2d.HResult.E_IMAPI_REQUEST_CANCELLED)
        self.assert_part_on_disc(result)

    def test_a_second_one_makes_it_immediate(self) -> None:
        writer = self.writer(self.quick_recorder())
        call, immediate = writer._call, threading.Event()
        modes: List[int] = []

        def call_and_tell(name: str, *arguments: Any) -> int:
            result = call(name, *arguments)
            if name == "put_cancel_mode":
                modes.append(arguments[0])
                immediate.set()
            return result

        def interrupt_again() -> None:
            # The first is being handled when the source is cancelled; this one meets the wait for the end.
            self.interrupt()
            immediate.wait(60)

        source = HangingSource(at_stop=self.interrupt, at_cancel=interrupt_again)
        with mock.patch.object(writer, "_call", call_and_tell), source.stream() as stream:
            with self.assertRaises(KeyboardInterrupt):
                writer.write(stream)
        self.assertEqual(modes, [df2d.CancelMode.IMMEDIATE, df2d.CancelMode.SALVAGE])
        self.assertIs(writer.cancel_mode, df2d.CancelMode.SALVAGE)
        result = writer.write_result
        assert result
        self.assertEqual(result.hresult, df2d.HResult.E_IMAPI_REQUEST_CANCELLED)

    def test_one_while_a_write_begins(self) -> None:
        """It is raised when the function of the C interface has returned, and the write goes on by itself."""
        writer, source = self.writer(self.quick_recorder()), HangingSource()
        function = writer._function

        def interrupted(name: str) -> Any:
            def begin(*arguments: Any) -> None:
                function(name)(*arguments)
                source.hangs.wait()
                self.interrupt()

            return begin if name == "write_async" else function(name)

        with mock.patch.object(writer, "_function", interrupted), source.stream() as stream:
            with self.assertRaises(KeyboardInterrupt):
                writer.write(stream)
        result = writer.write_result
        assert result
        self.assertEqual(result.hresult, df2d.HResult.E_IMAPI_REQUEST_CANCELLED)
        self.assert_part_on_disc(result)

    def test_one_before_a_write_begins(self) -> None:
        writer = self.writer()

        def interrupted(*_: Any) -> None:
            raise KeyboardInterrupt

        function = writer._function
        with mock.patch.object(writer, "_function", lambda n: interrupted if n == "write_async" else function(n)):
            with self.assertRaises(KeyboardInterrupt):
                writer.write(IMAGE)
        self.assertIsNone(writer.write_result)
        self.assertEqual(writer.write(IMAGE).content_after, df2d.ContentState.WHOLE)

    def test_a_handler_cancels(self) -> None:
        writer = self.writer(self.quick_recorder())
        answers: List[bool] = []
        before = signal.signal(signal.SIGUSR1, lambda *_: answers.append(writer.cancel_write()))
        self.addCleanup(signal.signal, signal.SIGUSR1, before)
        source = HangingSource(at_stop=lambda: os.kill(os.getpid(), signal.SIGUSR1))
        with source.stream() as stream, self.assertRaises(df2d.CancelledError):
            writer.write(stream)
        self.assertEqual(answers, [True])


class Dropped(TestCase):
    def test_an_operation_keeps_its_writer(self) -> None:
        operation = df2d.Writer(self.recorder(), "python test").write_async(IMAGE)
        gc.collect()
        operation.wait()
        self.assert_disc_holds(IMAGE)

    def test_a_writer_that_is_dropped_at_work_is_cancelled(self) -> None:
        recorder, source = self.quick_recorder(), HangingSource()
        with source.stream() as stream:
            operation = df2d.Writer(recorder, "python test").write_async(stream)
            source.hangs.wait()
            events = operation._events
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter("always")
                del operation
                gc.collect()
        self.assertEqual([warning.category for warning in told], [ResourceWarning])
        self.assertTrue(events.wait(60))
        assert events.result
        self.assertEqual(events.result.hresult, df2d.HResult.E_IMAPI_REQUEST_CANCELLED)
        self.assertTrue(source.closed.wait(60))


if __name__ == "__main__":
    unittest.main()
