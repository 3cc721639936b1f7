//! What is on a disc: its sessions, tracks and format, and the rules by which they change.
//!
//! Pure state, without time and without data: the drive says what has been recorded, and the disc where that leads.

use super::media::{Format, Medium, Sequential};
use super::sense::Sense;
use crate::transport::scsi::{asc, key};

#[derive(Clone, Debug, PartialEq)]
pub struct Disc {
    pub medium: &'static Medium,
    /// As it was made.
    pub size: u32,
    /// User sectors in its present format.
    pub capacity: u32,
    pub format: FormatState,
    /// How far a background format has come.
    pub formatted: u32,
    /// All tracks in which something is recorded or reserved, of all sessions.
    pub tracks: Vec<Track>,
    pub closed_sessions: u16,
    pub finalized: bool,
    /// Where the track behind the last one begins.
    pub next: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatState {
    None,
    Running,
    Stopped,
    Complete,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    pub session: u16,
    pub start: u32,
    /// 0 while it is open-ended.
    pub size: u32,
    /// Sectors recorded from its start, those in the drive's buffer included.
    pub recorded: u32,
    pub state: TrackState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackState {
    /// Set aside, with nothing in it.
    Reserved,
    Writing,
    /// Recording broke off.
    Damaged,
    Complete,
}

/// Where a WRITE goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Continues the track with this index.
    Track(usize),
    /// Begins the track that was invisible so far.
    New,
    /// Overwrites.
    Anywhere,
}

/// A track as READ TRACK INFORMATION sees it; the invisible one included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    pub number: u16,
    pub session: u16,
    pub start: u32,
    pub size: u32,
    pub next_writable: Option<u32>,
    pub free: u32,
    pub recorded: u32,
    pub damaged: bool,
    pub blank: bool,
    pub reserved: bool,
}

impl Disc {
    pub fn blank(medium: &'static Medium, size: u32) -> Disc {
        Disc {
            medium,
            size,
            capacity: size,
            format: FormatState::None,
            formatted: 0,
            tracks: Vec::new(),
            closed_sessions: 0,
            finalized: false,
            next: 0,
        }
    }

    /// One session with one track.
    pub fn pressed(medium: &'static Medium, size: u32) -> Disc {
        let track = Track { session: 1, start: 0, size, recorded: size, state: TrackState::Complete };
        let blank = Disc::blank(medium, size);
        Disc { tracks: vec![track], closed_sessions: 1, finalized: true, next: size, ..blank }
    }

    pub fn is_blank(&self) -> bool {
        self.tracks.is_empty() && !self.finalized
    }

    pub fn is_formatted(&self) -> bool {
        self.format != FormatState::None
    }

    /// A track has been begun and not ended.
    pub fn is_recording(&self) -> bool {
        self.tracks.iter().any(|track| track.state == TrackState::Writing)
    }

    pub fn open_session_has_tracks(&self) -> bool {
        self.tracks.last().is_some_and(|track| track.session > self.closed_sessions)
    }

    /// The session that counts as the last one: the open one, also while it is empty.
    pub fn last_session(&self) -> u16 {
        if self.finalized { self.closed_sessions } else { self.closed_sessions + 1 }
    }

    /// The number of the last track, the invisible one included.
    pub fn last_track(&self) -> u16 {
        (self.tracks.len() + usize::from(self.invisible().is_some())).max(1) as u16
    }

    pub fn first_track_of(&self, session: u16) -> Option<u16> {
        let index = self.tracks.iter().position(|track| track.session == session);
        match index {
            Some(index) => Some(index as u16 + 1),
            None if session == self.last_session() => Some(self.last_track()),
            None => None,
        }
    }

    /// Where the track without a beginning would begin.
    pub fn invisible(&self) -> Option<u32> {
        let rules = self.medium.sequential()?;
        let open_ended = self.tracks.iter().any(|track| track.size == 0);
        let room = self.next < self.capacity && self.tracks.len() < rules.max_tracks;
        (!self.finalized && !open_ended && room).then_some(self.next)
    }

    pub fn limit(&self, track: &Track) -> u32 {
        if track.size > 0 { track.start + track.size } else { self.capacity }
    }

    pub fn next_writable(&self, track: &Track) -> Option<u32> {
        let resumable = self.medium.sequential().is_some_and(|rules| rules.resumable);
        let next = track.start + track.recorded;
        let writable = match track.state {
            TrackState::Reserved | TrackState::Writing => true,
            TrackState::Damaged => resumable,
            TrackState::Complete => false,
        };
        (writable && next < self.limit(track)).then_some(next)
    }

    /// The track that data goes to unless another is asked for.
    pub fn view_next(&self) -> Option<View> {
        let open_ended = self.tracks.iter().position(|track| track.size == 0);
        match open_ended {
            Some(index) => self.view(index as u16 + 1),
            None => self.invisible().and_then(|_| self.view(self.last_track())),
        }
    }

