//! The text of a disc file, `PATH.disc`: sessions, tracks and format of the disc whose sectors stand in PATH.
//!
//! A few lines, the last of which is a checksum of all before. Reading trusts nothing: a file that does not describe a
//! disc as the recorder could have left it is refused with the number of the line.

use std::fmt::Write;

use super::config::number;
use super::disc::{Disc, FormatState, Track, TrackState};
use super::media;

const MAGIC: &str = "DF2D-DISC 1";
const FORMATS: [(&str, FormatState); 4] = [
    ("none", FormatState::None),
    ("running", FormatState::Running),
    ("stopped", FormatState::Stopped),
    ("complete", FormatState::Complete),
];

/// What is wrong with a disc file, and in which line.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    pub line: usize,
    pub why: &'static str,
}

/// `hot`: a track is being written right now, so that how far it got must be seen from PATH.
pub fn write(disc: &Disc, hot: bool) -> String {
    let mut text = String::with_capacity(256 + disc.tracks.len() * 80);
    let format = FORMATS.iter().find(|(_, state)| *state == disc.format).map_or("none", |(name, _)| name);
    let state = if disc.finalized { "finalized" } else { "open" };
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{MAGIC}\nmedia {}\nsize {}\ncapacity {}\nformat {format} {}\nsessions {} {state}\nnext {}",
        disc.medium.name, disc.size, disc.capacity, disc.formatted, disc.closed_sessions, disc.next
    );
    for track in &disc.tracks {
        let state = match track.state {
            TrackState::Reserved => "reserved",
            TrackState::Writing if hot => "writing",
            TrackState::Writing => "open",
            TrackState::Damaged => "damaged",
            TrackState::Complete => "complete",
        };
        let _ = writeln!(
            text,
            "track {} {} {} {} {state}",
            track.session, track.start, track.size, track.recorded
        );
    }
    let checksum = crc32fast::hash(text.as_bytes());
    let _ = writeln!(text, "crc32 {checksum:08x}");
    text
}

/// The disc, and whether it was being written when the file was.
pub fn read(text: &[u8]) -> Result<(Disc, bool), Wrong> {
    let lines = check_sum(text)?;
    let mut lines = Lines { rest: &lines, line: 0 };
    if lines.next("the first line")? != MAGIC {
        return Err(lines.wrong("it is not a disc file of this version"));
    }
    let name = lines.value("media")?;
    let medium = media::by_name(name.as_bytes()).filter(|medium| !medium.is_rom());
    let medium = medium.ok_or_else(|| lines.wrong("it names no recordable medium of this version"))?;
    let size = lines.number("size")?;
    if size == 0 || size > medium.max_capacity || size % medium.unit != 0 {
        return Err(lines.wrong("there is no medium of this size"));
    }
    let mut disc = Disc::blank(medium, size);
    disc.capacity = lines.number("capacity")?;
    let formats = medium.overwritable().map_or(&[][..], |rules| rules.formats);
    if disc.capacity != size && !formats.iter().any(|f| medium.formatted_capacity(f, size) == disc.capacity) {
        return Err(lines.wrong("the medium has no such capacity"));
    }
    let format = lines.value("format")?;
    let (format, formatted) = format.split_once(' ').ok_or_else(|| lines.wrong("a number is missing"))?;
    disc.format = lines.one_of(&FORMATS, format)?;
    disc.formatted = lines.parse(formatted)?;
    let may_run = medium.overwritable().is_some_and(|rules| rules.background);
    let consistent = match disc.format {
        FormatState::None => disc.formatted == 0,
        FormatState::Running | FormatState::Stopped => may_run && disc.formatted <= disc.capacity,
        FormatState::Complete => medium.overwritable().is_some() && disc.formatted == disc.capacity,
    };
    if !consistent {
        return Err(lines.wrong("the medium cannot be formatted like this"));
    }
    let sessions = lines.value("sessions")?;
    let (closed, state) = sessions.split_once(' ').ok_or_else(|| lines.wrong("a word is missing"))?;
    disc.closed_sessions =
        u16::try_from(lines.parse(closed)?).map_err(|_| lines.wrong("there are too many sessions"))?;
    disc.finalized = lines.one_of(&[("open", false), ("finalized", true)], state)?;
    let max = medium.sequential().map_or(0, |rules| rules.max_sessions);
    if disc.closed_sessions > max || (disc.finalized && disc.closed_sessions == 0) {
        return Err(lines.wrong("the medium cannot have so many sessions"));
    }
    disc.next = lines.number("next")?;
    let next_line = lines.line;
    let mut hot = false;
    while !lines.rest.is_empty() {
        let (track, writing) = read_track(&mut lines)?;
        hot |= writing;
        check_track(&disc, &track).map_err(|why| lines.wrong(why))?;
        disc.tracks.push(track);
    }
    check_all(&disc).map_err(|why| Wrong { line: next_line, why })?;
    Ok((disc, hot))
}

