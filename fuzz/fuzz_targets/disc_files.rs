//! A disc's file, PATH.disc, that somebody else has written: it is refused, or it is a disc like any other.
//!
//! The input is the text of the file without its last line, the checksum, which no fuzzer finds. A first line "image N"
//! says how many sectors stand in PATH.
#![no_main]

use df2d::virtual_recorder::{Config, VirtualRecorder};
use df2d_fuzz::{Answers, in_memory};

const MOST_SECTORS: u32 = 1 << 19;

libfuzzer_sys::fuzz_target!(|input: &str| {
    let (sectors, text) = split(input);
    let folder = in_memory();
    let path = folder.path().join("disc");
    let file = std::fs::File::create(&path).unwrap();
    file.set_len(u64::from(sectors) * 2048).unwrap();
    let disc_file = format!("{text}crc32 {:08x}\n", crc32fast::hash(text.as_bytes()));
    std::fs::write(folder.path().join("disc.disc"), disc_file).unwrap();
    let id = format!("{}?clock=virtual", path.display());
    let open = || VirtualRecorder::open(Config::parse(id.as_bytes()).unwrap());
    match open() {
        Ok(recorder) => {
            Answers::of(&*recorder).check();
            drop(recorder);
            // What it was left as is a disc, too.
            Answers::of(&*open().expect("a disc that was accepted is accepted again")).check();
        }
        Err(failure) => assert!(failure.hr < 0 && !failure.text.is_empty()),
    }
});

fn split(input: &str) -> (u32, &str) {
    let image = input.strip_prefix("image ").and_then(|rest| rest.split_once('\n'));
    let (sectors, text) = image.unwrap_or(("0", input));
    (sectors.parse().unwrap_or(0).min(MOST_SECTORS), text)
}
