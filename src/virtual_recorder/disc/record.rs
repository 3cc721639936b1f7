//! Where data may go, and what it changes.

use super::{Disc, FormatState, Target, Track, TrackState};
use crate::transport::scsi::{asc, key};
use crate::virtual_recorder::media::{Overwritable, Protection};
use crate::virtual_recorder::sense::Sense;

impl Disc {
    /// Whether anything at all may be recorded on it.
    pub fn writable(&self) -> Result<(), Sense> {
        if self.protection != Protection::None {
            return Err(Sense::new(key::DATA_PROTECT, asc::WRITE_PROTECTED));
        }
        let unformatted = self.medium.overwritable().is_some() && !self.is_formatted();
        if self.finalized || unformatted {
            return Err(Sense::illegal(asc::CANNOT_WRITE_INCOMPATIBLE_MEDIUM));
        }
        Ok(())
    }

    /// Whether a WRITE may go there, and into which track.
    pub fn target(&self, lba: u32, count: u32) -> Result<Target, Sense> {
        self.writable()?;
        let end = u64::from(lba) + u64::from(count);
        if let Some(rules) = self.medium.overwritable() {
            return self.anywhere(rules, lba, count, end);
        }
        if lba >= self.capacity {
            return Err(Sense::illegal(asc::LBA_OUT_OF_RANGE).at(lba));
        }
        if self.pow && self.replaces(lba, end) {
            return self.room_to_replace(lba, end as u32).map(|()| Target::Anywhere);
        }
        let index = self.tracks.iter().position(|track| self.next_writable(track) == Some(lba));
        let (target, limit) = match index {
            Some(index) => (Target::Track(index), self.reach(index)),
            None if self.invisible() == Some(lba) => (Target::New, self.capacity),
            None => return Err(Sense::illegal(asc::INVALID_ADDRESS_FOR_WRITE).at(lba)),
        };
        if end <= u64::from(limit) {
            Ok(target)
        } else if self.is_at_once() && self.medium.is_cd() {
            // The cue sheet has announced no such block.
            Err(Sense::illegal(asc::INVALID_ADDRESS_FOR_WRITE).at(limit))
        } else if limit < self.capacity {
            Err(Sense::illegal(asc::END_OF_USER_AREA).at(limit))
        } else {
            Err(Sense::illegal(asc::LBA_OUT_OF_RANGE).at(limit))
        }
    }

    /// How far a WRITE that begins in this track may go: tracks of a session at once follow each other without a gap.
    fn reach(&self, index: usize) -> u32 {
        let mut limit = self.limit(&self.tracks[index]);
        for track in &self.tracks[index + 1..] {
            if track.at_once && track.start == limit {
                limit += track.size;
            }
        }
        limit
    }

    fn anywhere(&self, rules: &Overwritable, lba: u32, count: u32, end: u64) -> Result<Target, Sense> {
        if lba % rules.align != 0 || count % rules.align != 0 {
            return Err(Sense::illegal(asc::INVALID_ADDRESS_FOR_WRITE).at(lba));
        }
        let grows = self.format == FormatState::Intermediate && lba <= self.capacity;
        let limit = if grows { self.size } else { self.capacity };
        if lba >= limit {
            return Err(Sense::illegal(asc::LBA_OUT_OF_RANGE).at(lba));
        }
        if end > u64::from(limit) {
            return Err(Sense::illegal(asc::LBA_OUT_OF_RANGE).at(limit));
        }
        if rules.once && self.areas.iter().any(|area| lba < area.1 && u64::from(area.0) < end) {
            // A write-once device that finds something where it is to write.
            return Err(Sense::new(key::BLANK_CHECK, asc::NO_ADDITIONAL).at(lba));
        }
        Ok(Target::Anywhere)
    }

    /// All of it has been recorded before.
    fn replaces(&self, lba: u32, end: u64) -> bool {
        let holds = |t: &Track| {
            t.start <= lba && end <= u64::from(t.start + t.recorded) && lba < t.start + t.recorded
        };
        self.tracks.iter().any(holds)
    }

    /// Pseudo overwrite records the new data where the next track would go on, and that takes room.
    fn room_to_replace(&self, lba: u32, end: u32) -> Result<(), Sense> {
        let free = self.view_next().map_or(0, |view| view.free);
        if self.consumed(lba, end) <= free {
            Ok(())
        } else {
            Err(Sense::illegal(asc::LBA_OUT_OF_RANGE).at(lba))
        }
    }

