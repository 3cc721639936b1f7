//! WRITE and what goes with it.

use super::super::buffer::Chunk;
use super::super::disc::{Target, TrackState};
use super::super::media::{Family, Parameters, SECTOR};
use super::super::modes::{INCREMENTAL, SESSION_AT_ONCE, TRACK_AT_ONCE};
use super::super::sense::Sense;
use super::super::server::{Call, Outcome, Server, Stop, write_error};
use super::super::work::Work;
use crate::transport::Data;
use crate::transport::scsi::{asc, op};

/// WRITE(10) and WRITE(12).
pub fn write(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let lba = call.u32(2);
    let long = call.cdb[0] == op::WRITE_12;
    let count = if long { call.u32(6) } else { u32::from(call.u16(7)) };
    if long && call.bit(10, 7) {
        check_streaming(server, lba, count)?;
    }
    let at_once = server.follows_cue_sheet()?;
    let pause = if at_once { server.check_cue(lba, count)? } else { 0 };
    let target = if pause == count && at_once {
        None
    } else {
        Some(server.check_write(lba.wrapping_add(pause), count - pause)?)
    };
    let data = match &call.data {
        Data::ToDevice(data) if data.len() as u64 == u64::from(count) * SECTOR as u64 => *data,
        _ if count == 0 => return Ok(0),
        // The host and the drive disagree about how much there is, and the link does not survive that.
        _ => return Err(Stop::LinkReset),
    };
    if count == 0 {
        return Ok(0);
    }
    if server.buffer.is_limited() && !server.buffer.has_room(count) {
        server.counters.write_refused_buffer_full += 1;
        return Err(Sense::not_ready(asc::LONG_WRITE_IN_PROGRESS).into());
    }
    if server.modes.test_write() && server.disc()?.disc.medium.may_be_tested() {
        server.disc()?.rehearse();
    }
    if let Some(target) = target {
        let lba = lba.wrapping_add(pause);
        let target = server.mark_hot(target).map_err(|_| write_error(lba))?;
        server.take(call, target, lba, &data[pause as usize * SECTOR..])?;
    }
    server.advance_cue(at_once, count);
    server.count_write(call, count - pause);
    call.done += server.transfer_time(count);
    server.last_write = Some(call.done);
    Ok(data.len())
}

/// Recording without defect management, which only such media know; Blu-ray in whole clusters.
fn check_streaming(server: &mut Server, lba: u32, count: u32) -> Result<(), Sense> {
    let medium = server.disc()?.disc.medium;
    let whole = medium.family != Family::Bd || (lba % medium.unit == 0 && count % medium.unit == 0);
    if medium.streams && whole { Ok(()) } else { Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB)) }
}

/// A session at once on CD.
impl Server {
    /// The WRITE belongs to a session that a cue sheet announces.
    fn follows_cue_sheet(&mut self) -> Result<bool, Sense> {
        let cd = self.disc()?.disc.medium.parameters == Parameters::Cd;
        if !cd || self.modes.write_type() != SESSION_AT_ONCE {
            return Ok(false);
        }
        self.disc()?.disc.writable()?;
        match &self.cue_sheet {
            Some(_) => Ok(true),
            None => Err(Sense::illegal(asc::COMMAND_SEQUENCE_ERROR)),
        }
    }

    /// How many of these blocks are the pause before the first track.
    fn check_cue(&mut self, lba: u32, count: u32) -> Result<u32, Sense> {
        let Some(cue) = &self.cue_sheet else { return Ok(0) };
        // Addresses before the first sector are negative.
        let at = i64::from(lba as i32);
        let (first, end) = (i64::from(cue.tracks[0].0), at + i64::from(count));
        if at != cue.next || end > cue.end {
            return Err(Sense::illegal(asc::INVALID_ADDRESS_FOR_WRITE).at(lba));
        }
        if end > first && at <= first {
            self.announce_tracks()?;
        }
        Ok((first - at).clamp(0, i64::from(count)) as u32)
    }

