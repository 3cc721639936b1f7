//! What the drive does by itself as time passes: empties its buffer, and finishes what takes long.

use std::time::Duration;

use super::buffer::{self, Chunk};
use super::disc::{Disc, FormatState, Formatting, TrackState};
use super::media::{Blank, Parameters, SECTOR};
use super::sense::Sense;
use super::server::{Call, Outcome, Server, write_error};
use crate::transport::clock::Time;
use crate::transport::scsi::asc;

/// Something that takes long, and during which few commands are answered.
pub struct Operation {
    pub work: Work,
    pub start: Time,
    pub end: Time,
}

#[derive(Clone, Copy)]
pub enum Work {
    /// Becoming ready.
    Load,
    Sync,
    Calibrate,
    /// CLOSE TRACK, for the track with this index.
    CloseTrack(usize),
    CloseSession {
        finalize: bool,
    },
    /// Stops a background format, or ends the intermediate state, and records a lead-out.
    EndFormat,
    Format(Formatting),
    /// Goes on with a background format.
    RestartFormat,
    Blank(Blank),
    /// REPAIR TRACK, for the track with this index.
    Repair(usize),
}

impl Operation {
    /// Why another command cannot run now.
    pub fn sense(&self, now: Time) -> Sense {
        let code = match self.work {
            Work::Load => return Sense::not_ready(asc::BECOMING_READY),
            Work::Sync => asc::LONG_WRITE_IN_PROGRESS,
            Work::Format(_) | Work::RestartFormat => asc::FORMAT_IN_PROGRESS,
            _ => asc::OPERATION_IN_PROGRESS,
        };
        let length = self.end.saturating_sub(self.start).as_nanos().max(1);
        let passed = now.saturating_sub(self.start).as_nanos();
        Sense::not_ready(code).progress((passed * 65_536 / length).min(65_535) as u16)
    }
}

impl Server {
    /// Begins an operation. Without Immed the command lasts as long as it does.
    pub fn begin(&mut self, call: &mut Call<'_>, work: Work, duration: Duration, immediate: bool) -> Outcome {
        self.counters.long_operations += 1;
        let duration = self.takes(duration);
        if duration.is_zero() {
            self.finish(work, call.now)?;
            return Ok(0);
        }
        let end = call.now + duration;
        self.work_log.add(call.now, end);
        self.operation = Some(Operation { work, start: call.now, end });
        if !immediate {
            call.done = end;
        }
        Ok(0)
    }

    /// Lets the drive work until `now`.
    pub fn advance(&mut self, now: Time) {
        self.drain(now);
        if let Some(operation) = self.operation.take_if(|operation| operation.end <= now) {
            let end = operation.end;
            if let Err(sense) = self.finish(operation.work, end) {
                self.deferred = Some(sense.deferred());
            }
        }
        self.format_behind(now);
    }

    /// Lets the drive finish all that it has promised, in no time.
    pub fn settle(&mut self) {
        if let Some(operation) = self.operation.take() {
            let _ = self.finish(operation.work, operation.end);
        }
        while self.write_out(u32::MAX) {}
        if self.background.take().is_some() {
            if let Some(loaded) = self.loaded_mut() {
                loaded.disc.format = FormatState::Complete;
                loaded.disc.formatted = loaded.disc.capacity;
                let _ = loaded.save(false);
            }
        }
        // The drive keeps its power and the disc its open track: the next one may go on where this one stopped.
        if let Some(loaded) = self.loaded_mut().filter(|loaded| loaded.is_hot()) {
            let _ = loaded.save(false);
        }
    }

    fn drain(&mut self, now: Time) {
        if !self.buffer.is_active() || self.buffer.fill() == 0 {
            return;
        }
        let mut due = self.buffer.due(now);
        while due > 0 {
            let before = self.buffer.fill();
            if !self.write_out(due) {
                break;
            }
            // What had to be given up has left the buffer too.
            due = due.saturating_sub(before - self.buffer.fill());
        }
        if self.buffer.is_starved() && self.operation.is_none() && !self.links() {
            // Without buffer under-run protection the track is spoiled.
            self.buffer.stop();
            self.last_write = None;
            self.deferred = Some(Sense::medium(asc::LOSS_OF_STREAMING).deferred());
            self.spoil();
        }
    }

