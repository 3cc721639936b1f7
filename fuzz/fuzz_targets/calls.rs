//! C calls, as a careless caller makes them.
#![no_main]

#[path = "../../tests/careless/mod.rs"]
mod careless;

libfuzzer_sys::fuzz_target!(|choices: &[u8]| {
    careless::run(choices);
    assert_eq!(df2d_fuzz::library_threads(), 0, "threads are left over");
});
