//! What a sense code means for the command that got it: one table, and one sentence for people.

use self::Course::Fail;
use crate::failure::SenseCode;
use crate::hresult::*;
use crate::transport::scsi::{key, op};

/// What to do after a command ended with sense data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The command did its work: go on.
    Done,
    /// Nothing is wrong, but it is not sure that the command did its work: repeat it, and go on whatever it answers then.
    Harmless,
    /// A unit attention told something that happened before, and the command did not run: repeat it if it has no
    /// effect on the medium. One that has must not be repeated, since the drive may have forgotten its settings;
    /// then [`hresult`] is the failure.
    Retry,
    /// The drive told of an error that it corrected in what an earlier command began. The command that it told it with
    /// did not run: repeat it, whatever it is.
    Repeat,
    /// The drive is busy with something that ends by itself: ask again, within its limit; past it, [`hresult`] is
    /// the failure.
    Wait(Wait),
    Fail(df2d_hresult),
}

/// What the drive is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Spinning up and recognising the medium.
    BecomingReady,
    Format,
    /// Flushing, closing, or another operation that was answered at once.
    Operation,
    /// The buffer is full: repeat the same WRITE.
    LongWrite,
}

/// How a row of the table ends a command.
#[derive(Clone, Copy)]
enum Course {
    Done,
    Harmless,
    Wait(Wait),
    Fail,
}

/// `None` matches everything.
struct Row {
    key: Option<u8>,
    asc: u8,
    ascq: Option<u8>,
    opcode: Option<u8>,
    hr: df2d_hresult,
    course: Course,
}

const fn row(
    key: Option<u8>,
    asc: u8,
    ascq: Option<u8>,
    opcode: Option<u8>,
    hr: df2d_hresult,
    course: Course,
) -> Row {
    Row { key, asc, ascq, opcode, hr, course }
}

const ANY: Option<u8> = None;
const NOT_READY: Option<u8> = Some(key::NOT_READY);
const MEDIUM: Option<u8> = Some(key::MEDIUM_ERROR);
const HARDWARE: Option<u8> = Some(key::HARDWARE_ERROR);
const ILLEGAL: Option<u8> = Some(key::ILLEGAL_REQUEST);
const ATTENTION: Option<u8> = Some(key::UNIT_ATTENTION);
const PROTECT: Option<u8> = Some(key::DATA_PROTECT);
const STRUCTURE: Option<u8> = Some(op::READ_DISC_STRUCTURE);

const BECOMING_READY: df2d_hresult = DF2D_E_IMAPI_RECORDER_MEDIA_BECOMING_READY;
const NO_STRUCTURE: df2d_hresult = DF2D_E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT;

/// IMAPI2's translation of sense data, in its order: the first match counts.
#[rustfmt::skip]
const TABLE: &[Row] = &[
    row(Some(0),   0x00, ANY,        ANY, DF2D_S_OK, Course::Done),
    row(ANY,       0x02, Some(0x06), ANY, DF2D_E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN, Fail),
    row(NOT_READY, 0x04, Some(0x01), ANY, BECOMING_READY, Course::Wait(Wait::BecomingReady)),
    // It waits for a START STOP UNIT, not for time.
    row(NOT_READY, 0x04, Some(0x02), ANY, BECOMING_READY, Fail),
    row(NOT_READY, 0x04, Some(0x03), ANY, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA, Fail),
    row(NOT_READY, 0x04, Some(0x04), ANY, DF2D_E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS, Course::Wait(Wait::Format)),
    row(NOT_READY, 0x04, Some(0x07), ANY, DF2D_E_IMAPI_RECORDER_MEDIA_BUSY, Course::Wait(Wait::Operation)),
    row(NOT_READY, 0x04, Some(0x08), ANY, DF2D_E_IMAPI_RECORDER_MEDIA_BUSY, Course::Wait(Wait::LongWrite)),
    row(NOT_READY, 0x04, ANY,        ANY, BECOMING_READY, Course::Wait(Wait::BecomingReady)),
    row(NOT_READY, 0x30, ANY,        STRUCTURE, NO_STRUCTURE, Fail),
    // Flushing finds what the drive's own underrun protection has already repaired.
    row(MEDIUM,    0x0C, Some(0x09), Some(op::SYNCHRONIZE_CACHE), DF2D_S_OK, Course::Harmless),
    row(MEDIUM,    0x0C, Some(0x09), ANY, DF2D_E_IMAPI_LOSS_OF_STREAMING, Fail),
    row(HARDWARE,  0x09, Some(0x01), ANY, DF2D_E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN, Fail),
    row(HARDWARE,  0x09, Some(0x02), ANY, DF2D_E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, Fail),
    row(ILLEGAL,   0x20, Some(0x00), STRUCTURE, NO_STRUCTURE, Fail),
    row(ILLEGAL,   0x24, Some(0x00), STRUCTURE, NO_STRUCTURE, Fail),
    row(ILLEGAL,   0x30, Some(0x02), STRUCTURE, NO_STRUCTURE, Fail),
    row(ILLEGAL,   0x24, Some(0x00), Some(op::MODE_SENSE_10), DF2D_E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE, Fail),
    row(ILLEGAL,   0x26, ANY,        Some(op::MODE_SELECT_10), DF2D_E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS, Fail),
    row(PROTECT,   0x27, ANY,        ANY, DF2D_E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED, Fail),
    row(ATTENTION, 0x28, Some(0x00), ANY, BECOMING_READY, Fail),
    row(ANY,       0x30, ANY,        ANY, DF2D_E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, Fail),
    row(NOT_READY, 0x3A, ANY,        ANY, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA, Fail),
    row(ANY,       0x73, Some(0x03), ANY, DF2D_E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH, Fail),
];

