use std::time::Duration;

use crate::mmc::command::*;
use crate::mmc::format::format_parameters;
use crate::mmc::timeout::{LongOperation, limit, timeout};

/// Every command's bytes.
#[test]
fn bytes_are_the_standards() {
    let table: &[(Command, &[u8])] = &[
        (Command::test_unit_ready(), &[0x00, 0, 0, 0, 0, 0]),
        (Command::request_sense(), &[0x03, 0, 0, 0, 18, 0]),
        (Command::inquiry(0x0160), &[0x12, 0, 0, 0x01, 0x60, 0]),
        (Command::start_stop_unit(StartStop::Stop, false), &[0x1B, 0, 0, 0, 0, 0]),
        (Command::start_stop_unit(StartStop::Start, true), &[0x1B, 1, 0, 0, 1, 0]),
        (Command::start_stop_unit(StartStop::Eject, false), &[0x1B, 0, 0, 0, 2, 0]),
        (Command::start_stop_unit(StartStop::Load, true), &[0x1B, 1, 0, 0, 3, 0]),
        (Command::prevent_allow(true), &[0x1E, 0, 0, 0, 1, 0]),
        (Command::prevent_allow(false), &[0x1E, 0, 0, 0, 0, 0]),
        (Command::get_configuration(RequestType::All, 0, 0xFFFC), &[0x46, 0, 0, 0, 0, 0, 0, 0xFF, 0xFC, 0]),
        (Command::get_configuration(RequestType::Current, 0, 8), &[0x46, 1, 0, 0, 0, 0, 0, 0, 8, 0]),
        (Command::get_configuration(RequestType::One, 0x0121, 16), &[0x46, 2, 0x01, 0x21, 0, 0, 0, 0, 16, 0]),
        (Command::get_event_status(0x7E, 8), &[0x4A, 1, 0, 0, 0x7E, 0, 0, 0, 8, 0]),
        (Command::read_disc_information(34), &[0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0]),
        (
            Command::read_track_information(TrackAddress::Track(0xFF), 48),
            &[0x52, 1, 0, 0, 0, 0xFF, 0, 0, 48, 0],
        ),
        (
            Command::read_track_information(TrackAddress::Lba(0x0102_0304), 0x0102),
            &[0x52, 0, 1, 2, 3, 4, 0, 1, 2, 0],
        ),
        (Command::read_track_information(TrackAddress::Session(2), 36), &[0x52, 2, 0, 0, 0, 2, 0, 0, 36, 0]),
        (Command::read_capacity(), &[0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (Command::read_format_capacities(0x01FC), &[0x23, 0, 0, 0, 0, 0, 0, 0x01, 0xFC, 0]),
        (Command::mode_sense(0x05, PageControl::Current, 0x0102), &[0x5A, 0, 0x05, 0, 0, 0, 0, 1, 2, 0]),
        (Command::mode_sense(0x2A, PageControl::Changeable, 10), &[0x5A, 0, 0x6A, 0, 0, 0, 0, 0, 10, 0]),
        (Command::mode_sense(0x05, PageControl::Default, 10), &[0x5A, 0, 0x85, 0, 0, 0, 0, 0, 10, 0]),
        (Command::mode_sense(0x3F, PageControl::Saved, 10), &[0x5A, 0, 0xFF, 0, 0, 0, 0, 0, 10, 0]),
        (Command::mode_select(60, false), &[0x55, 0x10, 0, 0, 0, 0, 0, 0, 60, 0]),
        (Command::mode_select(60, true), &[0x55, 0x11, 0, 0, 0, 0, 0, 0, 60, 0]),
        (Command::set_streaming(28), &[0xB6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0]),
        (Command::set_cd_speed(1, 0xFFFF, 706), &[0xBB, 1, 0xFF, 0xFF, 0x02, 0xC2, 0, 0, 0, 0, 0, 0]),
        (Command::get_performance_write_speeds(0x0102), &[0xAC, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 0]),
        (Command::send_opc(), &[0x54, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
        (Command::write_10(0x0102_0304, 0x0020), &[0x2A, 0, 1, 2, 3, 4, 0, 0, 0x20, 0]),
        (Command::read_10(0xFFFF_FF6A, 0x0102), &[0x28, 0, 0xFF, 0xFF, 0xFF, 0x6A, 0, 1, 2, 0]),
        (Command::synchronize_cache(true), &[0x35, 2, 0, 0, 0, 0, 0, 0, 0, 0]),
        (Command::synchronize_cache(false), &[0x35, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (Command::close(CloseFunction::StopBackgroundFormat, 0, true), &[0x5B, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
        (Command::close(CloseFunction::Track, 0x0102, true), &[0x5B, 1, 1, 0, 1, 2, 0, 0, 0, 0]),
        (Command::close(CloseFunction::Session, 0, false), &[0x5B, 0, 2, 0, 0, 0, 0, 0, 0, 0]),
        (Command::close(CloseFunction::Border, 0, false), &[0x5B, 0, 3, 0, 0, 0, 0, 0, 0, 0]),
        (Command::close(CloseFunction::FinalizeMinimumRadius, 0, true), &[0x5B, 1, 5, 0, 0, 0, 0, 0, 0, 0]),
        (Command::close(CloseFunction::Finalize, 0, true), &[0x5B, 1, 6, 0, 0, 0, 0, 0, 0, 0]),
        (Command::read_buffer_capacity(), &[0x5C, 0, 0, 0, 0, 0, 0, 0, 12, 0]),
        (Command::format_unit(), &[0x04, 0x11, 0, 0, 0, 0]),
        (Command::read_toc(2, true, 1, 0x0324), &[0x43, 2, 2, 0, 0, 0, 1, 3, 0x24, 0]),
        (
            Command::read_disc_structure(1, 0x0A0B_0C0D, 2, 0x30, 0x0104),
            &[0xAD, 1, 0x0A, 0x0B, 0x0C, 0x0D, 2, 0x30, 1, 4, 0, 0],
        ),
        (Command::blank(Blank::Disc, true), &[0xA1, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (Command::blank(Blank::Minimal, false), &[0xA1, 0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (Command::send_disc_structure(0x20, 12), &[0xBF, 0, 0, 0, 0, 0, 0, 0x20, 0, 12, 0, 0]),
        (Command::reserve_track(0x0023_0540), &[0x53, 0, 0, 0, 0, 0x00, 0x23, 0x05, 0x40, 0]),
    ];
    for (command, bytes) in table {
        assert_eq!(command.bytes(), *bytes, "{}", command.name());
        assert_eq!(command.opcode(), bytes[0]);
        assert_ne!(command.name(), "unnamed command");
        assert!(timeout(command) >= Duration::from_secs(30), "{}", command.name());
        assert!(timeout(command) <= Duration::from_secs(86_400), "{}", command.name());
    }
    assert_eq!(name(0xFE), "unnamed command");
}

/// Bits beyond a field's width do not spill into its neighbours.
#[test]
fn fields_keep_to_their_bits() {
    assert_eq!(Command::mode_sense(0xFF, PageControl::Current, 0).bytes()[2], 0x3F);
    assert_eq!(Command::set_cd_speed(0xFF, 0, 0).bytes()[1], 3);
    assert_eq!(Command::read_toc(0xFF, false, 0, 0).bytes()[1..3], [0, 0x0F]);
    assert_eq!(Command::read_disc_structure(0xFF, 0, 0, 0, 0).bytes()[1], 0x0F);
}

#[test]
fn addresses_are_signed() {
    assert_eq!(Command::write_10(0xFFFF_FF6A, 1).lba(), Some(-150));
    assert_eq!(Command::read_10(12_219_391, 1).lba(), Some(12_219_391));
    assert_eq!(Command::synchronize_cache(true).lba(), None);
    assert_eq!(Command::read_track_information(TrackAddress::Lba(5), 8).lba(), None);
}

#[test]
fn first_writes_and_whole_closes_have_their_time() {
    let seconds = |command: Command| timeout(&command).as_secs();
    assert_eq!(seconds(Command::write_10(0, 32)), 200);
    assert_eq!(seconds(Command::synchronize_cache(true)), 200);
    assert_eq!(seconds(Command::synchronize_cache(false)), 3600);
    assert_eq!(seconds(Command::close(CloseFunction::Track, 1, true)), 200);
    assert_eq!(seconds(Command::close(CloseFunction::Session, 0, false)), 3600);
    assert_eq!(seconds(Command::read_toc(0, false, 1, 12)), 240);
    assert_eq!(seconds(Command::start_stop_unit(StartStop::Load, false)), 300);
    assert_eq!(seconds(Command::send_opc()), 200);
}

/// Every operation ends some time, on every medium.
#[test]
fn limits_are_bounded_and_generous() {
    use LongOperation::*;
    let all = [BecomingReady, Write, Flush, CloseTrack, CloseSession, Format, Opc];
    for sectors in [0, 1, 359_844, 500_001, 2_295_104, 5_000_001, 12_219_392, 62_500_000, u64::MAX] {
        for operation in all {
            let limit = limit(operation, sectors).as_secs();
            assert!((200..=86_400).contains(&limit), "{operation:?} {sectors}: {limit}");
        }
        for operation in [Flush, CloseTrack, CloseSession] {
            assert!(limit(operation, sectors).as_secs() >= 3600);
        }
        assert!(limit(Format, sectors).as_secs() >= 18_000);
        assert!(limit(CloseSession, sectors) >= limit(CloseTrack, sectors));
    }
    assert_eq!(limit(Format, 0), limit(Format, 62_500_000));
}

/// DVD+RW, DVD-RW quick, and BD-RE with spares.
#[test]
fn format_lists() {
    assert_eq!(
        format_parameters(0x26, 0, 0xFFFF_FFFF, 0, true, false),
        [0, 0x02, 0, 8, 0xFF, 0xFF, 0xFF, 0xFF, 0x98, 0, 0, 0]
    );
    assert_eq!(
        format_parameters(0x15, 0, 0, 0x10, true, false),
        [0, 0x02, 0, 8, 0, 0, 0, 0, 0x54, 0, 0, 0x10]
    );
    assert_eq!(
        format_parameters(0x30, 3, 11_826_176, 0xFF12_3456, false, true),
        [0, 0x80, 0, 8, 0x00, 0xB4, 0x74, 0x00, 0xC3, 0x12, 0x34, 0x56]
    );
    assert_eq!(format_parameters(0x00, 0xFF, 0, 0, true, true)[..9], [0, 0x82, 0, 8, 0, 0, 0, 0, 3]);
}
