//! The text of a disc file, `PATH.disc`: sessions, tracks and format of the disc whose sectors stand in PATH.
//!
//! A few lines, the last of which is a checksum of all before. Reading trusts nothing: a file that does not describe a
//! disc as the recorder could have left it is refused with the number of the line.

use std::fmt::Write;

use super::config::number;
use super::disc::{Disc, FormatState, Track, TrackState};
use super::media::{self, Blocks, Protection};

const MAGIC: &str = "DF2D-DISC 1";
const FORMATS: [(&str, FormatState); 5] = [
    ("none", FormatState::None),
    ("running", FormatState::Running),
    ("stopped", FormatState::Stopped),
    ("intermediate", FormatState::Intermediate),
    ("complete", FormatState::Complete),
];

pub const PROTECTIONS: [(&str, Protection); 3] = [
    ("none", Protection::None),
    ("cartridge", Protection::Cartridge),
    ("persistent", Protection::Persistent),
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
    write_properties(&mut text, disc);
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
            "track {} {} {} {} {state}{}{}",
            track.session,
            track.start,
            track.size,
            track.recorded,
            if track.at_once { " at-once" } else { "" },
            if track.padding > 0 { format!(" padding {}", track.padding) } else { String::new() }
        );
    }
    let checksum = crc32fast::hash(text.as_bytes());
    let _ = writeln!(text, "crc32 {checksum:08x}");
    text
}