    /// Whether the drive can stop the laser and go on later. DVD and BD always link without loss.
    fn links(&self) -> bool {
        let needs_bit = self.medium().is_some_and(|medium| medium.parameters == Parameters::Cd);
        !needs_bit || self.modes.buffer_underrun_free()
    }

    fn spoil(&mut self) {
        if let Some(loaded) = self.loaded_mut() {
            loaded.disc.break_off();
            let _ = loaded.save(false);
        }
    }

    /// Records at most `count` sectors of the buffer.
    fn write_out(&mut self, count: u32) -> bool {
        let Some(chunk) = self.buffer.pop(count) else { return false };
        let Some(loaded) = self.loaded_mut() else { return true };
        if !chunk.data.is_empty()
            && !loaded.is_rehearsing()
            && loaded.store.write(chunk.lba, &chunk.data).is_err()
        {
            self.deferred = Some(write_error(chunk.lba).deferred());
            self.give_up(&chunk);
        }
        true
    }

    /// A sector could not be recorded, and what is behind it in the buffer is given up with it. On sequential media nothing
    /// can follow it either, and the track breaks off.
    fn give_up(&mut self, failed: &Chunk) {
        let lost = self.buffer.lose();
        self.last_write = None;
        if let Some(loaded) = self.loaded_mut() {
            lost.iter().chain([failed]).for_each(|chunk| loaded.disc.lose(chunk.lba, chunk.count));
        }
        if self.medium().is_some_and(|medium| medium.sequential().is_some()) {
            self.spoil();
        }
    }

    /// An operation has reached its end.
    fn finish(&mut self, work: Work, now: Time) -> Result<(), Sense> {
        match work {
            Work::Load | Work::Calibrate => return Ok(()),
            Work::Sync => self.flush()?,
            Work::CloseTrack(index) => {
                self.flush_buffer()?;
                self.change(|disc| disc.complete_track(index))?;
            }
            Work::CloseSession { finalize } => {
                self.flush_buffer()?;
                self.change(|disc| disc.close_session(finalize))?;
            }
            Work::EndFormat => {
                self.flush_buffer()?;
                self.stop_format(now)?;
                self.change(|disc| {
                    if disc.format == FormatState::Intermediate {
                        disc.format = FormatState::Complete;
                    }
                })?;
            }
            Work::Format(formatting) => {
                self.renew(|disc| Ok(disc.format(&formatting)))?;
                self.start_format(now);
            }
            Work::Repair(index) => self.change(|disc| disc.tracks[index].state = TrackState::Writing)?,
            Work::Blank(blank) => self.renew(|disc| disc.erase(blank))?,
            Work::RestartFormat => {
                self.change(|disc| disc.format = FormatState::Running)?;
                self.start_format(now);
            }
        }
        Ok(())
    }

    /// Formats or blanks the disc. The state lasts before the sectors go, so that the disc loads whenever power is cut.
    fn renew(&mut self, change: impl FnOnce(&mut Disc) -> Result<bool, Sense>) -> Result<(), Sense> {
        self.cue_sheet = None;
        let loaded = self.disc()?;
        let before = loaded.disc.clone();
        let gone = change(&mut loaded.disc)?;
        let lasting = loaded.save(false).and_then(|()| loaded.tidy(gone));
        lasting.map_err(|_| {
            loaded.disc = before;
            write_error(0)
        })
    }

    /// All that was taken is on the medium: a track at once is over, other tracks are padded.
    fn flush(&mut self) -> Result<(), Sense> {
        self.flush_buffer()?;
        if self.disc()?.disc.is_at_once() {
            return self.end_at_once();
        }
        let ends_track = self.disc()?.disc.medium.sequential().is_some_and(|rules| rules.sync_ends_track);
        let result = self.change(|disc| {
            let open = disc.tracks.iter().position(|t| t.state == TrackState::Writing);
            match open {
                Some(index) if ends_track => disc.complete_track(index),
                _ => disc.pad(),
            }
        });
        self.end_rehearsal();
        result
    }

    /// A session at once is closed by the drive, if all that was announced has come.
    fn end_at_once(&mut self) -> Result<(), Sense> {
        let finalize = !self.modes.keeps_open();
        let full = self.disc()?.disc.at_once_is_full();
        let begun = self.disc()?.disc.is_recording();
        let cd = self.disc()?.disc.medium.parameters == Parameters::Cd;
        let result = match (full, begun && cd) {
            (true, _) => self.change(|disc| disc.complete_session(finalize)),
            // What is missing of a CD session can no longer come: its lead-in has promised it.
            (false, true) => {
                self.spoil();
                Err(Sense::illegal(asc::SESSION_FIXATION_ERROR_INCOMPLETE_TRACK))
            }
            (false, false) => self.change(|_| {}),
        };
        self.cue_sheet = None;
        self.end_rehearsal();
        result
    }

