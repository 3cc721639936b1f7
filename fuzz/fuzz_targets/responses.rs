//! Whatever a drive answers, its decoders give a value or say that it is none.
#![no_main]

libfuzzer_sys::fuzz_target!(|response: &[u8]| df2d::mmc::decode_all::decode_all(response));
