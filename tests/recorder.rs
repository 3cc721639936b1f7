//! What the recorder makes of drives that are old, odd or wrong.

mod common;

use std::sync::Arc;
use std::time::Duration;

use common::fake::{Reply, Scripted};
use df2d::hresult::*;
use df2d::imapi::recorder::Recorder;

const UNKNOWN_COMMAND: Reply = Reply::Sense(5, 0x20, 0);
const BAD_FIELD: Reply = Reply::Sense(5, 0x24, 0);

fn recorder(script: impl IntoIterator<Item = Reply>) -> (Arc<Scripted>, Arc<Recorder>) {
    let script: Vec<Reply> = script.into_iter().collect();
    let drive = Scripted::new(Duration::ZERO, script, Reply::Sense(4, 0x44, 0));
    let recorder = Recorder::of(drive.drive());
    (drive, recorder)
}

/// An answer to GET CONFIGURATION with these feature descriptors.
fn configuration(features: &[&[u8]]) -> Reply {
    let mut bytes = vec![0; 8];
    bytes.extend(features.concat());
    let length = (bytes.len() - 4) as u32;
    bytes[..4].copy_from_slice(&length.to_be_bytes());
    Reply::Bytes(bytes)
}

/// Page 2Ah of a drive with this loading mechanism.
fn capabilities(mechanism: u8) -> Reply {
    let mut bytes = vec![0; 8 + 28];
    bytes[1] = (bytes.len() - 2) as u8;
    bytes[8..10].copy_from_slice(&[0x2A, 26]);
    bytes[14] = mechanism << 5;
    Reply::Bytes(bytes)
}

#[test]
fn a_drive_older_than_features() {
    let (_, recorder) = recorder(vec![UNKNOWN_COMMAND; 3]);
    let code = DF2D_E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED;
    assert_eq!(recorder.feature_pages(false).unwrap_err().hr, code);
    assert_eq!(recorder.supported_profiles(true).unwrap_err().hr, code);
    assert_eq!(recorder.feature_page(3, false).unwrap_err().hr, code);
}

#[test]
fn which_drives_load_a_disc() {
    let without_load_bit = configuration(&[&[0, 3, 2 << 2 | 3, 4, 0x29, 0, 0, 0]]);
    let with_load_bit = configuration(&[&[0, 3, 2 << 2 | 3, 4, 0x39, 0, 0, 0]]);
    let of_old = configuration(&[&[0, 3, 3, 4, 0x29, 0, 0, 0]]);
    let none = configuration(&[&[0, 1, 3, 0]]);
    for (script, loads) in [
        (vec![without_load_bit], false),
        (vec![with_load_bit], true),
        (vec![of_old, capabilities(1)], true),
        (vec![none.clone(), capabilities(0)], false),
        (vec![none.clone(), capabilities(2)], false),
        (vec![none, capabilities(4)], true),
        (vec![UNKNOWN_COMMAND, capabilities(5)], true),
        (vec![UNKNOWN_COMMAND, BAD_FIELD], false),
    ] {
        let (drive, recorder) = recorder(script.clone());
        assert_eq!(recorder.device_can_load_media().unwrap(), loads, "{script:02X?}");
        assert_eq!(drive.seen().len(), script.len());
    }
}

#[test]
fn a_tray_that_does_not_close() {
    let by_hand = configuration(&[&[0, 3, 2 << 2 | 3, 4, 0x29, 0, 0, 0]]);
    let by_command = configuration(&[&[0, 3, 2 << 2 | 3, 4, 0x39, 0, 0, 0]]);
    for (second, code) in [(by_hand, DF2D_E_NOTIMPL), (by_command, DF2D_E_FAIL)] {
        let (_, recorder) = recorder([BAD_FIELD, second]);
        let refused = recorder.close_tray().unwrap_err();
        assert_eq!(refused.hr, code);
        assert_eq!(refused.detail.cdb[0], 0x1B);
        assert_eq!(refused.detail.sense.unwrap().asc, 0x24);
    }
}

