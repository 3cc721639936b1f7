"""The eraser."""

import unittest
from typing import List

from support import IMAGE, TestCase

import df2d


class Eraser(TestCase):
    def eraser(self, recorder: df2d.Recorder) -> df2d.Eraser:
        eraser = df2d.Eraser(recorder, "python test")
        self.addCleanup(eraser.close)
        return eraser

    def test_properties(self) -> None:
        recorder = self.recorder(media="cd-rw")
        eraser = self.eraser(recorder)
        self.assertEqual((eraser.client_name, eraser.full_erase), ("python test", False))
        eraser.full_erase = True
        self.assertIs(eraser.full_erase, True)
        self.assertIs(eraser.cancel_mode, df2d.CancelMode.SALVAGE)
        self.assertIs(eraser.current_physical_media_type, df2d.MediaType.CDRW)
        self.assertIn(df2d.MediaType.CDRW, eraser.supported_media_types)
        self.assertTrue(eraser.is_recorder_supported(recorder))
        self.assertTrue(eraser.is_current_media_supported(recorder))
        self.assertTrue(eraser.media_physically_blank and eraser.media_heuristically_blank)
        self.assertIsNone(eraser.result)
        with self.assertRaises(df2d.EraserError):
            eraser.recorder = recorder
        eraser.recorder = None
        with self.assertRaises(df2d.Error) as caught:
            eraser.erase_media()
        self.assertEqual(caught.exception.hresult, df2d.HResult.E_POINTER)

    def test_erasing(self) -> None:
        recorder = self.recorder(media="cd-rw")
        writer, eraser = self.writer(recorder), self.eraser(recorder)
        for full in (False, True):
            writer.write(IMAGE)
            eraser.full_erase = full
            updates: List[df2d.EraseProgress] = []
            result = eraser.erase_media(updates.append)
            self.assertEqual((result, result.disc_after), (eraser.result, df2d.DiscState.APPENDABLE))
            self.assertTrue(updates and writer.media_physically_blank)

    def test_iterating(self) -> None:
        eraser = self.eraser(self.recorder(media="dvd+rw"))
        updates = list(eraser.erase_media_async())
        self.assertTrue(all(isinstance(update, df2d.EraseProgress) for update in updates))

    def test_cancelling(self) -> None:
        eraser = self.eraser(self.recorder(media="dvd+rw", size=300000))
        eraser.full_erase = True
        answers: List[bool] = []

        def cancel(update: df2d.EraseProgress) -> None:
            # Before it has begun nothing becomes of the disc.
            if update.elapsed_seconds:
                answers.append(eraser.cancel_erase())

        with self.assertRaises(df2d.CancelledError) as caught:
            eraser.erase_media(cancel)
        self.assertTrue(answers and all(answers))
        assert caught.exception.write_result
        self.assertEqual(caught.exception.write_result.disc_after, df2d.DiscState.OVERWRITABLE)
        with self.assertRaises(df2d.Error):
            eraser.cancel_erase()

    def test_their_exception_is_the_callers(self) -> None:
        def fail(update: df2d.EraseProgress) -> None:
            raise LookupError

        eraser = self.eraser(self.recorder(media="dvd+rw", size=300000))
        eraser.full_erase = True
        with self.assertRaises(LookupError):
            eraser.erase_media(fail)

    def test_a_second_one_meanwhile(self) -> None:
        eraser = self.eraser(self.recorder(media="dvd+rw", size=300000))
        eraser.full_erase = True
        refusals: List[df2d.Error] = []

        def again(update: df2d.EraseProgress) -> None:
            try:
                eraser.erase_media()
            except df2d.Error as error:
                refusals.append(error)

        eraser.erase_media(again)
        self.assertEqual({e.hresult for e in refusals}, {df2d.HResult.E_IMAPI_ERASE_RECORDER_IN_USE})

    def test_what_cannot_be_erased(self) -> None:
        with self.assertRaises(df2d.EraserError) as caught:
            self.eraser(self.recorder(media="dvd+r")).erase_media()
        self.assertEqual(caught.exception.hresult, df2d.HResult.E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED)


if __name__ == "__main__":
    unittest.main()
