//! A complete MMC recorder without hardware: an identifier that begins with "virtual:" names one.
//!
//! It answers commands as a real drive does, wrong ones with the sense data of a real drive, keeps the disc in a file
//! and takes the time that recording takes, on a clock that may be virtual. It parses command blocks and builds answers
//! by itself and shares nothing with those who send them but the names of codes.
//!
//! What a host meets:
//! - A drive without a limit of speed takes no time for anything. With one, WRITE into a full buffer is refused with
//!   2/04/08 and takes nothing, and the first sector of a session waits for calibration and lead-in.
//! - SYNCHRONIZE CACHE, CLOSE and FORMAT last some time; with Immed the drive answers 2/04/08, 2/04/07 or 2/04/04 with
//!   its progress until they are done.
//! - A disc may change its kind: BLANK and FORMAT UNIT turn a DVD-RW from sequential recording to restricted overwrite
//!   and back, FORMAT UNIT a BD-R into one with spares, with pseudo overwrite or for random recording.
//! - During a test write everything is answered as usual, until SYNCHRONIZE CACHE; then the disc is as it was before.
//! - The disc file says that a track is being written before its first sector is: whenever the process is killed, the
//!   disc loads again as after a power cut. When the recorder is dropped, it finishes what it has promised.
//!
//! | file | what it is about |
//! |---|---|
//! | `config` | the identifier |
//! | `media` | the kinds of media, as a table |
//! | `cue` | cue sheets |
//! | `disc` | sessions, tracks, format: the state of a disc and its rules |
//! | `store`, `persist`, `tray`, `lock` | where sectors and state are kept |
//! | `buffer`, `speed` | the drive's buffer and the laser's speed |
//! | `server`, `work`, `modes`, `sense` | the device server |
//! | `commands` | what each command does |
//! | `fault`, `counters` | for tests and benchmarks |
#![deny(unsafe_code)]

mod buffer;
mod commands;
mod config;
mod counters;
mod cue;
mod disc;
mod fault;
#[allow(unsafe_code)]
mod lock;
mod media;
mod modes;
mod persist;
mod sense;
mod server;
mod speed;
mod store;
#[cfg(test)]
mod tests;
mod tray;
mod work;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_IMAPI_RECORDER_MEDIA_BUSY, DF2D_E_INVALIDARG};
use crate::transport::clock::Time;
use crate::transport::{Answer, Clock, Data, Fault, Limits, Transport};
use server::{MediaEvent, Server};

pub use config::Config;
pub use counters::Counters;
pub use fault::{Effect, FaultPlan};

/// A virtual recorder. All functions may be called from any thread, also while another one is inside `execute`.
pub struct VirtualRecorder {
    config: Config,
    clock: Arc<Clock>,
    server: Mutex<Server>,
}

impl VirtualRecorder {
    /// Makes the drive and puts the disc in. A disc that does not exist yet is made, blank.
    pub fn open(config: Config) -> Result<Arc<VirtualRecorder>> {
        let tray = tray::Loaded::open(&config)?;
        let max_speed = match config.speed() {
            config::Speed::Max => None,
            config::Speed::SectorsPerSecond(speed) => Some(speed),
        };
        let mut config = config;
        if let Some(loaded) = &tray {
            // Whoever opens the same disc again may name what this identifier left open.
            config.media = Some(config::Media::Kind(loaded.disc.medium));
            config.size = Some(loaded.disc.size);
            config.protect = Some(loaded.disc.protection);
        }
        let server = Mutex::new(Server::new(max_speed, config.buffer_sectors(), tray));
        Ok(Arc::new(VirtualRecorder { clock: config.make_clock(), config, server }))
    }

    /// A second open of the same disc must not ask for something else.
    pub fn check_same(&self, config: &Config) -> Result<()> {
        if self.config.agrees(config) {
            Ok(())
        } else {
            Err(Failure::new(
                DF2D_E_INVALIDARG,
                "The disc is in an open recorder with other settings; open it with the same ones, or with none.",
            ))
        }
    }

    /// Puts a disc in and closes the tray. `spec` is what follows "virtual:" in an identifier, with PATH, media, size,
    /// store and protect only; "?media=none" puts nothing in. What lay in the open tray is taken out; a disc in a closed
    /// tray must be ejected first.
    pub fn insert(&self, spec: &[u8]) -> Result<()> {
        let config = Config::parse(spec)?;
        config.check_disc_only()?;
        let (mut server, now) = self.lock();
        if server.loaded().is_some() {
            return Err(Failure::new(
                DF2D_E_IMAPI_RECORDER_MEDIA_BUSY,
                "There is a disc in the drive; eject it first.",
            ));
        }
        // The disc in the tray goes out first: it may be the same one.
        server.tray = None;
        server.tray = tray::Loaded::open(&config)?;
        server.close_tray(now);
        Ok(())
    }

