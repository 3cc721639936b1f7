//! Sense data: the operation code of the command that got it, and the bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Some((&opcode, sense)) = input.split_first() {
        df2d::mmc::decode_all::decode_sense(opcode, sense);
    }
});