/// The lines before the checksum, which must be right.
fn check_sum(text: &[u8]) -> Result<Vec<&str>, Wrong> {
    let text = std::str::from_utf8(text).map_err(|error| Wrong {
        line: 1 + text[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count(),
        why: "it is not text",
    })?;
    let count = text.lines().count().max(1);
    let wrong = |why| Wrong { line: count, why };
    let body = text.strip_suffix('\n').ok_or(wrong("the file is cut short"))?;
    let at = body.rfind('\n').ok_or(wrong("the file is cut short"))? + 1;
    let sum = body[at..].strip_prefix("crc32 ").ok_or(wrong("the checksum is missing"))?;
    if sum != format!("{:08x}", crc32fast::hash(&text.as_bytes()[..at])) {
        return Err(wrong("the checksum does not fit the lines above"));
    }
    Ok(text[..at].lines().collect())
}

fn read_track(lines: &mut Lines<'_>) -> Result<(Track, bool), Wrong> {
    let value = lines.value("track")?;
    let words: Vec<&str> = value.split(' ').collect();
    let &[session, start, size, recorded, state] = &words[..] else {
        return Err(lines.wrong("a track has four numbers and a state"));
    };
    let states = [
        ("reserved", TrackState::Reserved),
        ("writing", TrackState::Writing),
        ("open", TrackState::Writing),
        ("damaged", TrackState::Damaged),
        ("complete", TrackState::Complete),
    ];
    let track = Track {
        session: u16::try_from(lines.parse(session)?).map_err(|_| lines.wrong("there is no such session"))?,
        start: lines.parse(start)?,
        size: lines.parse(size)?,
        recorded: lines.parse(recorded)?,
        state: lines.one_of(&states, state)?,
    };
    Ok((track, state == "writing"))
}

/// Whether the track can follow those that the disc has.
fn check_track(disc: &Disc, track: &Track) -> Result<(), &'static str> {
    let rules = disc.medium.sequential().ok_or("this medium has no tracks")?;
    let previous = disc.tracks.last();
    let session = previous.map_or(1, |previous| previous.session);
    if previous.is_some_and(|previous| previous.size == 0) {
        return Err("an open track must be the last one");
    }
    let follows = track.session == session || (previous.is_some() && track.session == session + 1);
    if !follows || track.session > disc.closed_sessions.saturating_add(1) {
        return Err("the session is out of order");
    }
    let begin = previous.map_or(0, |previous| previous.start + previous.size);
    let end = u64::from(track.start) + u64::from(track.size.max(track.recorded));
    if track.start < begin
        || track.start >= disc.capacity
        || end > u64::from(disc.capacity) + u64::from(rules.run_out)
    {
        return Err("the track does not fit where it is");
    }
    if track.size > 0 && track.recorded > track.size {
        return Err("more is recorded than the track holds");
    }
    let closed = track.session <= disc.closed_sessions;
    let state_ok = match track.state {
        TrackState::Complete => track.size > 0 && track.recorded > 0,
        TrackState::Reserved => !closed && track.size > 0 && track.recorded == 0,
        TrackState::Writing | TrackState::Damaged => !closed,
    };
    if !state_ok {
        return Err("the track cannot be in this state");
    }
    if disc.tracks.len() >= rules.max_tracks { Err("there are too many tracks") } else { Ok(()) }
}

fn check_all(disc: &Disc) -> Result<(), &'static str> {
    let last = disc.tracks.last();
    let sessions = last.map_or(0, |track| track.session);
    if sessions < disc.closed_sessions || (disc.finalized && sessions > disc.closed_sessions) {
        return Err("the sessions do not fit the tracks");
    }
    let end = last.map_or(0, |track| track.start + track.size);
    let open_ended = last.is_some_and(|track| track.size == 0);
    let too_far = end.saturating_add(100_000);
    let next_ok = if open_ended { disc.next == end } else { disc.next >= end && disc.next <= too_far };
    if last.is_none() && disc.next != 0 || !next_ok {
        return Err("the next address does not fit the tracks");
    }
    Ok(())
}

struct Lines<'a> {
    rest: &'a [&'a str],
    line: usize,
}

impl<'a> Lines<'a> {
    fn wrong(&self, why: &'static str) -> Wrong {
        Wrong { line: self.line.max(1), why }
    }