    /// Whole write units.
    fn consumed(&self, lba: u32, end: u32) -> u32 {
        let unit = self.medium.unit;
        end.next_multiple_of(unit) - lba / unit * unit
    }

    /// Data for `target` has been taken. The index of its track on sequential media.
    pub fn took(&mut self, target: Target, lba: u32, count: u32) -> Option<usize> {
        let index = match target {
            Target::Anywhere => {
                self.took_anywhere(lba, count);
                return None;
            }
            Target::Track(index) => index,
            Target::New => {
                let session = self.last_session();
                self.tracks.push(Track::reserved(session, self.next, 0));
                self.tracks.len() - 1
            }
        };
        let mut rest = count;
        for track in &mut self.tracks[index..] {
            let room = if track.size > 0 { track.size - track.recorded } else { u32::MAX };
            let here = rest.min(room);
            track.recorded += here;
            track.padding = if here > 0 { 0 } else { track.padding };
            track.state = TrackState::Writing;
            rest -= here;
            if rest == 0 {
                break;
            }
        }
        Some(index)
    }

    fn took_anywhere(&mut self, lba: u32, count: u32) {
        let end = lba + count;
        if self.format == FormatState::Intermediate {
            self.capacity = self.capacity.max(end);
            self.formatted = self.capacity;
        }
        if self.medium.overwritable().is_some_and(|rules| rules.once) && count > 0 {
            self.areas.push((lba, end));
            self.merge_areas();
        }
        if self.pow && count > 0 {
            let consumed = self.consumed(lba, end);
            match self.tracks.iter_mut().find(|track| track.size == 0) {
                Some(track) => track.recorded = track.recorded.next_multiple_of(self.medium.unit) + consumed,
                None => self.next += consumed,
            }
        }
    }

    fn merge_areas(&mut self) {
        self.areas.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(self.areas.len());
        for &(start, end) in &self.areas {
            match merged.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => merged.push((start, end)),
            }
        }
        self.areas = merged;
    }

    /// Takes back what never reached the medium, the newest first.
    pub fn lose(&mut self, lba: u32, count: u32) {
        let end = lba + count;
        for track in self.tracks.iter_mut().rev() {
            let recorded = track.start + track.recorded;
            if track.start < end && recorded > lba && recorded <= end {
                track.recorded = lba.saturating_sub(track.start);
            }
        }
        if self.format == FormatState::Intermediate && self.capacity == end {
            self.capacity = lba;
            self.formatted = lba;
        }
        if let Some(at) = self.areas.iter().position(|area| area.0 <= lba && end <= area.1) {
            let (start, stop) = self.areas.remove(at);
            self.areas.extend([(start, lba), (end, stop)].iter().filter(|area| area.0 < area.1));
            self.areas.sort_unstable();
        }
    }

    /// Recording stopped without the drive's doing. What was being written stays as far as it got.
    pub fn break_off(&mut self) {
        let unit = self.medium.unit;
        for track in self.tracks.iter_mut().filter(|t| t.state == TrackState::Writing) {
            track.recorded -= track.recorded % unit;
            track.padding = 0;
            track.state = match (track.recorded, track.size) {
                (0, 1..) if !track.at_once => TrackState::Reserved,
                _ => TrackState::Damaged,
            };
        }
        // Nothing was recorded, so nothing was begun; and a session at once ends with the track that broke off.
        self.tracks.retain(|track| track.recorded > 0 || (track.size > 0 && !track.at_once));
        match self.tracks.last() {
            Some(last) if last.at_once && last.state == TrackState::Damaged => {
                self.next = last.start + last.size
            }
            None if !self.pow => self.next = 0,
            _ => {}
        }
        self.pad_areas();
        if self.format == FormatState::Running {
            self.format = FormatState::Stopped;
        }
    }

    /// Pads what is recorded to whole write units, as the drive does when its buffer is flushed.
    pub fn pad(&mut self) {
        let unit = self.medium.unit;
        for track in self.tracks.iter_mut().filter(|t| t.state == TrackState::Writing) {
            let padded = track.recorded.next_multiple_of(unit);
            let padded = if track.size > 0 { padded.min(track.size) } else { padded };
            track.padding += padded - track.recorded;
            track.recorded = padded;
        }
        self.pad_areas();
    }

    fn pad_areas(&mut self) {
        let unit = self.medium.unit;
        for area in &mut self.areas {
            *area = (area.0 / unit * unit, area.1.next_multiple_of(unit));
        }
        self.merge_areas();
    }
}
