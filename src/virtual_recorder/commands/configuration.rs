//! GET CONFIGURATION: profiles and features.

use super::super::disc::Disc;
use super::super::media::{Family, MEDIA, Medium, Parameters};
use super::super::sense::Sense;
use super::super::server::{Call, Outcome, Server};
use crate::transport::scsi::asc;

const PERSISTENT: u8 = 0x02;

pub fn get_configuration(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let start = call.u16(2);
    let disc = server.loaded().map(|loaded| &loaded.disc);
    let profile = disc.map_or(0, |disc| disc.medium.profile);
    let mut data = vec![0; 8];
    data[6..8].copy_from_slice(&profile.to_be_bytes());
    let wanted: fn(&Feature, u16) -> bool = match call.cdb[1] & 0x03 {
        0 => |feature, start| feature.code >= start,
        1 => |feature, start| feature.code >= start && feature.is_current(),
        2 => |feature, start| feature.code == start,
        _ => return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into()),
    };
    for feature in features(disc).iter().filter(|feature| wanted(feature, start)) {
        data.extend(feature.code.to_be_bytes());
        data.extend([feature.flags, feature.data.len() as u8]);
        data.extend(&feature.data);
    }
    let length = (data.len() - 4) as u32;
    data[..4].copy_from_slice(&length.to_be_bytes());
    let allocation = usize::from(call.u16(7));
    call.reply(&data, allocation)
}

struct Feature {
    code: u16,
    /// Version in bits 5-2, persistent, current.
    flags: u8,
    data: Vec<u8>,
}

impl Feature {
    fn is_current(&self) -> bool {
        self.flags & 1 != 0
    }
}

/// All features, in ascending order; which are current depends on the medium and on its state.
fn features(disc: Option<&Disc>) -> Vec<Feature> {
    let mut list = Vec::with_capacity(40);
    let medium = disc.map(|disc| disc.medium);
    let any = medium.is_some();
    let state = State::of(disc);
    let mut add = |code: u16, version: u8, current: bool, data: &[u8]| {
        list.push(Feature { code, flags: version << 2 | u8::from(current), data: data.to_vec() });
    };
    let [unit_high, unit_low] = (medium.map_or(1, |medium| medium.unit) as u16).to_be_bytes();
    let block = [0, 0, 8, 0, unit_high, unit_low, 1, 0];
    let last = disc.map_or(0, |disc| disc.capacity.saturating_sub(1)).to_be_bytes();
    let random = [last[0], last[1], last[2], last[3], 0, 0, 8, 0, 0, 1, 1, 0];
    let (cd, dvd, bd) = (
        state.family == Some(Family::Cd),
        state.family == Some(Family::Dvd),
        state.family == Some(Family::Bd),
    );
    let hd = state.family == Some(Family::HdDvd);

    add(0x0000, 0, true, &profiles(medium));
    // Core: ATAPI.
    add(0x0001, 2, true, &[0, 0, 0, 2, 1, 0, 0, 0]);
    // Morphing: events of operational change are not announced.
    add(0x0002, 1, true, &[0, 0, 0, 0]);
    // Removable medium: a tray that locks, ejects and loads.
    add(0x0003, 2, true, &[0x39, 0, 0, 0]);
    // Write protection can be seen, not set.
    add(0x0004, 2, medium.is_some_and(|medium| !medium.protections.is_empty()), &[0, 0, 0, 0]);
    add(0x0010, 0, any, &block);
    add(0x001D, 0, any, &[]);
    add(0x001E, 2, cd, &[0, 0, 0, 0]);
    // DVD read: both DVD-R and its second layer.
    add(0x001F, 1, dvd, &[1, 0, 1, 0]);
    add(0x0020, 1, state.random && state.profile != RESTRICTED, &random);
    // Incremental streaming: 2048-byte blocks, links of one write unit without loss.
    add(0x0021, 1, state.incremental, &[1, 0, 1, 1, unit_low, 0, 0, 0]);
    // Formattable: BD-RE without spares, with quick and with full certification; BD-R for random recording.
    add(0x0023, 1, state.formattable, &[0x0B, 0, 0, 0, 0x01, 0, 0, 0]);
    // Defect management, with supplementary spares on DVD-RAM.
    add(0x0024, 0, state.replaces, &[0x80, 0, 0, 0]);
    add(0x0025, 0, state.once, &block);
    add(0x0026, 1, state.profile == RESTRICTED, &[]);
    add(0x002A, 0, is_kin(medium, "dvd+rw"), &[1, 0, 0, 0]);
    add(0x002B, 0, is_kin(medium, "dvd+r"), &[1, 0, 0, 0]);
    // Rigid restricted overwrite: blanking, and the intermediate state.
    add(0x002C, 0, state.profile == RESTRICTED, &[0x03, 0, 0, 0]);
    // CD track at once: BUF, test writing, CD-RW, 2048-byte mode 1 blocks only.
    add(0x002D, 2, cd && state.open, &[0x46, 0, 0x01, 0x00]);
    // CD mastering: BUF, session at once, test writing, CD-RW; cue sheets of 99 tracks with their indices.
    add(0x002E, 2, cd && state.blank, &[0x66, 0x00, 0x06, 0x48]);
    // DVD-R/-RW write: BUF, second layer, test writing, DVD-RW.
    add(0x002F, 2, state.dash && state.open, &[0x4E, 0, 0, 0]);
    // Layer jump recording needs another profile, which the drive does not have.
    add(0x0033, 0, false, &[0, 0, 0, 0]);
    // CD-RW write: all speeds.
    add(0x0037, 0, cd && is_kin(medium, "cd-rw") && state.open, &[0, 0x07, 0, 0]);
    add(0x0038, 0, disc.is_some_and(|disc| disc.pow), &[0, 0, 0, 0]);
    add(0x003A, 0, medium.is_some_and(|medium| medium.profile == 0x002A), &[1, 0, 0, 0]);
    add(0x003B, 0, medium.is_some_and(|medium| medium.profile == 0x002B), &[1, 0, 0, 0]);
    // BD-RE, BD-R and BD-ROM; all versions of classes 0 to 2.
    add(0x0040, 1, bd, &bd_versions(3));
    add(0x0041, 1, bd && state.recordable, &bd_versions(2));
    // HD DVD: HD DVD-R and HD DVD-RAM.
    add(0x0050, 0, hd, &[1, 0, 1, 0]);
    add(0x0051, 0, hd && state.recordable, &[1, 0, 1, 0]);
    add(0x0100, 0, true, &[]);
    add(0x0105, 1, true, &[0, 0, 0, 0]);
    // Real-time streaming: SET CD SPEED, page 2Ah, GET PERFORMANCE type 03h, READ BUFFER CAPACITY in blocks.
    add(0x0107, 4, any, &[0x1E, 0, 0, 0]);
    add(0x0108, 0, true, b"0000000000000001");
    for feature in &mut list {
        if matches!(feature.code, 0x0000..=0x0003 | 0x0100 | 0x0105 | 0x0108) {
            feature.flags |= PERSISTENT;
        }
    }
    list
}