    fn next(&mut self, _what: &str) -> Result<&'a str, Wrong> {
        self.line += 1;
        let (first, rest) = self.rest.split_first().ok_or_else(|| self.wrong("the file is cut short"))?;
        self.rest = rest;
        Ok(first)
    }

    /// What follows this word in the next line.
    fn value(&mut self, word: &str) -> Result<&'a str, Wrong> {
        let line = self.next(word)?;
        let value = line.strip_prefix(word).and_then(|rest| rest.strip_prefix(' '));
        value.ok_or_else(|| self.wrong("another line belongs here"))
    }

    fn number(&mut self, word: &str) -> Result<u32, Wrong> {
        let value = self.value(word)?;
        self.parse(value)
    }

    fn parse(&self, value: &str) -> Result<u32, Wrong> {
        number(value.as_bytes(), 0, u32::MAX >> 1).ok_or_else(|| self.wrong("a number is wrong"))
    }

    fn one_of<T: Copy>(&self, words: &[(&str, T)], word: &str) -> Result<T, Wrong> {
        let found = words.iter().find(|(name, _)| *name == word);
        found.map(|(_, value)| *value).ok_or_else(|| self.wrong("a word is wrong"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::media::by_name;
    use super::*;

    fn appendable() -> Disc {
        let mut disc = Disc::blank(by_name(b"cd-r").unwrap(), 50_000);
        for lba in [0, 12_402] {
            let target = disc.target(lba, 1_000).unwrap();
            let track = disc.took(target, 1_000).unwrap();
            disc.complete_track(track);
            disc.close_session(false);
        }
        disc
    }

    fn seal(body: &str) -> String {
        format!("{body}crc32 {:08x}\n", crc32fast::hash(body.as_bytes()))
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut disc = appendable();
        assert_eq!(read(write(&disc, false).as_bytes()), Ok((disc.clone(), false)));
        let target = disc.target(disc.next, 7).unwrap();
        disc.took(target, 7);
        assert_eq!(read(write(&disc, true).as_bytes()), Ok((disc.clone(), true)));
        assert_eq!(read(write(&disc, false).as_bytes()), Ok((disc, false)));
        let mut bd = Disc::blank(by_name(b"bd-re").unwrap(), 32_768);
        for format in by_name(b"bd-re").unwrap().overwritable().unwrap().formats {
            bd.format(format);
            assert_eq!(read(write(&bd, false).as_bytes()), Ok((bd.clone(), false)));
        }
    }

    #[test]
    fn any_damage_is_noticed() {
        let text = write(&appendable(), false).into_bytes();
        for at in 0..text.len() {
            assert!(read(&text[..at]).is_err(), "cut at {at}");
            for bit in 0..8 {
                let mut bad = text.clone();
                bad[at] ^= 1 << bit;
                assert!(read(&bad).is_err(), "bit {bit} of byte {at}");
            }
        }
    }

    #[test]
    fn impossible_discs_are_refused_by_line() {
        let head = "DF2D-DISC 1\nmedia cd-r\nsize 50000\ncapacity 50000\n";
        let body = |rest: &str| seal(&format!("{head}{rest}"));
        let good = body("format none 0\nsessions 0 open\nnext 0\n");
        assert!(read(good.as_bytes()).is_ok());
        for (line, text) in [
            (1, seal("DF2D-DISC 2\n")),
            (2, seal("DF2D-DISC 1\nmedia cd-rom\n")),
            (2, seal("DF2D-DISC 1\nmedia floppy\n")),
            (3, seal("DF2D-DISC 1\nmedia dvd+r\nsize 17\n")),
            (3, seal("DF2D-DISC 1\nmedia cd-r\nsize 4294967295\n")),
            (4, seal("DF2D-DISC 1\nmedia cd-r\nsize 50000\ncapacity 50001\n")),
            (5, body("format complete 50000\n")),
            (5, body("format none 1\n")),
            (5, body("format odd 0\n")),
            (6, body("format none 0\nsessions 100 open\n")),
            (6, body("format none 0\nsessions 0 finalized\n")),
            (6, body("format none 0\nsessions 0 ajar\n")),
            (7, body("format none 0\nsessions 0 open\nnext 5\n")),
            (7, body("format none 0\nsessions 0 open\n")),
            (7, body("format none 0\nsessions 1 open\nnext 0\n")),
            (8, body("format none 0\nsessions 0 open\nnext 0\ntrack 2 0 0 0 open\n")),
            (8, body("format none 0\nsessions 0 open\nnext 0\ntrack 0 0 0 0 open\n")),
            (8, body("format none 0\nsessions 0 open\nnext 0\ntrack 1 0 0 50003 open\n")),
            (8, body("format none 0\nsessions 0 open\nnext 0\ntrack 1 0 10 11 damaged\n")),
            (8, body("format none 0\nsessions 0 open\nnext 0\ntrack 1 0 0 10 complete\n")),
            (8, body("format none 0\nsessions 1 open\nnext 0\ntrack 1 0 0 10 open\n")),
            (8, body("format none 0\nsessions 0 open\nnext 0\ntrack 1 0 0 10\n")),
            (8, body("format none 0\nsessions 0 open\nnext 0\nlead-out 10\n")),
            (
                9,
                body(
                    "format none 0\nsessions 0 open\nnext 302\ntrack 1 0 302 300 complete\ntrack 1 301 0 1 open\n",
                ),
            ),
            (9, body("format none 0\nsessions 0 open\nnext 0\ntrack 1 0 0 10 open\ntrack 1 400 0 1 open\n")),
        ] {
            assert_eq!(read(text.as_bytes()).map_err(|wrong| wrong.line), Err(line), "{text}");
        }
    }
}
