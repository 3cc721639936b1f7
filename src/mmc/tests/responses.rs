use super::put;
use crate::failure::Failure;
use crate::hresult::DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
use crate::mmc::performance::*;
use crate::mmc::*;

/// A DVD writer with a blank DVD+R: profile list, core, and the DVD+R feature.
const CONFIGURATION: &[u8] = &[
    0x00, 0x00, 0x00, 0x28, 0, 0, 0x00, 0x1B, // 40 bytes follow the length; DVD+R
    0x00, 0x00, 0x03, 0x0C, // profile list, persistent and current
    0x00, 0x1B, 0x01, 0, 0x00, 0x1A, 0x00, 0, 0x00, 0x09, 0x00, 0, //
    0x00, 0x01, 0x07, 0x08, 0, 0, 0, 2, 0x01, 0, 0, 0, // core, version 1
    0x00, 0x2B, 0x00, 0x04, 0x01, 0, 0, 0, // DVD+R, not current
];

#[test]
fn configuration() {
    let configuration = Configuration::decode(CONFIGURATION).unwrap();
    assert_eq!(configuration.current_profile(), 0x001B);
    assert_eq!(Profile(configuration.current_profile()), Profile::DVD_PLUS_R);
    assert_eq!(
        configuration.profiles().collect::<Vec<_>>(),
        [(0x001B, true), (0x001A, false), (0x0009, false)]
    );
    let core = configuration.feature(1).unwrap();
    assert_eq!((core.code, core.version, core.persistent, core.current), (1, 1, true, true));
    assert_eq!(core.data, [0, 0, 0, 2, 1, 0, 0, 0]);
    assert!(configuration.is_current(1));
    assert!(!configuration.is_current(0x2B));
    assert_eq!(configuration.feature(0x2B).unwrap().data, [1, 0, 0, 0]);
    assert_eq!(configuration.feature(0x21), None);
}

/// Cut short by the allocation length, or by the length field: what is whole stays readable.
#[test]
fn configuration_cut_short() {
    let configuration = Configuration::decode(&CONFIGURATION[..CONFIGURATION.len() - 1]).unwrap();
    assert!(configuration.feature(1).is_some());
    assert!(configuration.feature(0x2B).is_none());
    let mut shorter = CONFIGURATION.to_vec();
    shorter[3] = 0x14;
    let configuration = Configuration::decode(&shorter).unwrap();
    assert_eq!(configuration.profiles().count(), 3);
    assert!(configuration.feature(1).is_none());
    assert!(Configuration::decode(&CONFIGURATION[..7]).is_err());
    assert!(Configuration::decode(&[0; 64]).is_err());
    let header = Configuration::decode(&CONFIGURATION[..8]).unwrap();
    assert_eq!((header.current_profile(), header.profiles().count()), (0x001B, 0));
}

#[test]
fn profiles_have_names() {
    for (number, name) in [(0x0009, "CD-R"), (0x0013, "DVD-RW restricted overwrite"), (0x0043, "BD-RE")] {
        assert_eq!(Profile(number).name(), name);
    }
    assert_eq!(Profile(0x1234).name(), "unknown profile");
    assert_eq!(Profile::ALL.len(), 34);
    assert!(Profile::CD_RW.is_cd() && !Profile::DVD_R.is_cd());
}

/// An appendable CD-R with one closed session, of the length that drives without OPC tables send.
#[test]
fn disc_appendable() {
    let mut data = [0; 34];
    put(&mut data, 0, &[0x00, 0x20, 0x01, 0x01, 0x02, 0x02, 0x02, 0x20, 0x00]);
    put(&mut data, 16, &[0x00, 0x02, 0x20, 0x11, 0x00, 0x4F, 0x3B, 0x47]);
    let disc = DiscInformation::decode(&data).unwrap();
    assert_eq!(disc.status, DiscStatus::Appendable);
    assert_eq!(disc.last_session, SessionState::Empty);
    assert!(!disc.erasable && disc.unrestricted_use);
    assert_eq!((disc.first_track, disc.sessions), (1, 2));
    assert_eq!((disc.first_track_last_session, disc.last_track_last_session), (2, 2));
    assert_eq!(disc.background_format, BackgroundFormat::None);
    assert_eq!(disc.last_session_lead_in, Some(0x0002_2011));
    assert_eq!(disc.last_possible_lead_out, Some(0x004F_3B47));
    assert_eq!((disc.disc_id, disc.opc_tables), (None, 0));
}