fn find(opcode: u8, sense: &SenseCode) -> Option<&'static Row> {
    let matches = |want: Option<u8>, is: u8| want.is_none_or(|want| want == is);
    TABLE.iter().find(|row| {
        matches(row.key, sense.key)
            && row.asc == sense.asc
            && matches(row.ascq, sense.ascq)
            // A deferred error belongs to another command than the one that reports it.
            && (row.opcode.is_none() || !sense.deferred && row.opcode == Some(opcode))
    })
}

/// Whether IMAPI2 has a code of its own for this sense; callers outside operations tell the rest as E_FAIL.
pub fn is_named(sense: &SenseCode, opcode: u8) -> bool {
    find(opcode, sense).is_some()
}

/// What to do after `opcode` ended with this sense.
pub fn action(opcode: u8, sense: &SenseCode) -> Action {
    if sense.key <= key::RECOVERED_ERROR {
        return if sense.deferred { Action::Repeat } else { Action::Done };
    }
    // What was lost earlier does not come back by repeating or waiting.
    if sense.deferred {
        return Action::Fail(hresult(opcode, sense));
    }
    if sense.key == key::UNIT_ATTENTION {
        return Action::Retry;
    }
    match find(opcode, sense) {
        Some(Row { course: Course::Done, .. }) => Action::Done,
        Some(Row { course: Course::Harmless, .. }) => Action::Harmless,
        Some(Row { course: Course::Wait(wait), .. }) => Action::Wait(*wait),
        _ => Action::Fail(hresult(opcode, sense)),
    }
}

/// The failure that this sense is, when it is to be one: also after waiting too long, or where a repetition is out
/// of the question. `S_OK` exactly where [`action`] sees no error.
pub fn hresult(opcode: u8, sense: &SenseCode) -> df2d_hresult {
    if sense.key <= key::RECOVERED_ERROR {
        return DF2D_S_OK;
    }
    match find(opcode, sense) {
        // "Busy" and "becoming ready" name a state in which one tries again; after the fact they would mislead.
        Some(Row { course: Course::Wait(_), .. } | Row { hr: BECOMING_READY, .. }) if sense.deferred => {
            DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE
        }
        Some(_) if sense.deferred && sense.key == key::UNIT_ATTENTION => {
            DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE
        }
        Some(row) => row.hr,
        None => DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
    }
}