    /// SYNCHRONIZE CACHE is where a test write ends, or whatever else empties the buffer.
    pub fn end_rehearsal(&mut self) {
        if self.loaded().is_some_and(|loaded| loaded.is_rehearsing()) {
            self.buffer.lose();
            self.last_write = None;
            if let Some(loaded) = self.loaded_mut() {
                loaded.end_rehearsal();
            }
        }
    }

    /// Ends what is being recorded, if anything is.
    pub fn finish_writing(&mut self) -> Result<(), Sense> {
        self.end_rehearsal();
        let dirty = self.loaded().is_some_and(|loaded| loaded.is_hot() || loaded.disc.is_recording());
        if dirty || self.buffer.is_active() { self.flush() } else { Ok(()) }
    }

    fn flush_buffer(&mut self) -> Result<(), Sense> {
        while self.write_out(u32::MAX) {}
        self.buffer.stop();
        self.last_write = None;
        match self.deferred.take() {
            Some(sense) => Err(sense),
            None => Ok(()),
        }
    }

    /// Changes the disc's state and makes it last. The sectors were written before; they last as any file of a program
    /// does, not necessarily beyond a crash of the machine.
    pub fn change(&mut self, change: impl FnOnce(&mut Disc)) -> Result<(), Sense> {
        let loaded = self.disc()?;
        let before = loaded.disc.clone();
        change(&mut loaded.disc);
        if loaded.disc == before && !loaded.is_hot() {
            return Ok(());
        }
        let end = loaded.disc.tracks.iter().map(|track| track.start + track.recorded).max().unwrap_or(0);
        if loaded.is_rehearsing() {
            return Ok(());
        }
        loaded.store.extend_to(end).and_then(|()| loaded.save(false)).map_err(|_| {
            // What does not last has not happened.
            loaded.disc = before;
            write_error(end)
        })
    }

    // --- formatting behind the host's back ---

    /// The speed at which a background format proceeds; None is at once.
    fn format_rate(&self) -> Option<u32> {
        self.max_speed.map(|_| self.speed().max(1))
    }

    fn start_format(&mut self, now: Time) {
        let running = self.loaded().filter(|loaded| loaded.disc.format == FormatState::Running);
        self.background = running.map(|loaded| (now, loaded.disc.formatted));
        self.format_behind(now);
    }

    /// How far it is now.
    pub fn formatted(&self, now: Time) -> Option<u32> {
        let (since, from) = self.background?;
        let capacity = self.loaded()?.disc.capacity;
        let Some(rate) = self.format_rate() else { return Some(capacity) };
        let done = now.saturating_sub(since).as_nanos() * u128::from(rate) / 1_000_000_000;
        Some((u128::from(from) + done).min(u128::from(capacity)) as u32)
    }

    fn format_behind(&mut self, now: Time) {
        let Some(formatted) = self.formatted(now) else { return };
        let done = self.loaded().is_some_and(|loaded| formatted >= loaded.disc.capacity);
        if done {
            self.background = None;
            let result = self.change(|disc| {
                disc.format = FormatState::Complete;
                disc.formatted = disc.capacity;
            });
            if let Err(sense) = result {
                self.deferred = Some(sense.deferred());
            }
        }
    }

    pub fn stop_format(&mut self, now: Time) -> Result<(), Sense> {
        let Some(formatted) = self.formatted(now) else { return Ok(()) };
        self.background = None;
        self.change(|disc| {
            disc.formatted = formatted;
            disc.format = FormatState::Stopped;
        })
    }

    /// How long it takes to record so many sectors at the present speed.
    pub fn recording_time(&self, sectors: u32) -> Duration {
        buffer::duration(u64::from(sectors), self.speed().max(1))
    }

    /// What the bus needs for a data phase.
    pub fn transfer_time(&self, sectors: u32) -> Duration {
        let bytes = u64::from(sectors) * SECTOR as u64;
        self.takes(Duration::from_nanos(bytes * 1_000_000_000 / super::media::BUS_BYTES_PER_SECOND))
    }
}
