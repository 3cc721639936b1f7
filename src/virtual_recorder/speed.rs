//! The speeds that the drive offers for the medium in it, and the one that is set.

use super::server::Server;
use crate::transport::clock::Time;

/// Of a drive without a recordable medium: CD at 24x.
const IDLE_SPEED: u32 = 1_800;

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

    /// The laser follows what is set.
    pub fn apply_speed(&mut self, now: Time) {
        let rate = self.max_speed.map(|_| self.speed());
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
