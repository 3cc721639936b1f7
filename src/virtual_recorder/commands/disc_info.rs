//! READ DISC INFORMATION and READ TRACK INFORMATION.

use super::super::disc::{Disc, FormatState, TrackState};
use super::super::media::{Family, Parameters};
use super::super::sense::Sense;
use super::super::server::{Call, Outcome, Server};
use super::toc::msf;
use crate::transport::scsi::asc;

const EMPTY: u8 = 0;
const INCOMPLETE: u8 = 1;
const COMPLETE: u8 = 3;

const STANDARD: u8 = 0;
const TRACK_RESOURCES: u8 = 1;
const POW_RESOURCES: u8 = 2;

pub fn read_disc_information(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let disc = &server.disc()?.disc;
    let data = match call.cdb[1] {
        STANDARD => disc_information(disc).to_vec(),
        TRACK_RESOURCES if disc.medium.family == Family::Bd => track_resources(disc).to_vec(),
        POW_RESOURCES if disc.pow => pow_resources(disc).to_vec(),
        _ => return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into()),
    };
    let allocation = usize::from(call.u16(7));
    call.reply(&data, allocation)
}

fn disc_information(disc: &Disc) -> [u8; 34] {
    let mut data = [0; 34];
    data[1] = 32;
    let (status, session) = state(disc);
    data[2] = u8::from(disc.medium.is_erasable()) << 4 | session << 2 | status;
    data[3] = 1;
    let one_track = disc.medium.overwritable().is_some();
    let sessions = if one_track { 1 } else { disc.last_session() };
    let first = disc.first_track_of(sessions).unwrap_or(1);
    let last = if one_track { 1 } else { disc.last_track() };
    for (low, high, number) in [(4, 9, sessions), (5, 10, first), (6, 11, last)] {
        let [h, l] = number.to_be_bytes();
        data[low] = l;
        data[high] = h;
    }
    // Unrestricted use, and how far a background format is.
    data[7] = 0x20 | background(disc);
    if disc.medium.is_cd() {
        data[8] = if status == 0 { 0xFF } else { 0x00 };
        let (lead_in, lead_out) = cd_times(disc);
        data[16..20].copy_from_slice(&lead_in);
        data[20..24].copy_from_slice(&lead_out);
    }
    data
}

/// How many tracks there can be and are, and how many can be and are open.
fn track_resources(disc: &Disc) -> [u8; 12] {
    let max = disc.medium.sequential().map_or(0, |rules| rules.max_tracks) as u16;
    let open = disc.tracks.iter().filter(|track| track.state != TrackState::Complete).count() as u16;
    let mut data = [0; 12];
    data[1] = 10;
    data[2] = TRACK_RESOURCES << 5;
    for (at, value) in [(4, max), (6, disc.tracks.len() as u16), (8, max), (10, open)] {
        data[at..at + 2].copy_from_slice(&value.to_be_bytes());
    }
    data
}

/// How many write units can still be replaced, entries made in the table of replacements, and updates of it.
fn pow_resources(disc: &Disc) -> [u8; 16] {
    let mut data = [0; 16];
    data[1] = 14;
    data[2] = POW_RESOURCES << 5;
    let free = disc.view_next().map_or(0, |view| view.free) / disc.medium.unit;
    for at in [4, 8, 12] {
        data[at..at + 4].copy_from_slice(&free.to_be_bytes());
    }
    data
}

/// Disc status and state of the last session.
fn state(disc: &Disc) -> (u8, u8) {
    if disc.finalized {
        return (2, COMPLETE);
    }
    if let Some(rules) = disc.medium.overwritable() {
        return match disc.format {
            FormatState::None => (0, EMPTY),
            FormatState::Intermediate => (2, INCOMPLETE),
            _ if rules.once && disc.is_blank() => (0, EMPTY),
            _ if rules.once => (1, INCOMPLETE),
            // A formatted disc counts as complete, and stays writable.
            _ => (rules.status, COMPLETE),
        };
    }
    if disc.open_session_has_tracks() {
        (1, INCOMPLETE)
    } else if disc.is_blank() && !disc.is_formatted() {
        (0, EMPTY)
    } else {
        (1, EMPTY)
    }
}