const RESTRICTED: u16 = 0x0013;

fn is_kin(medium: Option<&Medium>, name: &str) -> bool {
    medium.is_some_and(|medium| medium.name == name)
}

/// What decides which features are current.
struct State {
    family: Option<Family>,
    profile: u16,
    recordable: bool,
    /// Something can still be recorded.
    open: bool,
    blank: bool,
    random: bool,
    once: bool,
    formattable: bool,
    /// Bad sectors are replaced by spare ones.
    replaces: bool,
    /// DVD-R and DVD-RW recorded sequentially.
    dash: bool,
    incremental: bool,
}

impl State {
    fn of(disc: Option<&Disc>) -> State {
        let medium = disc.map(|disc| disc.medium);
        let recordable = medium.is_some_and(|medium| !medium.is_rom());
        let open = recordable && disc.is_some_and(|disc| !disc.finalized);
        let dash = medium.is_some_and(|medium| medium.parameters == Parameters::Dvd);
        let rules = medium.and_then(|medium| medium.overwritable());
        State {
            family: medium.map(|medium| medium.family),
            profile: medium.map_or(0, |medium| medium.profile),
            recordable,
            open,
            blank: open && disc.is_some_and(Disc::is_blank),
            random: rules.is_some(),
            once: rules.is_some_and(|rules| rules.once),
            formattable: open
                && disc.is_some_and(|disc| !disc.medium.formats.is_empty() && disc.may_be_formatted()),
            replaces: disc.is_some_and(|disc| disc.medium.spare > 0 && disc.is_formatted()),
            dash: dash && medium.is_some_and(|medium| medium.family == Family::Dvd),
            incremental: dash && open && disc.is_some_and(|disc| !disc.at_once_only && !disc.is_at_once()),
        }
    }
}

/// A bitmap of versions for each of four classes, for so many kinds of discs.
fn bd_versions(kinds: usize) -> Vec<u8> {
    let mut data = vec![0; 4];
    data.extend([0, 7, 0, 7, 0, 7, 0, 0].repeat(kinds));
    data
}

/// All profiles, highest first, with the one in force marked.
fn profiles(medium: Option<&Medium>) -> Vec<u8> {
    let mut all: Vec<&Medium> = MEDIA.iter().collect();
    all.sort_by_key(|medium| std::cmp::Reverse(medium.profile));
    let entry = |kind: &&Medium| {
        let [high, low] = kind.profile.to_be_bytes();
        [high, low, u8::from(medium == Some(kind)), 0]
    };
    all.iter().flat_map(entry).collect()
}