/// What few discs have; a line each.
fn write_properties(text: &mut String, disc: &Disc) {
    if disc.pow {
        text.push_str("pseudo-overwrite\n");
    }
    if disc.at_once_only {
        text.push_str("at-once-only\n");
    }
    if let Some(start) = disc.layer_break {
        let _ = writeln!(text, "layer-break {start}");
    }
    if let Some((name, _)) = PROTECTIONS.iter().skip(1).find(|(_, kind)| *kind == disc.protection) {
        let _ = writeln!(text, "protect {name}");
    }
    if disc.calibrations > 0 {
        let _ = writeln!(text, "calibrations {}", disc.calibrations);
    }
    for (start, end) in &disc.areas {
        let _ = writeln!(text, "area {start} {end}");
    }
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
    if !has_capacity(&disc) {
        return Err(lines.wrong("the medium has no such capacity"));
    }
    let capacity_line = lines.line;
    let format = lines.value("format")?;
    let (format, formatted) = format.split_once(' ').ok_or_else(|| lines.wrong("a number is missing"))?;
    disc.format = lines.one_of(&FORMATS, format)?;
    disc.formatted = lines.parse(formatted)?;
    if !has_format(&disc) {
        return Err(lines.wrong("the medium cannot be formatted like this"));
    }
    let sessions = lines.value("sessions")?;
    let (closed, state) = sessions.split_once(' ').ok_or_else(|| lines.wrong("a word is missing"))?;
    disc.closed_sessions =
        u16::try_from(lines.parse(closed)?).map_err(|_| lines.wrong("there are too many sessions"))?;
    disc.finalized = lines.one_of(&[("open", false), ("finalized", true)], state)?;
    let max = medium.sequential().map_or(0, |rules| rules.max_sessions);
    let once = medium.overwritable().is_some_and(|rules| rules.once);
    if disc.closed_sessions > max || (disc.finalized && disc.closed_sessions == 0 && !once) {
        return Err(lines.wrong("the medium cannot have so many sessions"));
    }
    disc.next = lines.number("next")?;
    let next_line = lines.line;
    read_properties(&mut lines, &mut disc)?;
    if takes_layer_break(medium) && disc.capacity != disc.layer_break.map_or(size, |start| start * 2) {
        return Err(Wrong { line: capacity_line, why: "the layers do not add up to this capacity" });
    }
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

/// A host may say where its second layer begins, and so how much it holds.
fn takes_layer_break(medium: &media::Medium) -> bool {
    medium.layers > 1 && medium.sequential().is_some()
}

fn has_capacity(disc: &Disc) -> bool {
    let (medium, size, capacity) = (disc.medium, disc.size, disc.capacity);
    if takes_layer_break(medium) {
        return capacity <= size;
    }
    let by_format = medium.formats.iter().any(|format| match format.blocks {
        Blocks::Within(_) => {
            let (least, most) = medium.formatted_range(format.kind, size);
            capacity % medium.unit == 0 && (least..=most).contains(&capacity)
        }
        // An overwritable disc may have been formatted in part only.
        Blocks::UpTo => medium.overwritable().is_some() && capacity % medium.unit == 0 && capacity <= size,
        _ => medium.formatted_capacity(format, size) == capacity,
    });
    capacity == size || by_format
}

fn has_format(disc: &Disc) -> bool {
    let whole = disc.formatted == disc.capacity;
    let sold_formatted = disc.medium.overwritable().is_some_and(|rules| rules.sold_formatted);
    match disc.format {
        FormatState::None => disc.formatted == 0 && !sold_formatted,
        FormatState::Running | FormatState::Stopped => {
            disc.medium.formats_behind() && disc.formatted <= disc.capacity
        }
        FormatState::Intermediate => {
            whole && disc.medium.formats.iter().any(|format| format.blocks == Blocks::Growth)
        }
        FormatState::Complete => {
            let sub_types = disc.medium.formats.iter().flat_map(|format| format.sub_types);
            whole && sub_types.into_iter().any(|s| s.into.is_empty() || s.into == disc.medium.name)
        }
    }
}

fn read_properties(lines: &mut Lines<'_>, disc: &mut Disc) -> Result<(), Wrong> {
    while let Some(line) = lines.rest.first().filter(|line| !line.starts_with("track ")) {
        let (word, value) = line.split_once(' ').unwrap_or((line, ""));
        lines.next(word)?;
        let medium = disc.medium;
        let fits = match word {
            "pseudo-overwrite" => {
                disc.pow = true;
                disc.format == FormatState::Complete
                    && medium.sequential().is_some()
                    && medium.formats.iter().flat_map(|f| f.sub_types).any(|sub_type| sub_type.pow)
            }
            "at-once-only" => {
                disc.at_once_only = true;
                medium.sequential().is_some() && !medium.is_cd() && !medium.blank.is_empty()
            }
            "layer-break" => {
                let start = lines.parse(value)?;
                disc.layer_break = Some(start);
                takes_layer_break(medium) && start > 0 && start % medium.unit == 0 && start <= disc.size / 2
            }
            "protect" => {
                disc.protection = lines.one_of(&PROTECTIONS, value)?;
                medium.protections.contains(&disc.protection)
            }
            "calibrations" => {
                let count = lines.parse(value)?;
                disc.calibrations = count.min(u16::MAX.into()) as u16;
                count <= medium.calibrations.into()
            }
            "area" => {
                let (start, end) = value.split_once(' ').ok_or_else(|| lines.wrong("a number is missing"))?;
                let (start, end) = (lines.parse(start)?, lines.parse(end)?);
                let after = disc.areas.last().is_none_or(|last| last.1 < start);
                disc.areas.push((start, end));
                let once = medium.overwritable().is_some_and(|rules| rules.once);
                once && after && start < end && end <= disc.capacity
            }
            _ => return Err(lines.wrong("another line belongs here")),
        };
        if !fits {
            return Err(lines.wrong("the medium cannot have this property"));
        }
    }
    Ok(())
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
    let (&[session, start, size, recorded, state], properties) =
        words.split_first_chunk().ok_or_else(|| lines.wrong("a track has four numbers and a state"))?;
    let (at_once, padding) = match properties {
        [] => (false, 0),
        ["at-once"] => (true, 0),
        ["padding", count] => (false, lines.parse(count)?),
        _ => return Err(lines.wrong("a track has no such property")),
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
        at_once,
        padding,
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
    if track.at_once && (track.size == 0 || rules_forbid_at_once(disc)) {
        return Err("this medium has no sessions of known length");
    }
    if track.padding >= disc.medium.unit || track.padding > track.recorded {
        return Err("more is padded than a write unit");
    }
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

fn rules_forbid_at_once(disc: &Disc) -> bool {
    disc.medium.parameters == media::Parameters::Ignored
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
            let track = disc.took(target, lba, 1_000).unwrap();
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
        disc.took(target, disc.next, 7);
        assert_eq!(read(write(&disc, true).as_bytes()), Ok((disc.clone(), true)));
        assert_eq!(read(write(&disc, false).as_bytes()), Ok((disc, false)));
        for medium in media::MEDIA.iter().filter(|medium| !medium.is_rom()) {
            for format in medium.formats {
                for sub_type in format.sub_types {
                    let mut disc = Disc::blank(medium, medium.capacity);
                    let blocks = disc.offers(format).unwrap_or(0);
                    let Ok(formatting) = disc.formatting(format.kind, sub_type.code, blocks) else {
                        continue;
                    };
                    disc.format(&formatting);
                    assert_eq!(read(write(&disc, false).as_bytes()), Ok((disc.clone(), false)));
                }
            }
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