/// A DVD+RW in the middle of its background format, with the high bytes of the counts in use.
#[test]
fn disc_background_format() {
    let mut data = [0; 42];
    put(&mut data, 0, &[0x00, 0x28, 0x1E, 0x01, 0x02, 0x03, 0x04, 0x82, 0xFF, 0x01, 0x01, 0x01]);
    put(&mut data, 12, &[0xDE, 0xAD, 0xBE, 0xEF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
    data[33] = 1;
    let disc = DiscInformation::decode(&data).unwrap();
    assert_eq!(disc.status, DiscStatus::Finalized);
    assert_eq!(disc.last_session, SessionState::Complete);
    assert!(disc.erasable);
    assert_eq!(disc.background_format, BackgroundFormat::Running);
    assert_eq!(
        (disc.sessions, disc.first_track_last_session, disc.last_track_last_session),
        (0x0102, 0x0103, 0x0104)
    );
    assert_eq!(disc.disc_type, 0xFF);
    assert_eq!(disc.disc_id, Some(0xDEAD_BEEF));
    assert_eq!((disc.last_session_lead_in, disc.last_possible_lead_out), (None, None));
    assert_eq!(disc.opc_tables, 1);
}

#[test]
fn disc_states() {
    let state = |byte: u8, flags: u8| {
        let mut data = [0; 34];
        put(&mut data, 0, &[0, 32, byte]);
        data[7] = flags;
        DiscInformation::decode(&data).unwrap()
    };
    assert_eq!(state(0x00, 0).status, DiscStatus::Blank);
    assert_eq!(state(0x03, 0).status, DiscStatus::Other);
    assert_eq!(state(0x05, 0).last_session, SessionState::Incomplete);
    assert_eq!(state(0x09, 0).last_session, SessionState::Damaged);
    assert_eq!(state(0x00, 1).background_format, BackgroundFormat::Stopped);
    assert_eq!(state(0x00, 3).background_format, BackgroundFormat::Complete);
    // Track resources instead of standard information, zeros, and too little.
    assert!(DiscInformation::decode(&[0, 32, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0]).is_err());
    assert!(DiscInformation::decode(&[0; 34]).is_err());
    assert!(DiscInformation::decode(&[0, 32, 0, 0]).is_err());
}

/// A blank CD-R whose drive says that writing begins in the pregap.
#[test]
fn track_invisible() {
    let mut data = [0; 36];
    put(&mut data, 0, &[0x00, 0x22, 0x01, 0x01, 0x00, 0x04, 0x4F, 0x01]);
    put(&mut data, 12, &[0xFF, 0xFF, 0xFF, 0x6A]);
    put(&mut data, 16, &[0x00, 0x05, 0x7D, 0xA4]);
    put(&mut data, 24, &[0x00, 0x05, 0x7D, 0xA4]);
    let track = TrackInformation::decode(&data).unwrap();
    assert_eq!((track.track, track.session), (1, 1));
    assert_eq!((track.track_mode, track.data_mode), (4, 0xF));
    assert!(track.blank && track.nwa_valid);
    assert!(!track.damage && !track.copy && !track.reserved && !track.packet && !track.fixed_packet);
    assert!(!track.lra_valid);
    assert_eq!((track.start, track.next_writable), (0, -150));
    assert_eq!((track.free, track.size, track.packet_size), (359_844, 359_844, 0));
}

/// A reserved, damaged track with every flag and the high bytes of its numbers.
#[test]
fn track_flags() {
    let mut data = [0; 48];
    put(&mut data, 0, &[0x00, 0x2E, 0x02, 0x03, 0x00, 0x35, 0xB1, 0x02]);
    put(&mut data, 8, &[0x00, 0x01, 0x00, 0x00]);
    put(&mut data, 20, &[0, 0, 0, 16, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01, 0x0F, 0xFF, 0x01, 0x02]);
    let track = TrackInformation::decode(&data).unwrap();
    assert_eq!((track.track, track.session), (0x0102, 0x0203));
    assert!(track.damage && track.copy && track.reserved && track.packet && track.fixed_packet);
    assert!(!track.blank && !track.nwa_valid && track.lra_valid);
    assert_eq!((track.track_mode, track.data_mode, track.packet_size), (5, 1, 16));
    assert_eq!((track.start, track.size, track.last_recorded), (0x1_0000, 0x2_0000, 0x1_0FFF));
    // The 28 bytes of the first standard: the last recorded address is not there to be valid.
    let old = TrackInformation::decode(&data[..28]).unwrap();
    assert_eq!((old.track, old.lra_valid, old.last_recorded), (2, false, 0));
    assert!(TrackInformation::decode(&data[..27]).is_err());
    assert!(TrackInformation::decode(&[0; 48]).is_err());
}

/// An unformatted BD-RE and what it offers.
#[test]
fn format_capacities() {
    let data = [
        0, 0, 0, 0x18, 0x00, 0xB4, 0x74, 0x00, 0x01, 0x00, 0x08, 0x00, // unformatted, 2048
        0x00, 0xB4, 0x74, 0x00, 0xC0, 0x00, 0x30, 0x00, // type 30h
        0x00, 0xBA, 0x74, 0x00, 0xC4, 0x00, 0x00, 0x00, // type 31h
    ];
    let capacities = FormatCapacities::decode(&data).unwrap();
    assert_eq!(
        capacities.current,
        CurrentCapacity { blocks: 11_826_176, kind: CapacityKind::Unformatted, block_len: 2048 }
    );
    assert_eq!(
        capacities.formats(),
        [
            FormatDescriptor { blocks: 11_826_176, format_type: 0x30, parameter: 0x3000 },
            FormatDescriptor { blocks: 12_219_392, format_type: 0x31, parameter: 0 },
        ]
    );
    assert_eq!(capacities.format(0x31).unwrap().blocks, 12_219_392);
    assert!(capacities.format(0x26).is_none());
    // One and a half descriptors arrive.
    assert_eq!(FormatCapacities::decode(&data[..24]).unwrap().formats().len(), 1);
    let kind = |byte: u8| {
        let mut data = data;
        data[8] = byte;
        FormatCapacities::decode(&data).map(|capacities| capacities.current.kind)
    };
    assert_eq!(kind(0x02), Ok(CapacityKind::Formatted));
    assert_eq!(kind(0x03), Ok(CapacityKind::NoMedia));
    assert!(kind(0x00).is_err());
    assert!(FormatCapacities::decode(&data[..11]).is_err());
    assert!(FormatCapacities::decode(&[0; 12]).is_err());
}

#[test]
fn capacity_and_buffer() {
    assert_eq!(read_capacity::decode(&[0x00, 0x23, 0x05, 0x3F, 0, 0, 8, 0]), (2_295_103, 2048));
    let buffer = [0x00, 0x0A, 0, 0, 0x00, 0x1C, 0x00, 0x00, 0x00, 0x0E, 0x00, 0x00];
    assert_eq!(BufferCapacity::decode(&buffer), Ok(BufferCapacity { size: 0x1C_0000, free: 0x0E_0000 }));
    let mut more_than_all = buffer;
    more_than_all[8] = 1;
    assert!(BufferCapacity::decode(&more_than_all).is_err());
    let mut blocks = buffer;
    blocks[3] = 1;
    assert!(BufferCapacity::decode(&blocks).is_err());
    assert!(BufferCapacity::decode(&buffer[..11]).is_err());
    assert!(BufferCapacity::decode(&[0; 12]).is_err());
}

#[test]
fn inquiry() {
    let data = b"\x05\x80\x00\x32\x5B\0\0\0HL-DT-STDVDRAM GH22NS50 TN02    ";
    let inquiry = Inquiry::decode(data).unwrap();
    assert_eq!(inquiry.peripheral_type, 5);
    assert_eq!(inquiry.vendor, "HL-DT-ST");
    assert_eq!(inquiry.product, "DVDRAM GH22NS50");
    assert_eq!(inquiry.revision, "TN02");
    let odd = Inquiry::decode(b"\xE5\x80\0\0\0\0\0\0 A\xE9\n\0\0\0\0PRODUCT").unwrap();
    assert_eq!((odd.peripheral_type, odd.vendor.as_str()), (5, "A??"));
    assert_eq!((odd.product.as_str(), odd.revision.as_str()), ("PRODUCT", ""));
    assert!(Inquiry::decode(&data[..7]).is_err());
}

/// Three speeds of a DVD drive, one of them the default, one without a speed.
#[test]
fn write_speeds() {
    let data = [
        0, 0, 0, 0x34, 0, 0, 0, 0, // 52 bytes follow: the rest of the header and three descriptors
        0x0E, 0, 0, 0, 0x00, 0x23, 0x05, 0x3F, 0x00, 0x00, 0x2B, 0x48, 0x00, 0x00, 0x2B, 0x48, //
        0x01, 0, 0, 0, 0x00, 0x23, 0x05, 0x3F, 0x00, 0x00, 0x2B, 0x48, 0x00, 0x00, 0x15, 0xA4, //
        0x00, 0, 0, 0, 0x00, 0x23, 0x05, 0x3F, 0x00, 0x00, 0x2B, 0x48, 0x00, 0x00, 0x00, 0x00, //
    ];
    let speeds = decode_write_speeds(&data);
    assert_eq!(speeds.len(), 2);
    assert_eq!(
        speeds[0],
        WriteSpeed {
            wrc: 1,
            rdd: true,
            exact: true,
            mrw: false,
            end_lba: 2_295_103,
            read_kb: 11_080,
            write_kb: 11_080
        }
    );
    assert_eq!((speeds[1].write_kb, speeds[1].mrw, speeds[1].wrc), (5540, true, 0));
    assert_eq!(decode_write_speeds(&data[..30]).len(), 1);
    assert!(decode_write_speeds(&data[..7]).is_empty());
    assert!(decode_write_speeds(&[0; 40]).is_empty());
}

#[test]
fn streaming() {
    let list = streaming_descriptor(2_295_103, 11_080, 5540, 1, false);
    let expected = [
        0x08, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x23, 0x05, 0x3F, 0, 0, 0x2B, 0x48, 0, 0, 0x03, 0xE8, 0, 0, 0x15,
        0xA4, 0, 0, 0x03, 0xE8,
    ];
    assert_eq!(list, expected);
    assert_eq!(streaming_descriptor(0, 0, 0, 0, true)[0], 0x04);
    assert_eq!(streaming_descriptor(0, 0, 0, 0xFF, false)[0], 0x18);
}

/// No speed that a drive told comes back lower than it was, and the sectors stay what they are.
#[test]
#[cfg_attr(miri, ignore = "a hundred thousand speeds")]
fn speeds_survive_the_way_through_sectors() {
    assert_eq!(kb_to_sectors(706, true), 300);
    assert_eq!(kb_to_sectors(1385, false), 676);
    for cd in [true, false] {
        for kb in 0..100_000 {
            let sectors = kb_to_sectors(kb, cd);
            let back = sectors_to_kb(sectors, cd);
            assert!((kb..kb + 3).contains(&back), "{kb} {back}");
            assert_eq!(kb_to_sectors(back, cd), sectors);
        }
        assert_eq!(sectors_to_kb(u32::MAX, cd), u32::MAX);
    }
    assert_eq!(kb_to_sectors(u32::MAX, true), 1_826_091_536);
}

#[test]
fn malformed_is_an_invalid_response() {
    let failure = Failure::from(Malformed("text"));
    assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
    assert_eq!(failure.text, "text");
    assert_eq!(Malformed("text").to_string(), "text");
}
