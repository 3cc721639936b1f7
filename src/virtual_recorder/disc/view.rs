//! How the state of a disc looks from outside.

use super::{Disc, FormatState, TrackState};
use crate::transport::scsi::{asc, key};
use crate::virtual_recorder::media::Family;
use crate::virtual_recorder::sense::Sense;

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
    /// The track that data goes to unless another is asked for.
    pub fn view_next(&self) -> Option<View> {
        let pending = self
            .tracks
            .iter()
            .position(|track| track.size == 0 || (track.at_once && track.state != TrackState::Complete));
        match pending {
            Some(index) => self.view(index as u16 + 1),
            None => self.invisible().and_then(|_| self.view(self.last_track())),
        }
    }

    pub fn view(&self, number: u16) -> Option<View> {
        if self.medium.overwritable().is_some() {
            return (number == 1).then(|| self.view_all());
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

    /// The one track of a disc that can be overwritten.
    fn view_all(&self) -> View {
        let grows = self.format == FormatState::Intermediate && self.capacity < self.size;
        View {
            number: 1,
            session: 1,
            start: 0,
            size: self.capacity,
            next_writable: grows.then_some(self.capacity),
            free: if grows { self.size - self.capacity } else { 0 },
            recorded: if self.is_formatted() { self.capacity } else { 0 },
            damaged: false,
            blank: !self.is_formatted(),
            reserved: false,
        }
    }

    /// The last block that READ CAPACITY names: of the last complete session, 0 without one.
    pub fn last_block(&self) -> u32 {
        if self.medium.overwritable().is_some() {
            return if self.is_formatted() { self.capacity.saturating_sub(1) } else { 0 };
        }
        let complete = self.tracks.iter().rev().find(|track| track.session <= self.closed_sessions);
        // A Blu-ray drive counts what the host sent, others what is in the track.
        let exact = self.medium.family == Family::Bd;
        complete.map_or(0, |track| track.start + track.size - 1 - if exact { track.padding } else { 0 })
    }

    /// Whether these sectors can be read.
    pub fn readable(&self, lba: u32, count: u32) -> Result<(), Sense> {
        let out_of_range = Sense::illegal(asc::LBA_OUT_OF_RANGE);
        let end = u64::from(lba) + u64::from(count);
        if self.medium.overwritable().is_some() {
            let capacity = if self.is_formatted() { self.capacity } else { 0 };
            return if end > u64::from(capacity) {
                Err(out_of_range.at(lba))
            } else {
                self.written_once(lba, end as u32)
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

    /// On media that are written once in any order, only what has been written can be read.
    fn written_once(&self, lba: u32, end: u32) -> Result<(), Sense> {
        if !self.medium.overwritable().is_some_and(|rules| rules.once) {
            return Ok(());
        }
        let mut at = lba;
        while at < end {
            match self.areas.iter().find(|area| area.0 <= at && at < area.1) {
                Some(area) => at = area.1,
                None => return Err(Sense::new(key::BLANK_CHECK, asc::NO_ADDITIONAL).at(at)),
            }
        }
        Ok(())
    }
}
