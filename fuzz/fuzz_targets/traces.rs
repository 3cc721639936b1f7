//! A log in which the lines of a trace stand: every line is read, passed over, or named as the one that is none.
#![no_main]

use df2d::mmc::trace::read_log;

libfuzzer_sys::fuzz_target!(|log: &str| {
    match read_log(log) {
        Ok(commands) => assert!(commands.len() <= log.lines().count()),
        Err(line) => assert!(log.contains(&line) && read_log(&line).is_err()),
    }
});
