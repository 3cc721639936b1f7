//! GET CONFIGURATION: profiles and features.

use super::super::disc::Disc;
use super::super::media::{Family, MEDIA, Medium};
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

/// All features, in ascending order; which are current depends on the medium.
fn features(disc: Option<&Disc>) -> Vec<Feature> {
    let medium = disc.map(|disc| disc.medium);
    let is = |name: &str| medium.is_some_and(|medium| medium.name == name);
    let family = |family: Family| medium.is_some_and(|medium| medium.family == family);
    let overwritable = medium.is_some_and(|medium| medium.overwritable().is_some());
    let recordable = medium.is_some_and(|medium| !medium.is_rom());
    let open = recordable && disc.is_some_and(|disc| !disc.finalized);
    let unit = medium.map_or(1, |medium| medium.unit) as u16;
    let mut list = Vec::with_capacity(32);
    let mut add = |code: u16, version: u8, current: bool, data: &[u8]| {
        list.push(Feature { code, flags: version << 2 | u8::from(current), data: data.to_vec() });
    };
    let [unit_high, unit_low] = unit.to_be_bytes();
    let block = [0, 0, 8, 0, unit_high, unit_low, 1, 0];
    let last = disc.map_or(0, |disc| disc.capacity.saturating_sub(1)).to_be_bytes();
    let random = [last[0], last[1], last[2], last[3], 0, 0, 8, 0, 0, 1, 1, 0];

    add(0x0000, 0, true, &profiles(medium));
    // Core: ATAPI.
    add(0x0001, 2, true, &[0, 0, 0, 2, 1, 0, 0, 0]);
    // Morphing: events of operational change are not announced.
    add(0x0002, 1, true, &[0, 0, 0, 0]);
    // Removable medium: a tray that locks, ejects and loads.
    add(0x0003, 2, true, &[0x39, 0, 0, 0]);
    add(0x0004, 0, false, &[0, 0, 0, 0]);
    add(0x0010, 0, medium.is_some(), &block);
    add(0x001D, 0, medium.is_some(), &[]);
    add(0x001E, 2, family(Family::Cd), &[0, 0, 0, 0]);
    add(0x001F, 1, family(Family::Dvd), &[1, 0, 0, 0]);
    // Random writable: BD-RE, and DVD+RW where the drive does the read-modify-write.
    add(0x0020, 1, overwritable, &random);
    // Formattable: BD-RE without spares, with quick and with full certification.
    add(0x0023, 1, overwritable, &[0, 0, 0, 0x0B, 0, 0, 0, 0]);
    add(0x002A, 0, family(Family::Dvd), &[u8::from(is("dvd+rw")), 0, 0, 0]);
    add(0x002B, 0, family(Family::Dvd), &[u8::from(is("dvd+r")), 0, 0, 0]);
    // CD track at once: BUF, no test writing, 2048-byte mode 1 blocks only.
    add(0x002D, 2, is("cd-r") && open, &[0x40, 0, 0x01, 0x00]);
    add(0x0040, 0, family(Family::Bd), &[0; 28]);
    add(0x0041, 0, is("bd-re"), &bd_write());
    add(0x0100, 0, true, &[]);
    add(0x0105, 1, true, &[0, 0, 0, 0]);
    // Real-time streaming: SET CD SPEED, page 2Ah, GET PERFORMANCE type 03h, READ BUFFER CAPACITY in blocks.
    add(0x0107, 4, medium.is_some(), &[0x1E, 0, 0, 0]);
    add(0x0108, 0, true, b"0000000000000001");
    for feature in &mut list {
        if matches!(feature.code, 0x0000..=0x0003 | 0x0100 | 0x0105 | 0x0108) {
            feature.flags |= PERSISTENT;
        }
    }
    list
}

/// Write support by disc class and version: BD-RE classes 0 to 2.
fn bd_write() -> [u8; 20] {
    let mut data = [0; 20];
    data[4..10].copy_from_slice(&[0, 2, 0, 2, 0, 2]);
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
