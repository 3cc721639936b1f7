//! CD-R and CD-RW, track at once: one data track, one session per write.

use std::time::Duration;

use super::burn::Burn;
use super::medium::{Medium, POSTGAP, SHORTEST_TRACK};
use super::{Recipe, steps, upkeep};
use crate::failure::{Failure, Result};
use crate::hresult::df2d_hresult;
use crate::mmc::command::{Blank, CloseFunction};
use crate::mmc::mode::WriteParameters;
use crate::pipeline::device::Device;
use crate::pipeline::meter::{Action, Usual};

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

/// One data track, written as it comes; `multi_session` counts when the session is closed.
fn track_at_once(page: &mut WriteParameters, multi_session: u8) {
    page.write_type(page_05::TRACK_AT_ONCE);
    page.test_write(false);
    page.bufe(true);
    page.multi_session(multi_session);
    page.track_mode(page_05::DATA_TRACK);
    page.data_block_type(page_05::MODE_1_2048_BYTES);
    page.link_size(None);
    page.fixed_packet(false);
    page.packet_size(0);
    page.session_format(0);
    page.audio_pause(150);
}

/// Before a session is closed that shall not be the last. All of the page, of which a reset leaves nothing.
fn keep_appendable(device: &Device) -> Result<()> {
    steps::set_write_parameters(device, |page| track_at_once(page, page_05::KEEP_APPENDABLE))
}

impl Recipe for TrackAtOnce {
    const SIMULATES: bool = true;

    fn usual(_burn: &Burn, _medium: &Medium) -> Usual {
        let seconds = Duration::from_secs;
        Usual { calibration: seconds(5), format: seconds(0), lead_in: seconds(5), finish: seconds(22) }
    }

    fn prepare(burn: &mut Burn, medium: &Medium) -> Result<Self> {
        burn.set_speed(medium)?;
        let multi_session =
            if burn.closes_disc(medium) { page_05::CLOSE_DISC } else { page_05::KEEP_APPENDABLE };
        let (bufe, test) = (!burn.options.buffer_underrun_free_disabled, burn.options.test_write);
        steps::set_write_parameters(&burn.device, |page| {
            track_at_once(page, multi_session);
            page.bufe(bufe);
            page.test_write(test);
        })?;
        if test {
            steps::confirm_test_write(&burn.device)?;
        } else {
            burn.calibrate(medium)?;
        }
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
        if burn.options.test_write {
            return steps::leave_test_write(&burn.device);
        }
        steps::close_session(&burn.device, CloseFunction::Session, self.capacity)
    }

    /// A short track is a readable track, and closing its session keeps the disc appendable.
    fn abandon(self, burn: &mut Burn, cause: &Failure) {
        if burn.options.test_write {
            return burn.end_simulation(self.capacity);
        }
        if !burn.has_recorded(self.start) {
            return;
        }
        // After a failed command nobody knows where the drive would want the next WRITE.
        if !cause.is_devices() {
            steps::try_step("padding the track", burn.write_zeros(self.start, SHORTEST_TRACK));
        }
        steps::try_step("flushing", burn.flush(self.capacity));
        // Now that no track is open the drive takes write parameters again.
        let closed = keep_appendable(&burn.device)
            .and_then(|()| steps::close_session(&burn.device, CloseFunction::Session, self.capacity));
        steps::try_step("closing the session", closed);
    }

    fn finalize(_burn: &mut Burn, _medium: &Medium) -> Result<df2d_hresult> {
        Err(upkeep::only_a_write_closes())
    }

    fn recover(burn: &mut Burn, medium: &Medium) -> Result<()> {
        keep_appendable(&burn.device)?;
        steps::close_interrupted(&burn.device, medium, keep_appendable)
    }

    fn erase(burn: &mut Burn, _medium: &Medium, full: bool) -> Result<()> {
        upkeep::blank(burn, if full { Blank::Disc } else { Blank::Minimal })
    }
}
