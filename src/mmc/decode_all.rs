//! Everything that can be asked of any bytes, for tests and fuzzers: nothing of it panics.

use super::performance::{decode_write_speeds, kb_to_sectors, sectors_to_kb};
use super::*;

/// Everything that can be asked of the bytes is asked.
pub fn decode_all(data: &[u8]) {
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
        for code in 0..=0x7F {
            mode.page(code).into_iter().for_each(decode_pages);
        }
    }
    decode_pages(data);
    for speed in decode_write_speeds(data) {
        sectors_to_kb(kb_to_sectors(speed.write_kb, true), false);
    }
    decode_sense(data.first().copied().unwrap_or(0), data);
}

/// Everything that is done with the sense data that a command with this operation code got.
pub fn decode_sense(opcode: u8, data: &[u8]) {
    let fixed = sense::to_fixed(data);
    let Some(sense) = Sense::decode(data) else { return };
    assert_eq!(
        Sense::decode(&fixed).map(|fixed| fixed.code),
        Some(sense.code),
        "the translation says the same"
    );
    let (action, hr) = (action::action(opcode, &sense.code), action::hresult(opcode, &sense.code));
    match action {
        Action::Fail(failed) => assert!(failed < 0 && failed == hr, "a failure has a code of its own"),
        Action::Done | Action::Harmless | Action::Retry | Action::Repeat | Action::Wait(_) => {}
    }
    let _ = action::is_named(&sense.code, opcode);
    assert!(!action::advice(&sense.code).is_empty());
    assert!(!sense.code.to_string().is_empty());
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