    pub fn view(&self, number: u16) -> Option<View> {
        if self.medium.overwritable().is_some() {
            return (number == 1).then(|| View {
                number: 1,
                session: 1,
                start: 0,
                size: self.capacity,
                next_writable: None,
                free: 0,
                recorded: if self.is_formatted() { self.capacity } else { 0 },
                damaged: false,
                blank: !self.is_formatted(),
                reserved: false,
            });
        }
        let index = usize::from(number).checked_sub(1)?;
        if let Some(track) = self.tracks.get(index) {
            let next_writable = self.next_writable(track);
            return Some(View {
                number,
                session: track.session,
                start: track.start,
                size: self.limit(track) - track.start,
                next_writable,
                free: next_writable.map_or(0, |next| self.limit(track) - next),
                recorded: track.recorded,
                damaged: track.state == TrackState::Damaged,
                blank: track.recorded == 0,
                reserved: track.size > 0 && track.state != TrackState::Complete,
            });
        }
        let start = self.invisible().filter(|_| index == self.tracks.len())?;
        Some(View {
            number,
            session: self.last_session(),
            start,
            size: self.capacity - start,
            next_writable: Some(start),
            free: self.capacity - start,
            recorded: 0,
            damaged: false,
            blank: true,
            reserved: false,
        })
    }

    /// The last block that READ CAPACITY names: of the last complete session, 0 without one.
    pub fn last_block(&self) -> u32 {
        if self.medium.overwritable().is_some() {
            return if self.is_formatted() { self.capacity - 1 } else { 0 };
        }
        let complete = self.tracks.iter().rev().find(|track| track.session <= self.closed_sessions);
        complete.map_or(0, |track| track.start + track.size - 1)
    }

    /// Whether a WRITE may go there, and into which track.
    pub fn target(&self, lba: u32, count: u32) -> Result<Target, Sense> {
        let end = u64::from(lba) + u64::from(count);
        let closed = Sense::illegal(asc::CANNOT_WRITE_INCOMPATIBLE_MEDIUM);
        if self.finalized || (self.medium.overwritable().is_some() && !self.is_formatted()) {
            return Err(closed);
        }
        if lba >= self.capacity {
            return Err(Sense::illegal(asc::LBA_OUT_OF_RANGE).at(lba));
        }
        if self.medium.overwritable().is_some() {
            return if end > u64::from(self.capacity) {
                Err(Sense::illegal(asc::LBA_OUT_OF_RANGE).at(self.capacity))
            } else {
                Ok(Target::Anywhere)
            };
        }
        let index = self.tracks.iter().position(|track| self.next_writable(track) == Some(lba));
        let (target, limit) = match index {
            Some(index) => (Target::Track(index), self.limit(&self.tracks[index])),
            None if self.invisible() == Some(lba) => (Target::New, self.capacity),
            None => return Err(Sense::illegal(asc::INVALID_ADDRESS_FOR_WRITE).at(lba)),
        };
        if end <= u64::from(limit) {
            Ok(target)
        } else if limit < self.capacity {
            Err(Sense::illegal(asc::END_OF_USER_AREA).at(limit))
        } else {
            Err(Sense::illegal(asc::LBA_OUT_OF_RANGE).at(limit))
        }
    }

    /// Data for `target` has been taken. The index of its track on sequential media.
    pub fn took(&mut self, target: Target, count: u32) -> Option<usize> {
        let index = match target {
            Target::Anywhere => return None,
            Target::Track(index) => index,
            Target::New => {
                let session = self.last_session();
                let track =
                    Track { session, start: self.next, size: 0, recorded: 0, state: TrackState::Writing };
                self.tracks.push(track);
                self.tracks.len() - 1
            }
        };
        let track = &mut self.tracks[index];
        track.recorded += count;
        track.state = TrackState::Writing;
        Some(index)
    }

    /// Takes back what never reached the medium.
    pub fn lose(&mut self, lba: u32, count: u32) {
        let owner = self.tracks.iter_mut().find(|t| lba >= t.start && lba - t.start < t.recorded);
        if let Some(track) = owner {
            track.recorded -= count.min(track.recorded);
        }
    }

    /// Recording stopped without the drive's doing. What was being written stays as far as it got.
    pub fn break_off(&mut self) {
        let unit = self.medium.unit;
        for track in self.tracks.iter_mut().filter(|t| t.state == TrackState::Writing) {
            track.recorded -= track.recorded % unit;
            track.state = match (track.recorded, track.size) {
                (0, 0) => TrackState::Damaged,
                (0, _) => TrackState::Reserved,
                _ => TrackState::Damaged,
            };
        }
        // Nothing was recorded, so nothing was begun.
        self.tracks.retain(|track| track.recorded > 0 || track.size > 0);
        if self.format == FormatState::Running {
            self.format = FormatState::Stopped;
        }
    }

    /// Pads what is recorded to whole write units, as the drive does when its buffer is flushed.
    pub fn pad(&mut self) {
        let unit = self.medium.unit;
        for track in self.tracks.iter_mut().filter(|t| t.state == TrackState::Writing) {
            track.recorded = track.recorded.next_multiple_of(unit);
        }
    }