/// No length that a drive states is believed beyond what it sends, and what is asked for is even and fits.
#[test]
fn stated_lengths() {
    let disc = |stated: u16, len: usize| {
        let mut bytes = vec![0x11; len];
        bytes[..2].copy_from_slice(&stated.to_be_bytes());
        Reply::Bytes(bytes)
    };
    for (script, got, asked) in [
        (vec![disc(32, 34), disc(32, 34)], Some(34), 34),
        (vec![disc(31, 33), disc(31, 34)], Some(33), 34),
        // It has become shorter, or was cut off.
        (vec![disc(32, 34), disc(20, 34)], Some(22), 34),
        (vec![disc(32, 34), disc(32, 10)], Some(10), 34),
        (vec![disc(0xFFFF, 34), disc(0xFFFF, 34)], Some(34), 0xFFFE),
        (vec![disc(0, 34)], None, 4),
        (vec![Reply::Bytes(vec![0])], None, 4),
        (vec![Reply::Bytes(vec![])], None, 4),
    ] {
        let (drive, recorder) = recorder(script.clone());
        match (recorder.disc_information(), got) {
            (Ok(bytes), Some(len)) => assert_eq!(bytes.len(), len, "{script:02X?}"),
            (Err(failure), None) => {
                assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE)
            }
            (other, _) => panic!("{other:?} {script:02X?}"),
        }
        let (_, last) = drive.seen().pop().unwrap();
        assert_eq!(u16::from_be_bytes([last[7], last[8]]), asked, "{script:02X?}");
    }
}

#[test]
fn a_structure_without_its_header() {
    let answer = Reply::Bytes(vec![0, 6, 0, 0, 1, 2, 3, 4]);
    let (drive, recorder) = recorder([answer.clone(), answer]);
    assert_eq!(recorder.read_dvd_structure(0x1_10, 0x0102_0304, 1, 3).unwrap(), [1, 2, 3, 4]);
    let (_, cdb) = drive.seen().pop().unwrap();
    assert_eq!(cdb, [0xAD, 0, 1, 2, 3, 4, 1, 0x10, 0, 8, 0xC0, 0]);
    let short = Reply::Bytes(vec![0, 6, 0]);
    let (_, recorder) = self::recorder([Reply::Bytes(vec![0, 6, 0, 0]), short]);
    let failure = recorder.read_dvd_structure(0, 0, 0, 0).unwrap_err();
    assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
}

#[test]
fn mode_pages_with_and_without_what_should_be_there() {
    // A block descriptor before the pages, the bit that says "can be saved", and a last page that is cut off.
    let all = Reply::Bytes(vec![
        0, 26, 0, 0, 0, 0, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0x81, 2, 0, 0, 0x2A, 2, 9, 9, 0x05, 9, 9, 9,
    ]);
    let (_, recorder) = recorder([all.clone(), all.clone(), all]);
    assert_eq!(recorder.supported_mode_pages(0).unwrap(), [0x01, 0x2A]);
    assert_eq!(recorder.mode_page(0x01, 0).unwrap(), [0x81, 2, 0, 0]);
    assert_eq!(recorder.mode_page(0x05, 0).unwrap_err().hr, DF2D_E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE);
}

/// The drive gets the page as it is, behind an empty header and without the bit that is reserved on the way to it.
#[test]
fn a_mode_page_on_its_way() {
    let (drive, recorder) = recorder([Reply::Good, Reply::Good]);
    recorder.set_mode_page(0, &[0x81, 2, 7, 8]).unwrap();
    recorder.set_mode_page(3, &[0x81, 2, 7, 8]).unwrap();
    let cdbs: Vec<Vec<u8>> = drive.seen().into_iter().map(|(_, cdb)| cdb).collect();
    assert_eq!(cdbs[0], [0x55, 0x10, 0, 0, 0, 0, 0, 0, 12, 0]);
    assert_eq!(cdbs[1], [0x55, 0x11, 0, 0, 0, 0, 0, 0, 12, 0]);
}
