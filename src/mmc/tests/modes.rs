use super::put;
use crate::mmc::*;

/// A page 05h with the saveable bit, a medium catalogue number and a vendor's byte at its end.
fn write_page() -> [u8; 53] {
    let mut page = [0; 53];
    put(&mut page, 0, &[0x85, 0x33, 0x65, 0xD5, 0xA8, 0x10, 0x77, 0x3F, 0x20]);
    put(&mut page, 10, &[0, 0, 0, 16, 0, 150, 0x80, b'4']);
    page[52] = 0xAB;
    page
}

fn mode(descriptors: &[u8], pages: &[&[u8]]) -> Vec<u8> {
    let mut data = vec![0; 8];
    data[7] = descriptors.len() as u8;
    data.extend_from_slice(descriptors);
    pages.iter().for_each(|page| data.extend_from_slice(page));
    let length = data.len() as u16 - 2;
    put(&mut data, 0, &length.to_be_bytes());
    data
}

#[test]
fn pages_are_found_behind_block_descriptors() {
    let page = write_page();
    let small = [0x2A, 0x02, 0x3F, 0x37];
    let sub_page = [0x45, 0x05, 0x00, 0x02, 0xEE, 0xEE];
    for descriptors in [&[][..], &[0, 0, 0, 0, 0, 0, 8, 0]] {
        let answer = mode(descriptors, &[&small, &sub_page, &page]);
        let data = ModeData::decode(&answer).unwrap();
        assert_eq!(data.page(0x05), Some(&page[..]));
        assert_eq!(data.page(0x2A), Some(&small[..]));
        assert_eq!(data.page(0x1D), None);
    }
}

#[test]
fn lengths_are_not_believed() {
    let page = write_page();
    let whole = mode(&[], &[&page]);
    let mut lies = whole.clone();
    lies[1] = 20;
    assert_eq!(ModeData::decode(&lies).unwrap().page(0x05), Some(&page[..]));
    assert_eq!(ModeData::decode(&whole[..whole.len() - 1]).unwrap().page(0x05), None);
    lies = whole.clone();
    lies[6] = 0xFF;
    assert!(ModeData::decode(&lies).is_err());
    assert!(ModeData::decode(&[0; 64]).is_err());
    assert!(ModeData::decode(&whole[..7]).is_err());
    // Zeros after the last page are no page 00h that goes on for ever.
    let padded = mode(&[], &[&page, &[0; 7]]);
    assert_eq!(ModeData::decode(&padded).unwrap().page(0x2A), None);
}

#[test]
fn write_parameters_change_only_what_is_set() {
    let page = write_page();
    let untouched = WriteParameters::from_page(&page).unwrap().parameter_list();
    assert_eq!(untouched[..8], [0; 8]);
    assert_eq!(untouched[8], 0x05);
    assert_eq!(untouched[9..], page[1..]);

    let mut parameters = WriteParameters::from_page(&page).unwrap();
    parameters
        .test_write(true)
        .write_type(2)
        .bufe(false)
        .multi_session(0)
        .track_mode(4)
        .data_block_type(10)
        .link_size(None)
        .fixed_packet(true)
        .packet_size(0x0102_0304)
        .session_format(0)
        .audio_pause(0x0506);
    let mut expected = page;
    expected[0] = 0x05;
    put(&mut expected, 2, &[0x12, 0x34, 0xAA, 0x00, 0x77, 0x3F, 0x00]);
    put(&mut expected, 10, &[1, 2, 3, 4, 5, 6]);
    assert_eq!(parameters.parameter_list()[8..], expected);
    assert_eq!(parameters.page()[0], 0x85);
}

#[test]
fn write_parameters_keep_to_their_bits() {
    let mut page = [0; 52];
    put(&mut page, 0, &[0x05, 0x32]);
    let mut parameters = WriteParameters::from_page(&page).unwrap();
    parameters.write_type(0xFF).multi_session(0xFF).track_mode(0xFF).data_block_type(0xFF);
    assert_eq!(parameters.page()[2..5], [0x0F, 0xCF, 0x0F]);
    parameters.link_size(Some(16)).bufe(true);
    assert_eq!(parameters.page()[2..6], [0x6F, 0xCF, 0x0F, 16]);
    assert!(WriteParameters::from_page(&page[..51]).is_err());
    assert!(WriteParameters::from_page(&[0x05, 0x0D, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).is_err());
    page[0] = 0x2A;
    assert!(WriteParameters::from_page(&page).is_err());
}

/// The page of a CD writer at 24x with three speeds, then as a drive of the first standard sends it.
#[test]
fn capabilities() {
    let mut page = [0; 44];
    put(&mut page, 0, &[0x2A, 0x2A, 0x3F, 0x37, 0xF1, 0x77, 0x29]);
    put(&mut page, 12, &[0x06, 0xE0]);
    put(&mut page, 18, &[0x21, 0x13, 0x10, 0x89]);
    put(&mut page, 27, &[0x01, 0x10, 0x8A, 0x00, 0x03]);
    put(&mut page, 32, &[0, 0, 0x10, 0x8A, 0, 1, 0x0B, 0x06, 0, 0, 0x02, 0xC2]);
    let capabilities = Capabilities::decode(&page).unwrap();
    assert_eq!((capabilities.current_write, capabilities.max_write), (4234, 4234));
    assert_eq!((capabilities.buffer_kib, capabilities.rotation), (1760, 1));
    assert_eq!((capabilities.loading_mechanism, capabilities.test_write), (1, true));
    assert_eq!(
        capabilities.write_speeds,
        [
            ModeWriteSpeed { rotation: 0, kb: 4234 },
            ModeWriteSpeed { rotation: 1, kb: 2822 },
            ModeWriteSpeed { rotation: 0, kb: 706 },
        ]
    );
    // A count beyond the page ends with the page.
    page[31] = 200;
    assert_eq!(Capabilities::decode(&page).unwrap().write_speeds.len(), 3);

    let old = &mut page[..22];
    old[1] = 20;
    let capabilities = Capabilities::decode(old).unwrap();
    assert_eq!((capabilities.current_write, capabilities.max_write), (0x1089, 0x2113));
    assert!(capabilities.write_speeds.is_empty());
    assert!(Capabilities::decode(&old[..21]).is_err());
    old[0] = 0x05;
    assert!(Capabilities::decode(old).is_err());
}
