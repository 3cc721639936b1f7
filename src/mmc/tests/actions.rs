use std::collections::HashSet;

use crate::failure::SenseCode;
use crate::hresult::*;
use crate::mmc::action::{Action, Wait, action, advice, hresult, is_named};

const WRITE: u8 = 0x2A;
const UNEXPECTED: df2d_hresult = DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE;

fn sense(key: u8, asc: u8, ascq: u8) -> SenseCode {
    SenseCode { key, asc, ascq, deferred: false }
}

fn deferred(key: u8, asc: u8, ascq: u8) -> SenseCode {
    SenseCode { deferred: true, ..sense(key, asc, ascq) }
}

/// IMAPI2's rows one by one: key, code, qualifier, operation code, and what must come out.
#[test]
fn named_codes() {
    let ready = DF2D_E_IMAPI_RECORDER_MEDIA_BECOMING_READY;
    let structure = DF2D_E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT;
    let incompatible = DF2D_E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE;
    let upside_down = DF2D_E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN;
    let table = [
        (0x4, 0x02, 0x06, WRITE, upside_down),
        (0x3, 0x02, 0x06, WRITE, upside_down),
        (0x2, 0x04, 0x03, WRITE, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA),
        (0x2, 0x04, 0x02, WRITE, ready),
        (0x2, 0x30, 0x00, 0xAD, structure),
        (0x2, 0x30, 0x00, WRITE, incompatible),
        (0x3, 0x0C, 0x09, WRITE, DF2D_E_IMAPI_LOSS_OF_STREAMING),
        (0x4, 0x09, 0x01, WRITE, upside_down),
        (0x4, 0x09, 0x02, WRITE, incompatible),
        (0x5, 0x20, 0x00, 0xAD, structure),
        (0x5, 0x24, 0x00, 0xAD, structure),
        (0x5, 0x30, 0x02, 0xAD, structure),
        (0x5, 0x30, 0x05, 0xAD, incompatible),
        (0x5, 0x24, 0x00, 0x5A, DF2D_E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE),
        (0x5, 0x26, 0x02, 0x55, DF2D_E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS),
        (0x7, 0x27, 0x00, WRITE, DF2D_E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED),
        (0x5, 0x30, 0x05, WRITE, incompatible),
        (0x2, 0x3A, 0x00, WRITE, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA),
        (0x2, 0x3A, 0x02, 0x00, DF2D_E_IMAPI_RECORDER_MEDIA_NO_MEDIA),
        (0x3, 0x73, 0x03, 0x54, DF2D_E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH),
    ];
    for (key, asc, ascq, opcode, hr) in table {
        let sense = sense(key, asc, ascq);
        assert_eq!(action(opcode, &sense), Action::Fail(hr), "{sense:?} {opcode:02X}");
        assert_eq!(hresult(opcode, &sense), hr);
        assert!(is_named(&sense, opcode), "{sense:?}");
    }
}

#[test]
fn refusals_without_a_name() {
    for (key, asc, ascq, opcode) in [
        (0x3, 0x0C, 0x00, WRITE),
        (0x3, 0x0C, 0x07, 0x35),
        (0x3, 0x11, 0x00, 0x28),
        (0x3, 0x73, 0x02, WRITE),
        (0x4, 0x44, 0x00, WRITE),
        (0x5, 0x20, 0x00, 0x5A),
        (0x5, 0x21, 0x02, WRITE),
        (0x5, 0x24, 0x00, WRITE),
        (0x5, 0x26, 0x00, WRITE),
        (0x5, 0x2C, 0x00, WRITE),
        (0x5, 0x64, 0x00, WRITE),
        (0x5, 0x72, 0x03, 0x5B),
        (0x8, 0x00, 0x00, 0x28),
        (0xB, 0x4B, 0x00, WRITE),
        (0xF, 0xFF, 0xFF, 0xFF),
    ] {
        let sense = sense(key, asc, ascq);
        assert_eq!(action(opcode, &sense), Action::Fail(UNEXPECTED), "{sense:?}");
        assert!(!is_named(&sense, opcode), "{sense:?}");
    }
}

#[test]
fn done() {
    for (key, asc, ascq, opcode) in [
        (0x0, 0x00, 0x00, WRITE),
        (0x0, 0x04, 0x04, 0x03),
        (0x1, 0x18, 0x00, 0x28),
        (0x1, 0x73, 0x01, 0x54),
        (0x1, 0x73, 0x03, WRITE),
    ] {
        let sense = sense(key, asc, ascq);
        assert_eq!(action(opcode, &sense), Action::Done, "{sense:?}");
        assert_eq!(hresult(opcode, &sense), DF2D_S_OK);
    }
    let repaired = sense(0x3, 0x0C, 0x09);
    assert_eq!((action(0x35, &repaired), hresult(0x35, &repaired)), (Action::Harmless, DF2D_S_OK));
}

