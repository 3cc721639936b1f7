//! CD-R, track at once: one data track, one session per write.

use std::time::Duration;

use super::{Burn, Recipe, steps};
use crate::failure::{Failure, Result};
use crate::mmc::command::CloseFunction;
use crate::pipeline::meter::{Action, Usual};
use crate::recipe::medium::{Medium, POSTGAP, SHORTEST_TRACK};

mod page_05 {
    pub const TRACK_AT_ONCE: u8 = 1;
    pub const DATA_TRACK: u8 = 4;
    pub const MODE_1_2048_BYTES: u8 = 8;
    pub const CLOSE_DISC: u8 = 0b00;
    pub const KEEP_APPENDABLE: u8 = 0b11;
}

pub struct TrackAtOnce {
    start: u32,
    capacity: u64,
}

impl Recipe for TrackAtOnce {
    fn usual(_burn: &Burn, _medium: &Medium) -> Usual {
        let seconds = Duration::from_secs;
        Usual { calibration: seconds(5), format: seconds(0), lead_in: seconds(5), finish: seconds(22) }
    }

    fn prepare(burn: &mut Burn, medium: &Medium) -> Result<Self> {
        burn.set_speed(medium)?;
        let multi_session =
            if burn.closes_disc(medium) { page_05::CLOSE_DISC } else { page_05::KEEP_APPENDABLE };
        let bufe = !burn.options.buffer_underrun_free_disabled;
        steps::set_write_parameters(&burn.device, |page| {
            page.write_type(page_05::TRACK_AT_ONCE);
            page.test_write(false);
            page.bufe(bufe);
            page.multi_session(multi_session);
            page.track_mode(page_05::DATA_TRACK);
            page.data_block_type(page_05::MODE_1_2048_BYTES);
            page.link_size(None);
            page.fixed_packet(false);
            page.packet_size(0);
            page.session_format(0);
            page.audio_pause(150);
        })?;
        burn.meter.enter(Action::CalibratingPower);
        steps::calibrate_power(&burn.device, medium.total as u64)?;
        Ok(TrackAtOnce { start: medium.next_writable as u32, capacity: medium.total as u64 })
    }

    fn start(&self) -> u32 {
        self.start
    }

    /// The post-gap and, behind a short image, silence up to the shortest track; then the cache, which ends the track.
    fn complete(&self, burn: &mut Burn) -> Result<()> {
        let postgap = if burn.options.postgap_already_in_image { 0 } else { POSTGAP };
        burn.write_zeros(self.start, (burn.meter.sent() + postgap).max(SHORTEST_TRACK))?;
        burn.meter.enter(Action::Finalization);
        burn.flush(self.capacity)
    }

    /// Multi-session in the write parameters decides whether the disc stays open.
    fn close(self, burn: &mut Burn) -> Result<()> {
        steps::close_session(&burn.device, CloseFunction::Session, self.capacity)
    }

    /// A short track is a readable track, and closing its session keeps the disc appendable.
    fn abandon(self, burn: &mut Burn, cause: &Failure) {
        if burn.written() == 0 {
            return;
        }
        // After a failed command nobody knows where the drive would want the next WRITE.
        if !cause.is_devices() {
            steps::try_step("padding the track", burn.write_zeros(self.start, SHORTEST_TRACK));
        }
        steps::try_step("flushing", burn.flush(self.capacity));
        // Now that no track is open the drive takes write parameters again.
        steps::try_step(
            "keeping the disc appendable",
            steps::set_write_parameters(&burn.device, |page| {
                page.multi_session(page_05::KEEP_APPENDABLE);
            }),
        );
        steps::try_step(
            "closing the session",
            steps::close_session(&burn.device, CloseFunction::Session, self.capacity),
        );
    }
}
