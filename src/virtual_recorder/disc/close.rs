//! Tracks and sessions: set aside, announced, ended, opened again.

use super::{Disc, Track, TrackState};
use crate::transport::scsi::asc;
use crate::virtual_recorder::media::Sequential;
use crate::virtual_recorder::sense::Sense;

impl Disc {
    /// CLOSE TRACK for this track number, checked. None where there is nothing to close: a track that is not begun.
    pub fn closable_track(&self, number: u16) -> Result<Option<usize>, Sense> {
        let index = usize::from(number).wrapping_sub(1);
        match self.tracks.get(index) {
            // A track at once ends with its last sector.
            Some(track) if track.at_once && track.state != TrackState::Complete => {
                Err(Sense::illegal(asc::SESSION_FIXATION_ERROR_INCOMPLETE_TRACK))
            }
            Some(_) => Ok(Some(index)),
            None if number != 0 && number == self.last_track() && !self.finalized => Ok(None),
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
        let data = track.recorded.max(rules.min_track).next_multiple_of(unit).min(capacity - track.start);
        if unit > 1 {
            track.padding += data - track.recorded;
        }
        track.recorded = data;
        track.size = track.recorded + rules.run_out;
        self.next = track.start + track.size + rules.track_gap;
    }

    /// Nothing was recorded behind the last complete session, and nothing set aside. Closing it is no error, and writes
    /// nothing.
    pub fn is_session_empty(&self) -> bool {
        !self.finalized && !self.open_session_has_tracks()
    }

    /// CLOSE SESSION, checked.
    pub fn closable_session(&self) -> Result<(), Sense> {
        let open: Vec<&Track> =
            self.tracks.iter().filter(|track| track.session > self.closed_sessions).collect();
        let incomplete = Sense::illegal(asc::SESSION_FIXATION_ERROR_INCOMPLETE_TRACK);
        let ends_tracks = self.medium.sequential().is_some_and(|rules| rules.session_ends_tracks);
        if self.finalized {
            Err(incomplete)
        } else if open.is_empty() || open.iter().any(|track| track.state == TrackState::Reserved) {
            Err(Sense::illegal(asc::SESSION_FIXATION_EMPTY_OR_RESERVED_TRACK))
        } else if !ends_tracks && open.iter().any(|track| track.state != TrackState::Complete) {
            Err(incomplete)
        } else {
            Ok(())
        }
    }

    /// Ends the session. A disc without room for another one is finalized.
    pub fn close_session(&mut self, finalize: bool) {
        let Some(rules) = self.medium.sequential() else {
            self.finalized = finalize;
            return;
        };
        if self.is_session_empty() {
            self.finalized = finalize;
            return;
        }
        // Only where the medium's rules let it come to this.
        for index in 0..self.tracks.len() {
            self.complete_track(index);
        }
        if rules.joins_tracks {
            self.join_tracks();
        }
        let lead_out = self.tracks.last().map_or(0, |track| track.start + track.size);
        self.closed_sessions += 1;
        self.next = lead_out.max(if self.pow { self.next } else { 0 }) + gap(rules, self.closed_sessions);
        let full = self.next.saturating_add(rules.min_track) >= self.capacity
            || self.closed_sessions >= rules.max_sessions
            || self.tracks.len() >= rules.max_tracks;
        self.finalized = finalize || full;
    }

    /// Makes one track of all fragments of the open session.
    fn join_tracks(&mut self) {
        let first = self.tracks.iter().position(|track| track.session > self.closed_sessions);
        let Some(first) = first else { return };
        let end = self.tracks.last().map_or(0, |track| track.start + track.size);
        let padding = self.tracks.last().map_or(0, |track| track.padding);
        let size = end - self.tracks[first].start;
        self.tracks.truncate(first + 1);
        let whole = &mut self.tracks[first];
        *whole = Track { size, recorded: size, padding, ..whole.clone() };
    }

    /// Sets a track aside in front of the invisible one, which moves behind it. `at_once`: it will be all of the disc.
    pub fn reserve(&mut self, count: u32, at_once: bool) -> Result<(), Sense> {
        let Some(start) = self.invisible().filter(|_| !at_once || self.is_blank()) else {
            return Err(Sense::illegal(asc::COMMAND_SEQUENCE_ERROR));
        };
        let size = self.medium.round_up(count.min(u32::MAX - self.medium.unit));
        if size > self.capacity - start {
            return Err(Sense::illegal(asc::LBA_OUT_OF_RANGE));
        }
        // A disc at once may end in the middle of a write unit: the rest is the drive's.
        let size = if at_once { count } else { size };
        let session = self.last_session();
        self.tracks.push(Track { at_once, ..Track::reserved(session, start, size) });
        self.next = start + size + self.medium.sequential().map_or(0, |rules| rules.track_gap);
        Ok(())
    }

    /// The tracks of a cue sheet, as first sector and length: all of the next session.
    pub fn announce(&mut self, tracks: &[(u32, u32)]) {
        let session = self.last_session();
        let announced =
            |&(start, size): &(u32, u32)| Track { at_once: true, ..Track::reserved(session, start, size) };
        self.tracks.extend(tracks.iter().map(announced));
        self.next = tracks.last().map_or(self.next, |(start, size)| start + size);
    }

    /// Everything that was announced has been recorded.
    pub fn at_once_is_full(&self) -> bool {
        let mut tracks =
            self.tracks.iter().filter(|track| track.at_once && track.state != TrackState::Complete);
        tracks.all(|track| track.recorded == track.size)
    }

    /// The end of a session at once: its tracks are complete and it is closed.
    pub fn complete_session(&mut self, finalize: bool) {
        for track in self.tracks.iter_mut().filter(|track| track.at_once) {
            track.state = TrackState::Complete;
        }
        self.close_session(finalize);
    }

    /// Opens the last complete session again, as BLANK can on a CD-RW.
    pub fn unclose(&mut self) -> Result<(), Sense> {
        if self.closed_sessions == 0 || self.open_session_has_tracks() {
            return Err(Sense::illegal(asc::COMMAND_SEQUENCE_ERROR));
        }
        let gap = self.medium.sequential().map_or(0, |rules| rules.track_gap);
        self.closed_sessions -= 1;
        self.finalized = false;
        self.next = self.tracks.last().map_or(0, |track| track.start + track.size + gap);
        Ok(())
    }

    /// Takes the last complete session away.
    pub fn erase_session(&mut self) -> Result<(), Sense> {
        self.unclose()?;
        let session = self.closed_sessions + 1;
        let start = self.tracks.iter().find(|track| track.session == session).map_or(0, |track| track.start);
        self.tracks.retain(|track| track.session < session);
        self.next = start;
        Ok(())
    }
}

fn gap(rules: &Sequential, closed_sessions: u16) -> u32 {
    if closed_sessions == 1 { rules.first_session_gap } else { rules.session_gap }
}