    /// CLOSE TRACK for this track number, checked.
    pub fn closable_track(&self, number: u16) -> Result<usize, Sense> {
        let index = usize::from(number).wrapping_sub(1);
        match self.tracks.get(index) {
            Some(_) => Ok(index),
            None if number != 0 && number == self.last_track() && !self.finalized => {
                Err(Sense::illegal(asc::SESSION_FIXATION_EMPTY_OR_RESERVED_TRACK))
            }
            None => Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB)),
        }
    }

    /// Ends a track, padding it as the medium demands. A complete one stays as it is, without error.
    pub fn complete_track(&mut self, index: usize) {
        let Some(rules) = self.medium.sequential() else { return };
        let (capacity, unit) = (self.capacity, self.medium.unit);
        let track = &mut self.tracks[index];
        if track.state == TrackState::Complete {
            return;
        }
        track.state = TrackState::Complete;
        if track.size > 0 {
            track.recorded = track.size;
            return;
        }
        let data = track.recorded.max(rules.min_track).next_multiple_of(unit);
        track.recorded = data.min(capacity - track.start);
        track.size = track.recorded + rules.run_out;
        self.next = track.start + track.size + rules.track_gap;
    }

    /// CLOSE SESSION, checked.
    pub fn closable_session(&self) -> Result<(), Sense> {
        let open: Vec<&Track> =
            self.tracks.iter().filter(|track| track.session > self.closed_sessions).collect();
        let incomplete = Sense::illegal(asc::SESSION_FIXATION_ERROR_INCOMPLETE_TRACK);
        if self.finalized {
            Err(incomplete)
        } else if open.is_empty() || open.iter().any(|track| track.state == TrackState::Reserved) {
            Err(Sense::illegal(asc::SESSION_FIXATION_EMPTY_OR_RESERVED_TRACK))
        } else if open.iter().any(|track| track.state != TrackState::Complete) {
            Err(incomplete)
        } else {
            Ok(())
        }
    }

    /// Ends the session. A disc without room for another one is finalized.
    pub fn close_session(&mut self, finalize: bool) {
        let Some(rules) = self.medium.sequential() else { return };
        let lead_out = self.tracks.last().map_or(0, |track| track.start + track.size);
        self.closed_sessions += 1;
        self.next = lead_out + gap(rules, self.closed_sessions);
        let full = self.next.saturating_add(rules.min_track) >= self.capacity
            || self.closed_sessions >= rules.max_sessions
            || self.tracks.len() >= rules.max_tracks;
        self.finalized = finalize || full;
    }

    /// Sets a track aside in front of the invisible one, which moves behind it.
    pub fn reserve(&mut self, count: u32) -> Result<(), Sense> {
        let Some(start) = self.invisible() else {
            return Err(Sense::illegal(asc::COMMAND_SEQUENCE_ERROR));
        };
        let size = self.medium.round_up(count.min(u32::MAX - self.medium.unit));
        if size > self.capacity - start {
            return Err(Sense::illegal(asc::LBA_OUT_OF_RANGE));
        }
        let session = self.last_session();
        self.tracks.push(Track { session, start, size, recorded: 0, state: TrackState::Reserved });
        self.next = start + size + self.medium.sequential().map_or(0, |rules| rules.track_gap);
        Ok(())
    }

    /// Formats the medium anew; everything on it is gone.
    pub fn format(&mut self, format: &Format) {
        self.capacity = self.medium.formatted_capacity(format, self.size);
        let background = self.medium.overwritable().is_some_and(|rules| rules.background);
        self.format = if background { FormatState::Running } else { FormatState::Complete };
        self.formatted = if background { 0 } else { self.capacity };
    }

    /// Whether these sectors can be read.
    pub fn readable(&self, lba: u32, count: u32) -> Result<(), Sense> {
        let out_of_range = Sense::illegal(asc::LBA_OUT_OF_RANGE);
        let end = u64::from(lba) + u64::from(count);
        if self.medium.overwritable().is_some() {
            let capacity = if self.is_formatted() { self.capacity } else { 0 };
            return if end <= u64::from(capacity) && lba < capacity {
                Ok(())
            } else {
                Err(out_of_range.at(lba))
            };
        }
        let mut at = lba;
        loop {
            let Some(track) = self.tracks.iter().rev().find(|track| track.start <= at && track.recorded > 0)
            else {
                return Err(out_of_range.at(at));
            };
            let (recorded, track_end) = (track.start + track.recorded, track.start + track.size);
            if at < recorded {
                if end <= u64::from(recorded) {
                    return Ok(());
                }
                at = recorded;
            } else if at < track_end && track.state == TrackState::Complete {
                // Run-out blocks count as the track's and hold only links.
                return Err(Sense::illegal(asc::ILLEGAL_MODE_FOR_THIS_TRACK).at(at));
            } else if self.tracks.iter().any(|later| later.start > at && later.recorded > 0) {
                return Err(Sense::new(key::BLANK_CHECK, asc::NO_ADDITIONAL).at(at));
            } else {
                return Err(out_of_range.at(at));
            }
        }
    }
}

fn gap(rules: &Sequential, closed_sessions: u16) -> u32 {
    if closed_sessions == 1 { rules.first_session_gap } else { rules.session_gap }
}
