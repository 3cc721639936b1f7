//! Lines as people read them, and what is read from them again.

use std::time::Duration;

use crate::mmc::trace::{Contents, Exchange, Outcome, Recorded, Sent, read_log};
use crate::transport::{Answer, Data, Fault, status};

fn line(cdb: &[u8], data: Data, outcome: Result<Answer, Fault>) -> String {
    let at = Duration::from_micros(1_234_567);
    let took = Duration::from_micros(210);
    Exchange { at, took, cdb, data: &data, outcome: &outcome }.to_string()
}

fn read(line: &str) -> Recorded {
    line.parse().unwrap_or_else(|()| panic!("{line}"))
}

const INQUIRY: [u8; 6] = [0x12, 0, 0, 0, 36, 0];
const WRITE: [u8; 10] = [0x2A, 0, 0, 0, 0x10, 0, 0, 0, 0x20, 0];
const READ: [u8; 10] = [0x28, 0, 0, 0, 0x10, 0, 0, 0, 0x01, 0];
const MODE_SELECT: [u8; 10] = [0x55, 0x10, 0, 0, 0, 0, 0, 0, 8, 0];
const SENSE: [u8; 18] = [0x70, 0, 2, 0, 0, 0, 0, 10, 0, 0, 0, 0, 4, 8, 0, 0, 0, 0];

#[test]
fn an_answer_is_told_without_the_zeros_at_its_end() {
    let mut answer = [0; 36];
    answer[..4].copy_from_slice(&[5, 0x80, 0, 0x32]);
    let line = line(&INQUIRY, Data::FromDevice(&mut answer), Ok(Answer::good(36)));
    assert_eq!(line, "1.234567 +0.000210 | 12 00 00 00 24 00 | in 36 | good 36: 05 80 00 32 | INQUIRY");
    let read = read(&line);
    assert_eq!(read.cdb, INQUIRY);
    assert_eq!((read.at.as_micros(), read.took.as_micros()), (1_234_567, 210));
    assert_eq!(read.sent, Sent::Room(36));
    assert_eq!(read.outcome, Outcome::Good(36, Contents::Bytes(vec![5, 0x80, 0, 0x32])));
}

#[test]
fn of_user_data_there_is_a_checksum_and_no_more() {
    let data = b"nobody else's business".repeat(94);
    let crc = crc32fast::hash(&data);
    let written = line(&WRITE, Data::ToDevice(&data), Ok(Answer::good(data.len())));
    assert!(written.ends_with(&format!("| out 2068 crc {crc:08X} | good 2068 | WRITE (10)")), "{written}");
    assert_eq!(read(&written).sent, Sent::Bytes(2068, Contents::Checksum(crc)));
    let back = line(&READ, Data::FromDevice(&mut data.clone()), Ok(Answer::good(data.len())));
    assert!(back.ends_with(&format!("| in 2068 | good 2068 crc {crc:08X} | READ (10)")), "{back}");
    assert_eq!(read(&back).outcome, Outcome::Good(2068, Contents::Checksum(crc)));
}

#[test]
fn parameter_lists_are_told() {
    let line = line(&MODE_SELECT, Data::ToDevice(&[0, 0, 0, 7, 0, 0, 0, 0]), Ok(Answer::good(8)));
    assert!(line.contains("| out 8: 00 00 00 07 | good 8 |"), "{line}");
    assert_eq!(read(&line).sent, Sent::Bytes(8, Contents::Bytes(vec![0, 0, 0, 7])));
}

