"""Recorders, the list of them, and what a virtual one can do."""

import copy
import gc
import io
import os
import pickle
import unittest
from typing import Any, Callable, Dict, List
from unittest import mock

from support import IMAGE, SECTOR, TestCase

import df2d
from df2d import _callbacks
from df2d import master as news


class Master(TestCase):
    def setUp(self) -> None:
        super().setUp()
        patch = mock.patch.dict(os.environ, DF2D_RECORDERS="virtual:?media=dvd+r virtual:?media=bd-re")
        patch.start()
        self.addCleanup(patch.stop)

    def test_it_is_a_sequence(self) -> None:
        with df2d.Master() as master:
            ids = list(master)
            self.assertEqual(ids[-2:], ["virtual:?media=dvd+r", "virtual:?media=bd-re"])
            self.assertEqual((len(master), master[0], master[-1]), (len(ids), ids[0], ids[-1]))
            self.assertIn("virtual:?media=bd-re", master)
            self.assertTrue(master.is_supported_environment)
            for index in (len(ids), -len(ids) - 1, 2**31 - 1):
                with self.assertRaises(IndexError):
                    master[index]
            with self.assertRaises(TypeError):
                master["0"]  # type: ignore[index]
            with self.assertRaises(ValueError):
                master[2**31]

    def test_an_empty_list_is_true(self) -> None:
        os.environ["DF2D_RECORDERS"] = ""
        with df2d.Master() as master:
            self.assertTrue(master)

    def test_advise(self) -> None:
        with df2d.Master() as master:
            cookie = master.advise(added=print, removed=print)
            master.unadvise(cookie)
            with self.assertRaises(df2d.InvalidArgumentError):
                master.unadvise(cookie)
            with self.assertRaises(df2d.Error):
                master.advise()
            with self.assertRaises(TypeError):
                master.advise("text")  # type: ignore[arg-type]
            master.advise(removed=print)

    def test_news_reach_the_function(self) -> None:
        """As the library would call, since no drive comes and goes here."""
        told: List[str] = []
        number = _callbacks.keep(news._Advised(told.append, lambda id: told.append(f"- {id}")))
        news._on_added(None, b"/dev/disk/by-id/x", number)
        news._on_removed(None, b"/dev/sr\xff", number)
        self.assertEqual(told, ["/dev/disk/by-id/x", "- /dev/sr\udcff"])
        _callbacks.free(number)


