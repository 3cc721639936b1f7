//! No bytes at all make a decoder panic.

use crate::mmc::performance::{decode_write_speeds, kb_to_sectors, sectors_to_kb};
use crate::mmc::*;

/// The 64-bit generator of Marsaglia's paper: the same bytes on every run.
struct XorShift(u64);

impl XorShift {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

/// Everything that can be asked of the bytes is asked.
fn decode_all(data: &[u8]) {
    if let Ok(configuration) = Configuration::decode(data) {
        configuration.current_profile();
        configuration.profiles().for_each(|(profile, _)| assert!(!Profile(profile).name().is_empty()));
        configuration.features().for_each(|feature| assert!(configuration.feature(feature.code).is_some()));
    }
    let _ = DiscInformation::decode(data);
    let _ = TrackInformation::decode(data);
    if let Ok(capacities) = FormatCapacities::decode(data) {
        assert!(capacities.formats().len() <= data.len() / 8);
    }
    if let Some(chunk) = data.first_chunk() {
        read_capacity::decode(chunk);
    }
    if let Ok(buffer) = BufferCapacity::decode(data) {
        assert!(buffer.free <= buffer.size);
    }
    if let Ok(inquiry) = Inquiry::decode(data) {
        assert!(inquiry.vendor.is_ascii() && inquiry.product.is_ascii() && inquiry.revision.is_ascii());
    }
    if let Ok(mode) = ModeData::decode(data) {
        for code in 0..=0xFF {
            mode.page(code).into_iter().for_each(decode_pages);
        }
    }
    decode_pages(data);
    for speed in decode_write_speeds(data) {
        sectors_to_kb(kb_to_sectors(speed.write_kb, true), false);
    }
    if let Some(sense) = Sense::decode(data) {
        assert!(sense.progress_permille.is_none_or(|permille| permille < 1000));
        let _ = action::action(data[0], &sense.code);
        assert!(!action::advice(&sense.code).is_empty());
    }
}

fn decode_pages(page: &[u8]) {
    let _ = Capabilities::decode(page);
    if let Ok(mut parameters) = WriteParameters::from_page(page) {
        parameters
            .test_write(true)
            .write_type(0xFF)
            .bufe(true)
            .multi_session(0xFF)
            .track_mode(0xFF)
            .data_block_type(0xFF)
            .link_size(Some(0xFF))
            .fixed_packet(true)
            .packet_size(u32::MAX)
            .session_format(0xFF)
            .audio_pause(u16::MAX);
        assert_eq!(parameters.parameter_list().len(), 8 + parameters.page().len());
    }
}

#[test]
fn no_bytes_panic() {
    for fill in 0..=0xFF {
        for length in 0..=80 {
            decode_all(&vec![fill; length]);
        }
    }
    let mut random = XorShift(0x9E37_79B9_7F4A_7C15);
    for _ in 0..20_000 {
        let length = random.below(300);
        let mut data: Vec<u8> = (0..length).map(|_| random.next() as u8).collect();
        // Small first bytes let lengths, page codes and response codes pass the first checks more often.
        let plausible = random.below(4);
        for (at, byte) in data.iter_mut().enumerate().take(8) {
            match plausible {
                0 => *byte = [0, 0, 0, 0x60, 0, 0, 0, 0][at],
                1 => *byte = [0x70, 0x05, 0x2A, 0x72][random.below(4)],
                2 => *byte &= 0x3F,
                _ => {}
            }
        }
        for page in [0x05, 0x2A, 0x70, 0x71, 0x72, 0x73] {
            if let Some(first) = data.first_mut() {
                *first = page;
            }
            decode_all(&data);
        }
        data.truncate(random.below(length + 1));
        decode_all(&data);
    }
}