fn background(disc: &Disc) -> u8 {
    if !disc.medium.formats_behind() {
        return 0;
    }
    match disc.format {
        FormatState::None | FormatState::Intermediate => 0,
        FormatState::Stopped => 1,
        FormatState::Running => 2,
        FormatState::Complete => 3,
    }
}

/// Where the lead-in of the last session begins and where the last lead-out may, as times on a CD.
fn cd_times(disc: &Disc) -> ([u8; 4], [u8; 4]) {
    if disc.finalized {
        return ([0xFF; 4], [0xFF; 4]);
    }
    let lead_in = if disc.closed_sessions == 0 {
        super::toc::ATIP_LEAD_IN
    } else {
        let open = disc.tracks.iter().find(|track| track.session > disc.closed_sessions);
        // A lead-in of 4500 sectors and a pre-gap of 150.
        msf(open.map_or(disc.next, |track| track.start).saturating_sub(4_650))
    };
    let [m, s, f] = lead_in;
    let [last_m, last_s, last_f] = msf(disc.capacity);
    ([0, m, s, f], [0, last_m, last_s, last_f])
}

/// Asks for the track that data goes to.
const NEXT: u32 = 0xFF;

pub fn read_track_information(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let number = call.u32(2);
    let disc = &server.disc()?.disc;
    let bad = Sense::illegal(asc::INVALID_FIELD_IN_CDB);
    let view = match call.cdb[1] {
        0 => containing(disc, number).ok_or(Sense::illegal(asc::LBA_OUT_OF_RANGE))?,
        // Elsewhere it is a track number like any other.
        1 if number == NEXT && disc.medium.sequential().is_some_and(|rules| rules.next_by_ff) => {
            disc.view_next().ok_or(bad)?
        }
        1 => u16::try_from(number).ok().and_then(|number| disc.view(number)).ok_or(bad)?,
        2 if disc.medium.overwritable().is_some() => disc.view(number as u16).ok_or(bad)?,
        2 => {
            let first = u16::try_from(number).ok().and_then(|session| disc.first_track_of(session));
            first.and_then(|track| disc.view(track)).ok_or(bad)?
        }
        // The Open bit belongs to other media.
        _ => return Err(bad.into()),
    };
    let mut data = [0; 36];
    data[1] = 34;
    let cd = disc.medium.family == Family::Cd;
    for (low, high, number) in [(2, 32, view.number), (3, 33, view.session)] {
        let [h, l] = number.to_be_bytes();
        data[low] = l;
        data[high] = h;
    }
    // A data track without interruptions, or on DVD-R and its kin in packets; on other media the mode says nothing.
    let mode = match disc.medium.parameters {
        _ if cd => 0x04,
        Parameters::Dvd if disc.is_at_once() || disc.at_once_only => 0x04,
        Parameters::Dvd => 0x05,
        _ => 0x07,
    };
    data[5] = u8::from(view.damaged) << 5 | mode;
    let packets = disc.medium.unit > 1;
    // In sequential recording packets of DVD-R and its kin are as long as the host makes them.
    let fixed = packets && disc.medium.parameters != Parameters::Dvd;
    let data_mode = if cd && view.blank { 0x0F } else { 0x01 };
    data[6] = u8::from(view.reserved) << 7
        | u8::from(view.blank) << 6
        | u8::from(packets) << 5
        | u8::from(fixed) << 4
        | data_mode;
    data[7] = u8::from(view.next_writable.is_some());
    let packet = if packets { disc.medium.unit } else { 0 };
    let last_recorded = if view.recorded > 0 { view.start + view.recorded - 1 } else { 0 };
    if view.recorded > 0 && disc.medium.overwritable().is_none() {
        data[7] |= 0x02;
    }
    for (at, value) in [
        (8, view.start),
        (12, view.next_writable.unwrap_or(0)),
        (16, view.free),
        (20, packet),
        (24, view.size),
        (28, last_recorded),
    ] {
        data[at..at + 4].copy_from_slice(&value.to_be_bytes());
    }
    let allocation = usize::from(call.u16(7));
    call.reply(&data, allocation)
}

fn containing(disc: &Disc, lba: u32) -> Option<super::super::disc::View> {
    let views = (1..=disc.last_track()).filter_map(|number| disc.view(number));
    let mut views = views.filter(|view| view.start <= lba && lba - view.start < view.size);
    views.next()
}