    /// With its first sector a session at once is on the disc as it was announced.
    fn announce_tracks(&mut self) -> Result<(), Sense> {
        let tracks = self.cue_sheet.as_ref().map(|cue| cue.tracks.clone()).unwrap_or_default();
        let test = self.modes.test_write();
        let loaded = self.disc()?;
        // The WRITE may have been refused once because the buffer was full.
        if !loaded.disc.is_at_once() {
            if test {
                loaded.rehearse();
            }
            loaded.disc.announce(&tracks);
        }
        Ok(())
    }

    fn advance_cue(&mut self, at_once: bool, count: u32) {
        if let Some(cue) = self.cue_sheet.as_mut().filter(|_| at_once) {
            cue.next += i64::from(count);
        }
    }
}

impl Server {
    fn check_write(&mut self, lba: u32, count: u32) -> Result<Target, Sense> {
        self.disc()?.disc.writable()?;
        self.check_parameters()?;
        self.disc()?.disc.target(lba, count)
    }

    /// Whether the write parameters fit the medium and the track.
    fn check_parameters(&mut self) -> Result<(), Sense> {
        let wrong = Sense::illegal(asc::ILLEGAL_MODE_FOR_THIS_TRACK);
        let write_type = self.modes.write_type();
        let (is_data, plain) = (self.modes.is_data(), self.modes.has_plain_blocks());
        let (packet, link) = (self.modes.packet(), self.modes.link());
        let disc = &self.disc()?.disc;
        let unit = disc.medium.unit;
        match (disc.medium.parameters, write_type) {
            (Parameters::Ignored, _) => Ok(()),
            (Parameters::Cd, TRACK_AT_ONCE) if is_data && !disc.is_at_once() => Ok(()),
            (Parameters::Cd, SESSION_AT_ONCE) if disc.is_at_once() => Ok(()),
            (Parameters::Dvd, INCREMENTAL) => match (packet, link) {
                _ if disc.is_at_once() || disc.at_once_only || !plain => Err(wrong),
                (Some(blocks), _) if blocks != unit => Err(Sense::illegal(asc::INVALID_PACKET_SIZE)),
                // Links are as long as a write unit, and the page must say so.
                (_, Some(blocks)) if blocks == unit => Ok(()),
                _ => Err(wrong),
            },
            // The length must be told first.
            (Parameters::Dvd, SESSION_AT_ONCE) if disc.is_blank() => {
                Err(Sense::illegal(asc::COMMAND_SEQUENCE_ERROR))
            }
            (Parameters::Dvd, SESSION_AT_ONCE) if disc.is_at_once() && plain => Ok(()),
            _ => Err(wrong),
        }
    }

    /// Before the first sector of a track, the disc file says that the track is being written.
    fn mark_hot(&mut self, target: Target) -> std::io::Result<Target> {
        let Some(loaded) = self.loaded_mut() else { return Ok(target) };
        let marked = match target {
            Target::Track(index) => loaded.disc.tracks[index].state == TrackState::Writing,
            Target::New => false,
            Target::Anywhere => true,
        };
        if loaded.is_hot() && marked {
            return Ok(target);
        }
        let index = loaded.disc.took(target, 0, 0);
        loaded.save(true)?;
        Ok(index.map_or(Target::Anywhere, Target::Track))
    }