/// One sentence for people: what happened, and what to do.
pub fn advice(sense: &SenseCode) -> &'static str {
    match (sense.key, sense.asc, sense.ascq) {
        (key::NO_SENSE, 0x00, _) => "The drive reported no error.",
        (_, 0x73, 0x01) => {
            "The disc has little room left for calibrating the laser: copy it while it can be written."
        }
        (_, 0x73, 0x02) => "The disc's area for calibrating the laser is full: use a new disc.",
        (_, 0x73, _) => {
            "The drive could not calibrate its laser on this disc: try another disc or a lower speed."
        }
        (key::RECOVERED_ERROR, ..) => "The drive met an error and corrected it: nothing to do.",
        (_, 0x02, 0x06) | (key::HARDWARE_ERROR, 0x09, 0x01) => {
            "The disc seems to lie upside down: turn it over and try again."
        }
        (key::NOT_READY, 0x04, 0x02 | 0x03) => {
            "The drive waits for a helping hand: open and close the tray, and check the disc."
        }
        (key::NOT_READY, 0x04, 0x04) => "The disc is still being formatted: wait until the drive is done.",
        (key::NOT_READY, 0x04, 0x07 | 0x08) => {
            "The drive is still busy writing: wait until its light goes out; restart the drive if it never does."
        }
        (key::NOT_READY, 0x04, _) => {
            "The drive is not ready yet: wait until it has recognised the disc, or insert the disc again."
        }
        (_, 0x3A, _) => "There is no disc in the drive: insert one and close the tray.",
        (_, 0x30, _) => "The drive cannot use this disc for that: insert a disc of a type that it writes.",
        (_, 0x0C, 0x09) => {
            "The data did not arrive in time and the recording broke off: leave buffer underrun protection on, or \
             write slower."
        }
        (key::MEDIUM_ERROR, 0x0C, _) => {
            "The drive could not write on the disc: try another disc, of another brand perhaps, or a lower speed."
        }
        (key::MEDIUM_ERROR, 0x11, _) => {
            "The disc cannot be read: clean it, try another drive, or take the disc as lost."
        }
        (key::MEDIUM_ERROR, 0x31, _) | (_, 0x31, 0x01) => "Formatting the disc failed: try another disc.",
        (_, 0x72, _) => {
            "The drive could not close the session: the data may be readable here and not elsewhere; use a new disc."
        }
        (key::MEDIUM_ERROR, ..) => "The disc is faulty or dirty: clean it or try another disc.",
        (key::HARDWARE_ERROR, 0x09, 0x02) => {
            "The drive cannot follow the track on this disc: clean it or try another one."
        }
        (key::HARDWARE_ERROR, ..) => {
            "The drive reported a fault of its own: switch it off and on, and replace it if this happens again."
        }
        (key::ILLEGAL_REQUEST, 0x20, _) => "The drive does not know this command: try another drive.",
        (key::ILLEGAL_REQUEST, 0x21, 0x02) => {
            "The drive expected the data at another address: another program may be using it; start again with a new \
             disc."
        }
        (key::ILLEGAL_REQUEST, 0x21, _) | (_, 0x63, _) => {
            "The disc has no room at this address: write less data, or use a larger disc."
        }
        (key::ILLEGAL_REQUEST, 0x24 | 0x26 | 0x1A, _) => {
            "The drive did not accept a setting for this disc: try other settings or another disc."
        }
        (key::ILLEGAL_REQUEST, 0x2C, _) => {
            "The drive is in the middle of something else: close other programs that use it and try again."
        }
        (key::ILLEGAL_REQUEST, 0x53, _) => "The tray is locked: close the programs that use the drive.",
        (key::ILLEGAL_REQUEST, 0x64, _) => {
            "The disc cannot be written in this way: erase it fully first, or use another disc."
        }
        (key::ILLEGAL_REQUEST, ..) => "The drive refused the command: try another disc or another drive.",
        (key::UNIT_ATTENTION, 0x28, _) => {
            "The disc was changed: check which one is in the drive and try again."
        }
        (key::UNIT_ATTENTION, 0x29, _) => {
            "The drive was reset in the middle of the work: check its cable and power supply and try again."
        }
        (key::UNIT_ATTENTION, ..) => "The state of the drive changed: try again.",
        (key::DATA_PROTECT, ..) => {
            "The disc is write protected: remove the protection, or use a disc that is not finalized."
        }
        (key::BLANK_CHECK, ..) => "There is nothing recorded at this place of the disc: check the disc.",
        (key::ABORTED_COMMAND, ..) => "The drive broke the command off: check its cable and try again.",
        _ => "The drive reported an error that the library does not know: try another disc or another drive.",
    }
}