    /// A person presses the button, which does nothing while removal is prevented or the drive is busy. With `force`
    /// the person has a paper clip: the tray opens at once, and what the drive had not recorded is lost.
    pub fn eject(&self, force: bool) -> Result<()> {
        let (mut server, now) = self.lock();
        server.advance(now);
        if !force {
            if server.prevented || server.operation.is_some() {
                server.media_event = MediaEvent::EjectRequest;
                return Err(Failure::new(
                    DF2D_E_IMAPI_RECORDER_MEDIA_BUSY,
                    "The drive does not let the disc go now; wait until it is done.",
                ));
            }
            // A drive finishes what is in its buffer. If that fails, there is nobody to tell.
            let _ = server.stop_format(now);
            let _ = server.finish_writing();
        }
        server.open_tray();
        Ok(())
    }

    /// Mains off and on: the buffer, the write parameters and the lock of the tray are gone, what was under way has
    /// ended where it was, and the disc is as that leaves it.
    pub fn power_cycle(&self) -> Result<()> {
        let (mut server, now) = self.lock();
        server.advance(now);
        server.lose_power();
        Ok(())
    }

    /// Adds a fault and gives its number.
    pub fn fault_add(&self, plan: FaultPlan) -> Result<u32> {
        plan.check()?;
        Ok(self.lock().0.faults.add(plan))
    }

    /// Takes all faults away that have not struck yet.
    pub fn fault_clear(&self) {
        self.lock().0.faults.clear();
    }

    pub fn counters(&self) -> Counters {
        let (mut server, now) = self.lock();
        server.snapshot(now)
    }

    /// The drive's inside, at this time. Never held while time passes.
    fn lock(&self) -> (MutexGuard<'_, Server>, Time) {
        let server = self.server.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        (server, now)
    }

    /// Waits until the drive is free for the next command; None if that takes longer than the caller waits.
    fn admit(&self, deadline: Time) -> Option<(MutexGuard<'_, Server>, Time)> {
        loop {
            let (server, now) = self.lock();
            let free = server.busy_until;
            if free <= now {
                return Some((server, now));
            }
            drop(server);
            self.clock.sleep_until(free.min(deadline));
            if free > deadline {
                return None;
            }
        }
    }

    /// Lets the command's time pass. What interrupts it is the drive's answer to it then.
    fn wait(&self, until: Time, deadline: Time, interruptions: u64) -> Option<Wait> {
        let signal = self.clock.signal();
        self.lock().0.waiting = Some(signal.raiser());
        loop {
            let (mut server, now) = self.lock();
            if server.interruptions != interruptions {
                server.waiting = None;
                return Some(Wait::Interrupted);
            }
            if now >= until {
                server.waiting = None;
                // Where it woke late it was late with the command.
                server.work_log.add(until, now);
                return None;
            }
            if now >= deadline {
                server.waiting = None;
                return Some(Wait::TimedOut);
            }
            drop(server);
            signal.wait(Some(until.min(deadline)));
        }
    }
}

impl VirtualRecorder {
    /// The answer to a command that the drive could not finish: without power none, else that the medium is gone.
    fn interrupted(&self) -> std::result::Result<Answer, Fault> {
        let (server, _) = self.lock();
        if server.loaded().is_some() { Err(Fault::Lost) } else { Ok(server.no_medium().answer()) }
    }
}

enum Wait {
    Interrupted,
    TimedOut,
}

impl Transport for VirtualRecorder {
    fn execute(&self, cdb: &[u8], data: Data<'_>, timeout: Duration) -> std::result::Result<Answer, Fault> {
        let len = match &data {
            Data::None => 0,
            Data::FromDevice(bytes) => bytes.len(),
            Data::ToDevice(bytes) => bytes.len(),
        };
        if cdb.is_empty() || cdb.len() > 16 || len > self.config.transfer() {
            return Err(Fault::Refused(libc::EIO));
        }
        let deadline = self.clock.now().saturating_add(timeout);
        let Some((mut server, now)) = self.admit(deadline) else { return Err(Fault::Timeout) };
        let dealt = server.command(cdb, data, now, timeout);
        server.busy_until = dealt.done;
        server.work_log.add(now, dealt.done);
        if dealt.done <= now {
            return dealt.result;
        }
        let interruptions = server.interruptions;
        drop(server);
        match self.wait(dealt.done, deadline, interruptions) {
            None => {}
            Some(Wait::TimedOut) => return Err(Fault::Timeout),
            Some(Wait::Interrupted) => return self.interrupted(),
        }
        if dealt.waits {
            let (mut server, now) = self.lock();
            server.advance(now);
            if let Some(mut sense) = server.deferred.take() {
                sense.deferred = false;
                return Ok(sense.answer());
            }
        }
        dealt.result
    }

    fn clock(&self) -> &Arc<Clock> {
        &self.clock
    }

    fn limits(&self) -> Limits {
        Limits { max_transfer: self.config.transfer(), alignment: 1 }
    }

    fn as_virtual(&self) -> Option<&VirtualRecorder> {
        Some(self)
    }
}

impl Drop for VirtualRecorder {
    /// The handle goes, but the drive keeps its power: it finishes what it has promised.
    fn drop(&mut self) {
        let now = self.clock.now();
        let server = self.server.get_mut().unwrap_or_else(PoisonError::into_inner);
        server.advance(now);
        server.settle();
    }
}