#[test]
fn refusals_and_silence() {
    let end = |outcome| {
        let line = line(&[0; 6], Data::None, outcome);
        let end = line.split(" | none | ").nth(1).unwrap().trim_end_matches(" | TEST UNIT READY").to_owned();
        (end, read(&line).outcome)
    };
    let mut deferred = SENSE;
    deferred[0] = 0x71;
    let told = |text: &str, outcome: Outcome| (text.to_owned(), outcome);
    let bytes = "00 02 00 00 00 00 0A 00 00 00 00 04 08";
    assert_eq!(
        end(Ok(Answer::check(&SENSE))),
        told(&format!("sense 2/04/08: 70 {bytes}"), Outcome::Sense(SENSE[..14].to_vec()))
    );
    assert_eq!(
        end(Ok(Answer::check(&deferred))),
        told(&format!("sense deferred 2/04/08: 71 {bytes}"), Outcome::Sense(deferred[..14].to_vec()))
    );
    assert_eq!(end(Ok(Answer::check(&[]))), told("sense", Outcome::Sense(Vec::new())));
    assert_eq!(
        end(Ok(Answer { status: status::BUSY, ..Answer::good(0) })),
        told("status 08", Outcome::Status(8))
    );
    assert_eq!(end(Err(Fault::Timeout)), told("fault timeout", Outcome::Fault(Fault::Timeout)));
    assert_eq!(end(Err(Fault::Lost)), told("fault lost", Outcome::Fault(Fault::Lost)));
    assert_eq!(end(Err(Fault::Gone)), told("fault gone", Outcome::Fault(Fault::Gone)));
    assert_eq!(end(Err(Fault::Refused(5))), told("fault refused 5", Outcome::Fault(Fault::Refused(5))));
}

#[test]
#[cfg_attr(miri, ignore = "it takes two minutes to format")]
fn a_very_long_answer_is_cut_off() {
    let mut long = vec![0xAB; 5000];
    let line = line(&INQUIRY, Data::FromDevice(&mut long), Ok(Answer::good(5000)));
    assert!(line.contains("AB AB … | INQUIRY"), "{line}");
    assert_eq!(read(&line).outcome, Outcome::Good(5000, Contents::Bytes(vec![0xAB; 4096])));
}

#[test]
fn lines_among_others_in_a_log() {
    let log = "[2026-11-24T23:12:27Z INFO  df2d::imapi::operation] writing | nothing of the kind\n\
               [2026-11-24T23:12:27Z DEBUG df2d::trace] 0.5 +0.25 | 00 00 00 00 00 00 | none | good 0 | TEST UNIT READY\n\
               Writing 21%: 1:16 left  buffer  96% drive  50%\n";
    let read = read_log(log).unwrap();
    assert_eq!(read.len(), 1);
    assert_eq!((read[0].at.as_millis(), read[0].took.as_millis()), (500, 250));
    assert_eq!(read_log("0.5 +0.25 | 00 | none | good 0 | TEST UNIT READY\n").map(|read| read.len()), Ok(1));
    assert!(read_log("0.5 +0.25 | 00 | none | well\n").is_err());
    assert_eq!(read_log("").map(|read| read.len()), Ok(0));
}

/// Whatever the line, an answer.
#[test]
#[cfg_attr(miri, ignore = "a hundred thousand lines")]
fn any_line_at_all() {
    const PIECES: [&str; 20] = [
        "0.5 +0.25",
        " | ",
        "00 12",
        "none",
        "in 5",
        "out 7: 00",
        "good 5",
        ": ",
        " crc ",
        "sense 2/04/08: 70",
        "…",
        "fault",
        "status",
        "FF",
        "-1",
        "1e999",
        "nan",
        "2A 00",
        "é",
        " ",
    ];
    let mut state = 1u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1664525).wrapping_add(1013904223);
        (state >> 16) as usize % below
    };
    for _ in 0..100_000 {
        let line: String = (0..next(12)).map(|_| PIECES[next(PIECES.len())]).collect();
        let _ = line.parse::<Recorded>();
        let _ = read_log(&line);
    }
}

/// The forms of WRITE and VERIFY that this library never sends, and of READ.
#[test]
fn of_user_data_that_callers_move_there_is_no_more_either() {
    let mut data = [0xA5; 2048];
    for opcode in [0x0A, 0x2F, 0x8A, 0x8E, 0xAE, 0xAF] {
        let line = line(&[opcode], Data::ToDevice(&data), Ok(Answer::good(2048)));
        assert!(line.contains(" | out 2048 crc ") && !line.contains("A5 A5"), "{line}");
    }
    for opcode in [0x08, 0x88, 0xB9] {
        let line = line(&[opcode], Data::FromDevice(&mut data), Ok(Answer::good(2048)));
        assert!(line.contains(" | good 2048 crc ") && !line.contains("A5 A5"), "{line}");
    }
}