class Recorder(TestCase):
    def test_what_it_says_of_itself(self) -> None:
        recorder = self.recorder()
        self.assertEqual((recorder.vendor_id, recorder.product_id), ("DF2D", "VIRTUAL RECORDER"))
        self.assertTrue(recorder.product_revision)
        self.assertTrue(recorder.active_disc_recorder.startswith("virtual:disc.iso?"))
        self.assertEqual((recorder.volume_name, recorder.volume_path_names), ("", []))
        self.assertIs(recorder.device_can_load_media, True)
        with self.assertRaises(df2d.NotSupportedError):
            _ = recorder.legacy_device_number
        self.assertIn("virtual:disc.iso", repr(recorder))
        recorder.close()
        self.assertEqual(repr(recorder), "<df2d.Recorder closed>")

    def test_pages_and_profiles(self) -> None:
        recorder = self.recorder()
        self.assertIn(df2d.FeaturePageType.DVD_PLUS_R, recorder.supported_feature_pages)
        self.assertEqual(recorder.current_profiles, [df2d.ProfileType.DVD_PLUS_R])
        self.assertIn(df2d.ProfileType.CD_RECORDABLE, recorder.supported_profiles)
        self.assertLess(set(recorder.current_feature_pages), set(recorder.supported_feature_pages))
        self.assertIn(df2d.ModePageType.WRITE_PARAMETERS, recorder.supported_mode_pages)
        page = recorder.get_mode_page(df2d.ModePageType.WRITE_PARAMETERS)
        self.assertEqual((page[0] & 0x3F, page[1]), (5, len(page) - 2))
        recorder.set_mode_page(page)
        self.assertEqual(recorder.get_feature_page(df2d.FeaturePageType.DVD_PLUS_R)[:2], b"\0\x2b")
        with self.assertRaises(df2d.RecorderError) as caught:
            recorder.get_feature_page(0x999)
        self.assertEqual(caught.exception.hresult, df2d.HResult.E_IMAPI_RECORDER_NO_SUCH_FEATURE)

    def test_answers_in_bytes(self) -> None:
        recorder = self.recorder()
        self.assertEqual(len(recorder.get_disc_information()), 34)
        self.assertGreater(len(recorder.get_track_information(1)), 30)
        self.assertEqual(len(recorder.read_dvd_structure(0)), SECTOR)
        self.assertIn(b"VIRTUAL RECORDER", recorder.get_device_descriptor())
        self.assertEqual(len(recorder.get_adapter_descriptor()), 32)
        with self.assertRaises(df2d.Error):
            recorder.send_dvd_structure(0, b"x" * 12)

    def test_commands_of_ones_own(self) -> None:
        recorder = self.recorder()
        changed = recorder.send_command_no_data(bytes(6)).sense
        assert changed
        self.assertEqual(changed[2] & 0xF, 6)
        ready = recorder.send_command_no_data(bytes(6))
        self.assertEqual((ready.data, ready.sense), (b"", None))
        inquiry = recorder.send_command_get_data_from_device(b"\x12\0\0\0\x24\0", 36)
        self.assertEqual((inquiry.data[8:16], inquiry.sense), (b"DF2D    ", None))
        refused = recorder.send_command_get_data_from_device(bytes([0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0]), SECTOR)
        assert refused.sense
        self.assertEqual((len(refused.sense), refused.sense[2] & 0xF), (18, 5))
        mode = recorder.send_command_send_data_to_device(b"\x55\x10\0\0\0\0\0\0\x08\0", bytes(8))
        self.assertEqual(mode.data, b"")
        self.assertGreater(recorder.maximum_page_aligned_transfer_size, 64000)
        self.assertGreater(recorder.maximum_non_page_aligned_transfer_size, 60000)
        for cdb in (b"", b"\0", bytes(17)):
            with self.assertRaises(df2d.InvalidArgumentError):
                recorder.send_command_no_data(cdb)
        with self.assertRaises(df2d.InvalidArgumentError):
            recorder.send_command_get_data_from_device(bytes(6), 0)
        with self.assertRaises(ValueError):
            recorder.send_command_no_data(bytes(6), -1)

    def test_exclusive_access(self) -> None:
        recorder, other = self.recorder(), df2d.Recorder("virtual:disc.iso")
        self.addCleanup(other.close)
        with recorder.exclusive_access("python test"):
            self.assertEqual(other.exclusive_access_owner, "python test")
            with self.assertRaises(df2d.RecorderLockedError):
                other.eject_media()
            with self.assertRaises(df2d.RecorderError) as caught:
                other.acquire_exclusive_access("other")
            self.assertEqual(caught.exception.hresult, df2d.HResult.E_ACCESSDENIED)
        self.assertEqual(other.exclusive_access_owner, "")
        with self.assertRaises(df2d.Error):
            recorder.release_exclusive_access()
        with self.assertRaises(df2d.RecorderError):
            recorder.acquire_exclusive_access("no/such/characters")
        recorder.disable_mcn()
        recorder.enable_mcn()

    def test_the_tray_and_the_disc(self) -> None:
        recorder = self.recorder()
        recorder.eject_media()
        self.assertTrue(recorder.virtual.counters.tray_open)
        recorder.close_tray()
        self.assertFalse(recorder.virtual.counters.tray_open)
        recorder.eject_media()
        recorder.virtual.insert("other.iso?media=cd-r")
        self.assertEqual(recorder.current_profiles, [df2d.ProfileType.CD_RECORDABLE])
        recorder.virtual.sleep_ms(60_000)
        recorder.virtual.eject()
        recorder.virtual.insert("?media=none")
        recorder.virtual.power_cycle()
        self.assertEqual(recorder.current_profiles, [])

    def test_faults_clock_and_counters(self) -> None:
        recorder = self.recorder()
        before = recorder.virtual.counters
        self.assertGreater(recorder.virtual.fault_add(df2d.VirtualEffect.SENSE, 0x00, times=1, sense_key=4), 0)
        sense = recorder.send_command_no_data(bytes(6)).sense
        assert sense
        self.assertEqual(sense[2] & 0xF, 4)
        self.assertEqual(recorder.virtual.counters.faults, 1)
        self.assertGreater(recorder.virtual.counters.commands, before.commands)
        recorder.virtual.fault_add(df2d.VirtualEffect.DEVICE_GONE)
        recorder.virtual.fault_clear()
        recorder.get_disc_information()
        now, counts = recorder.virtual.now_ms, recorder.virtual.counters
        recorder.virtual.sleep_ms(90_000)
        self.assertGreaterEqual(recorder.virtual.now_ms, now + 90_000)
        self.assertGreaterEqual(recorder.virtual.counters.clock_ns, counts.clock_ns + 90_000_000_000)
        self.assertLess(recorder.virtual.counters.busy_ns, 90_000_000_000)
        self.writer(recorder).write(IMAGE)
        self.assertGreater(recorder.virtual.counters.busy_ns, counts.busy_ns)
        outside: List[Dict[str, Any]] = [{"sense_key": 256}, {"skip": -1}, {"lba": 2**63}]
        for bad in outside:
            with self.assertRaises(ValueError):
                recorder.virtual.fault_add(df2d.VirtualEffect.SENSE, **bad)
        with self.assertRaises(df2d.InvalidArgumentError):
            recorder.virtual.fault_add(99)  # type: ignore[arg-type]

    def test_identifiers(self) -> None:
        for id in ("virtual:\0", b"virtual:\0"):
            with self.assertRaises(ValueError):
                df2d.Recorder(id)
        for nothing in (None, 7, object()):
            with self.assertRaises(TypeError):
                df2d.Recorder(nothing)  # type: ignore[arg-type]
        for id, path in (("virtual:\udcff.iso?media=cd-r", b"\xff.iso"), (b"virtual:\xfe.iso?media=cd-r", b"\xfe.iso")):
            df2d.Recorder(id).close()
            self.assertTrue(os.path.exists(path + b".disc"))
        with self.assertRaises(df2d.RecorderError):
            df2d.Recorder("/dev/no-such-drive")

    def test_dropping_is_closing(self) -> None:
        makers: List[Callable[[], object]] = [
            lambda: df2d.Recorder("virtual:?media=dvd+r"),
            df2d.Writer,
            df2d.Eraser,
            df2d.Master,
            lambda: df2d.Stream(b"data"),
            lambda: df2d.Stream(io.BytesIO(b"data")),
        ]
        for make in makers:
            dropped = make()
            self.assertEqual(df2d.live_objects(), 1)
            del dropped
            gc.collect()
            self.assertEqual(df2d.live_objects(), 0)

    def test_copying_and_pickling_are_refused(self) -> None:
        recorder = self.recorder()
        refused: List[Callable[[object], object]] = [copy.copy, copy.deepcopy, pickle.dumps]
        for call in refused:
            with self.assertRaises(TypeError):
                call(recorder)


if __name__ == "__main__":
    unittest.main()
