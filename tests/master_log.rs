//! Whoever listens to the log may call the object that it is about. A program of its own, since it has a logger.

#[path = "common/machine.rs"]
mod machine;

use std::io::Error;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use std::time::Duration;

use df2d::imapi::master::{DeviceSink, DiscMaster};
use machine::Played;

const PATIENCE: Duration = Duration::from_secs(20);

struct Deaf;

impl DeviceSink for Deaf {
    fn added(&self, _: &[u8]) {}
    fn removed(&self, _: &[u8]) {}
}

/// Advises once more, and says what that gave.
struct Curious {
    master: Arc<DiscMaster>,
    advised: Mutex<Sender<bool>>,
}

impl log::Log for Curious {
    fn enabled(&self, metadata: &log::Metadata) -> bool {
        metadata.level() == log::Level::Warn
    }

    fn log(&self, record: &log::Record) {
        if self.enabled(record.metadata()) {
            let advised = self.master.advise(Arc::new(Deaf)).is_ok();
            self.advised.lock().unwrap().send(advised).unwrap();
        }
    }

    fn flush(&self) {}
}

#[test]
fn the_log_tells_of_a_silent_device_manager_with_no_lock_held() {
    static LOGGER: OnceLock<Curious> = OnceLock::new();
    let played = Played::new();
    let refuses = || Err(Error::other("a sandbox"));
    let master = DiscMaster::of(played.machine().with_udev(refuses));
    let (advised, hears): (_, Receiver<bool>) = channel();
    let logger = LOGGER.get_or_init(|| Curious { master: master.clone(), advised: Mutex::new(advised) });
    log::set_logger(logger).unwrap();
    log::set_max_level(log::LevelFilter::Warn);
    thread::spawn(move || master.advise(Arc::new(Deaf)));
    assert_eq!(hears.recv_timeout(PATIENCE), Ok(true));
}