    /// Takes the data into the buffer, or without a limit of speed right onto the medium.
    fn take(&mut self, call: &Call<'_>, target: Target, lba: u32, data: &[u8]) -> Result<(), Sense> {
        let count = (data.len() / SECTOR) as u32;
        let first = self.first_of_session();
        let limited = self.buffer.is_limited();
        let active = self.buffer.is_active();
        let fill = u64::from(self.buffer.fill()) * SECTOR as u64;
        let loaded = self.disc()?;
        loaded.store.received(data);
        if !limited {
            if !loaded.is_rehearsing() {
                loaded.store.write(lba, data).map_err(|_| write_error(lba))?;
            }
            loaded.disc.took(target, lba, count);
            return Ok(());
        }
        loaded.disc.took(target, lba, count);
        let data = if loaded.store.keeps() { data.to_vec() } else { Vec::new() };
        let timing = &loaded.disc.medium.timing;
        let delay = if first { timing.start } else { timing.link };
        if self.even_rotation {
            self.apply_speed_at(lba, call.now);
        }
        if active {
            self.counters.buffer_min = self.counters.buffer_min.min(fill);
        } else {
            self.counters.buffer_min = u64::from(self.buffer.capacity) * SECTOR as u64;
        }
        if let Some(idle) = self.buffer.push(Chunk { lba, count, data }, call.now, delay) {
            self.counters.underruns += 1;
            self.counters.idle_ns += idle.as_nanos() as u64;
        }
        Ok(())
    }

    /// Nothing stands in the session yet: the lead-in comes first.
    fn first_of_session(&self) -> bool {
        let Some(loaded) = self.loaded() else { return false };
        let mut open = loaded.disc.tracks.iter().filter(|t| t.session > loaded.disc.closed_sessions);
        loaded.disc.medium.sequential().is_some() && open.all(|track| track.recorded == 0)
    }

    fn count_write(&mut self, call: &Call<'_>, count: u32) {
        self.counters.writes += 1;
        self.counters.sectors_written += u64::from(count);
        self.counters.bytes_written += u64::from(count) * SECTOR as u64;
        if let Some(last) = self.last_write {
            let gap = call.now.saturating_sub(last).as_nanos() as u64;
            self.counters.max_gap_ns = self.counters.max_gap_ns.max(gap);
        }
    }

    /// A track at once is being written: between its first WRITE and the end of it.
    pub fn has_open_track(&self) -> bool {
        self.loaded().is_some_and(|loaded| {
            let cd = loaded.disc.medium.parameters == Parameters::Cd;
            cd && loaded.is_hot() && loaded.disc.is_recording()
        })
    }
}

pub fn synchronize_cache(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let immediate = call.bit(1, 1);
    let loaded = server.disc()?;
    let dirty = loaded.is_hot() || loaded.disc.is_recording();
    if !dirty && !server.buffer.is_active() {
        return Ok(0);
    }
    let disc = &server.disc()?.disc;
    let timing = &disc.medium.timing;
    // A session at once gets its lead-out as well.
    let ends = disc.is_at_once() && disc.at_once_is_full();
    let own = timing.sync + if ends { timing.finalize } else { std::time::Duration::ZERO };
    let duration = server.buffer.time_to_empty(call.now) + server.padding_time() + own;
    server.begin(call, Work::Sync, duration, immediate)
}

impl Server {
    /// For what the drive itself adds when it ends a track.
    fn padding_time(&self) -> std::time::Duration {
        let Some(loaded) = self.loaded() else { return std::time::Duration::ZERO };
        let Some(rules) = loaded.disc.medium.sequential().filter(|rules| rules.sync_ends_track) else {
            return std::time::Duration::ZERO;
        };
        let open = loaded.disc.tracks.iter().find(|track| track.state == TrackState::Writing);
        let short = open.map_or(0, |track| rules.min_track.saturating_sub(track.recorded));
        self.recording_time(short + rules.run_out)
    }
}

pub fn read_buffer_capacity(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    if server.loaded().is_none() {
        return Err(server.no_medium().into());
    }
    let size = server.buffer.capacity;
    let free = size.saturating_sub(server.buffer.fill());
    let mut data = [0; 12];
    data[1] = 10;
    if call.bit(1, 0) {
        data[3] = 1;
        data[8..12].copy_from_slice(&free.to_be_bytes());
    } else {
        data[4..8].copy_from_slice(&(size * SECTOR as u32).to_be_bytes());
        data[8..12].copy_from_slice(&(free * SECTOR as u32).to_be_bytes());
    }
    let allocation = usize::from(call.u16(7));
    call.reply(&data, allocation)
}
