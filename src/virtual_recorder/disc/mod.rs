//! What is on a disc: its sessions, tracks and format, and the rules by which they change.
//!
//! Pure state, without time and without data: the drive says what has been recorded, and the disc where that leads.
//!
//! | file | what it is about |
//! |---|---|
//! | `view` | how the state looks from outside |
//! | `record` | where data may go, and what it changes |
//! | `close` | tracks and sessions: set aside, ended, opened again |
//! | `format` | formatting and blanking |

mod close;
mod format;
mod record;
mod view;

pub use format::Formatting;
pub use view::View;

use super::media::{Medium, Protection};

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
    /// What was recorded can be replaced (pseudo overwrite).
    pub pow: bool,
    /// Blanked in a hurry: it takes one recording of known length only.
    pub at_once_only: bool,
    /// Where the second layer begins, once a host has said so.
    pub layer_break: Option<u32>,
    pub protection: Protection,
    /// How often the laser's power has been calibrated on it, where there is not room for ever.
    pub calibrations: u16,
    /// On media whose sectors can be written once and in any order: those that have been, as first and end.
    pub areas: Vec<(u32, u32)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatState {
    None,
    Running,
    Stopped,
    /// A quick format waits for data and for the end of the session.
    Intermediate,
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
    /// Of a session whose length was told beforehand, and which must be recorded in one go.
    pub at_once: bool,
    /// How many of the last sectors the drive has added to fill a write unit.
    pub padding: u32,
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

impl Track {
    pub fn reserved(session: u16, start: u32, size: u32) -> Track {
        Track { session, start, size, recorded: 0, state: TrackState::Reserved, at_once: false, padding: 0 }
    }
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

impl Disc {
    /// As it is sold.
    pub fn blank(medium: &'static Medium, size: u32) -> Disc {
        let mut disc = Disc {
            medium,
            size,
            capacity: size,
            format: FormatState::None,
            formatted: 0,
            tracks: Vec::new(),
            closed_sessions: 0,
            finalized: false,
            next: 0,
            pow: false,
            at_once_only: false,
            layer_break: None,
            protection: Protection::None,
            calibrations: 0,
            areas: Vec::new(),
        };
        if medium.overwritable().is_some_and(|rules| rules.sold_formatted) {
            disc.capacity = medium.formats.first().map_or(size, |f| medium.formatted_capacity(f, size));
            disc.format = FormatState::Complete;
            disc.formatted = disc.capacity;
        }
        disc
    }

    /// One session with one track.
    pub fn pressed(medium: &'static Medium, size: u32) -> Disc {
        let track = Track { recorded: size, state: TrackState::Complete, ..Track::reserved(1, 0, size) };
        let blank = Disc { format: FormatState::None, formatted: 0, ..Disc::blank(medium, size) };
        Disc { tracks: vec![track], closed_sessions: 1, finalized: true, next: size, ..blank }
    }

    pub fn is_blank(&self) -> bool {
        self.tracks.is_empty() && !self.finalized && self.areas.is_empty()
    }

    pub fn is_formatted(&self) -> bool {
        self.format != FormatState::None
    }

    /// Overwritable, and formatted so that it can be.
    pub fn is_random(&self) -> bool {
        self.medium.overwritable().is_some() && self.is_formatted()
    }

    /// Behind the last sector that is recorded in a track.
    pub fn recorded_end(&self) -> u32 {
        let recorded = self.tracks.iter().filter(|track| track.recorded > 0);
        recorded.map(|track| track.start + track.recorded).max().unwrap_or(0)
    }

    /// A track has been begun and not ended.
    pub fn is_recording(&self) -> bool {
        self.tracks.iter().any(|track| track.state == TrackState::Writing)
    }

    /// A session of known length is set aside or being recorded.
    pub fn is_at_once(&self) -> bool {
        self.tracks.iter().any(|track| track.at_once && track.state != TrackState::Complete)
    }

    pub fn open_session_has_tracks(&self) -> bool {
        self.tracks.last().is_some_and(|track| track.session > self.closed_sessions)
    }

    /// The session that counts as the last one: the open one, also while it is empty.
    pub fn last_session(&self) -> u16 {
        if self.finalized { self.closed_sessions.max(1) } else { self.closed_sessions + 1 }
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
        let open = self.tracks.iter().filter(|track| track.session > self.closed_sessions).count();
        let room = self.next < self.capacity && self.tracks.len() < rules.max_tracks && open < rules.max_open;
        (!self.finalized && !open_ended && !self.is_at_once() && room).then_some(self.next)
    }

    pub fn limit(&self, track: &Track) -> u32 {
        if track.size > 0 { track.start + track.size } else { self.capacity }
    }

    pub fn next_writable(&self, track: &Track) -> Option<u32> {
        let resumable = self.medium.sequential().is_some_and(|rules| rules.resumable);
        let next = track.start + track.recorded;
        let writable = match track.state {
            TrackState::Reserved | TrackState::Writing => true,
            TrackState::Damaged => resumable && !track.at_once,
            TrackState::Complete => false,
        };
        (writable && next < self.limit(track)).then_some(next)
    }
}
