//! The speeds that the drive offers for the medium in it, and the one that is set.

use super::server::Server;
use crate::transport::clock::Time;

/// Of a drive without a recordable medium: CD at 24x.
const IDLE_SPEED: u32 = 1_800;
/// An evenly turning disc passes the laser less than half as fast at its inner edge as at the outer one.
const INSIDE_PERCENT: u64 = 42;
const ZONES: u64 = 64;

impl Server {
    /// Recording speeds in sectors per second, ascending: those of the medium that the drive reaches.
    pub fn speeds(&self) -> Vec<u32> {
        let speeds = self.medium().map_or(&[][..], |medium| medium.speeds);
        match self.max_speed {
            Some(max) if !speeds.is_empty() => {
                speeds.iter().copied().filter(|&speed| speed < max).chain([max]).collect()
            }
            _ => speeds.to_vec(),
        }
    }

    /// The speed in force, in sectors per second.
    pub fn speed(&self) -> u32 {
        let speeds = self.speeds();
        let fastest = speeds.last().copied().unwrap_or(IDLE_SPEED);
        self.set_speed.map_or(fastest, |set| set.min(fastest))
    }

    /// The fastest speed that is not above this many kB/s, or the slowest of all.
    pub fn speed_at_most(&self, kilobytes: u32) -> Option<u32> {
        let medium = self.medium()?;
        let speeds = self.speeds();
        let fits = speeds.iter().rev().find(|&&speed| medium.kilobytes(speed) <= kilobytes);
        fits.or(speeds.first()).copied()
    }

    /// All that the drive offers, fastest first, and whether the disc turns evenly then; the one that does comes last.
    pub fn offers(&self) -> Vec<(u32, bool)> {
        let speeds = self.speeds();
        let even = self.medium().is_some_and(|medium| medium.even_rotation);
        let fastest = speeds.last().copied().filter(|_| even);
        let others = speeds.iter().rev().map(|&speed| (speed, false));
        others.chain(fastest.map(|speed| (speed, true))).collect()
    }

    /// A host asks for a speed in kB/s and for a way to turn; the drive takes what comes nearest.
    pub fn set_speed(&mut self, kilobytes: u32, even: bool) {
        self.even_rotation = even && self.offers().iter().any(|&(_, even)| even);
        self.set_speed = if self.even_rotation { None } else { self.speed_at_most(kilobytes) };
    }

    pub fn forget_speed(&mut self) {
        self.set_speed = None;
        self.even_rotation = false;
    }

    /// The speed at this address.
    pub fn speed_at(&self, lba: u32) -> u32 {
        let fastest = self.speed();
        let capacity = self.loaded().map_or(1, |loaded| loaded.disc.size.max(1));
        if !self.even_rotation {
            return fastest;
        }
        let inside = u64::from(fastest) * INSIDE_PERCENT / 100;
        let zone = u64::from(lba.min(capacity)) * ZONES / u64::from(capacity);
        (inside + (u64::from(fastest) - inside) * zone / ZONES).max(1) as u32
    }

    /// The laser follows what is set.
    pub fn apply_speed(&mut self, now: Time) {
        self.apply_speed_at(0, now);
    }

    pub fn apply_speed_at(&mut self, lba: u32, now: Time) {
        let rate = self.max_speed.map(|_| self.speed_at(lba));
        self.buffer.set_rate(rate, now);
    }

    /// The speed in force in the unit of the commands.
    pub fn speed_kilobytes(&self) -> u32 {
        self.kilobytes(self.speed())
    }

    pub fn kilobytes(&self, speed: u32) -> u32 {
        self.medium().map_or(speed * 2352 / 1000, |medium| medium.kilobytes(speed))
    }
}