#[test]
fn waits_and_repetitions() {
    let ready = DF2D_E_IMAPI_RECORDER_MEDIA_BECOMING_READY;
    let busy = DF2D_E_IMAPI_RECORDER_MEDIA_BUSY;
    for (ascq, wait, hr) in [
        (0x00, Wait::BecomingReady, ready),
        (0x01, Wait::BecomingReady, ready),
        (0x04, Wait::Format, DF2D_E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS),
        (0x07, Wait::Operation, busy),
        (0x08, Wait::LongWrite, busy),
        (0x09, Wait::BecomingReady, ready),
    ] {
        let sense = sense(2, 0x04, ascq);
        assert_eq!(action(WRITE, &sense), Action::Wait(wait), "{ascq:02X}");
        assert_eq!(hresult(WRITE, &sense), hr);
    }
    assert_eq!(action(0x00, &sense(6, 0x28, 0x00)), Action::Retry);
    assert_eq!(hresult(WRITE, &sense(6, 0x28, 0x00)), ready);
    assert_eq!(action(0x00, &sense(6, 0x29, 0x00)), Action::Retry);
    assert_eq!(hresult(WRITE, &sense(6, 0x29, 0x00)), UNEXPECTED);
}

/// An earlier command failed: whatever it was, it is lost, and the reporting command's own rows do not apply.
#[test]
fn deferred_errors_fail() {
    for key in 2..16 {
        for (asc, ascq) in [(0x04, 0x08), (0x04, 0x01), (0x28, 0x00), (0x29, 0x00), (0x0C, 0x00)] {
            let sense = deferred(key, asc, ascq);
            assert_eq!(action(WRITE, &sense), Action::Fail(UNEXPECTED), "{sense:?}");
        }
    }
    let streaming = deferred(3, 0x0C, 0x09);
    assert_eq!(action(0x35, &streaming), Action::Fail(DF2D_E_IMAPI_LOSS_OF_STREAMING));
    assert_eq!(action(0x5A, &deferred(5, 0x24, 0)), Action::Fail(UNEXPECTED));
}

/// What was corrected is no failure, but the command that was told of it did not run.
#[test]
fn deferred_news_of_a_corrected_error_asks_for_the_command_again() {
    for key in [0, 1] {
        assert_eq!(action(WRITE, &deferred(key, 0x0C, 0x00)), Action::Repeat);
        assert_eq!(action(WRITE, &sense(key, 0x0C, 0x00)), Action::Done);
    }
}

/// Every sense has an action that agrees with its HRESULT, and a sentence.
#[test]
#[cfg_attr(miri, ignore = "millions of look-ups in a table")]
fn all_senses() {
    let mut sentences = HashSet::new();
    for key in 0..16 {
        for asc in 0..=0xFF {
            for ascq in 0..=0xFF {
                let sense = sense(key, asc, ascq);
                for opcode in [WRITE, 0x35, 0x55, 0x5A, 0xAD] {
                    let hr = hresult(opcode, &sense);
                    match action(opcode, &sense) {
                        Action::Done | Action::Harmless | Action::Repeat => assert_eq!(hr, DF2D_S_OK),
                        Action::Fail(fail) => assert!(fail == hr && hr < 0),
                        Action::Retry | Action::Wait(_) => assert!(hr < 0),
                    }
                }
                sentences.insert(advice(&sense));
            }
        }
    }
    for sentence in &sentences {
        assert!(sentence.ends_with('.') && !sentence.contains("  "), "{sentence}");
    }
    assert!(sentences.len() > 30, "{}", sentences.len());
}

#[test]
fn advice_fits() {
    for (key, asc, ascq, word) in [
        (3, 0x0C, 0x00, "another disc"),
        (5, 0x21, 0x02, "another address"),
        (5, 0x30, 0x05, "cannot use this disc"),
        (4, 0x73, 0x03, "calibrate"),
        (3, 0x73, 0x02, "full"),
        (2, 0x3A, 0x01, "no disc"),
        (3, 0x0C, 0x09, "in time"),
        (6, 0x29, 0x00, "reset"),
        (7, 0x27, 0x00, "write protected"),
        (5, 0x64, 0x00, "erase"),
    ] {
        let sentence = advice(&sense(key, asc, ascq));
        assert!(sentence.contains(word), "{sentence}");
    }
}
