//! The media by MMC profile: what IMAPI2 calls them and which recipe writes them. Everything else that differs from
//! medium to medium stands in the recipes.

use crate::mmc::profile::Profile;

/// Which recipe writes a medium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// `cd.rs`
    Cd,
    /// `dvd_minus_r.rs`
    DvdMinusR,
    /// `dvd_plus_r.rs`
    DvdPlusR,
    /// `bd_r.rs`
    BdR,
    /// `overwritable.rs`
    Overwritable,
    /// `dvd_rw_overwrite.rs`
    DvdRwOverwrite,
    /// No recipe: pressed, or not handled.
    ReadOnly,
}

impl Family {
    /// Any sector can be written again, and the medium keeps no record of sessions.
    pub fn is_overwritable(self) -> bool {
        matches!(self, Family::Overwritable | Family::DvdRwOverwrite)
    }
}

/// IMAPI_MEDIA_PHYSICAL_TYPE.
pub mod physical {
    pub const UNKNOWN: i32 = 0x00;
    pub const CDROM: i32 = 0x01;
    pub const CDR: i32 = 0x02;
    pub const CDRW: i32 = 0x03;
    pub const DVDROM: i32 = 0x04;
    pub const DVDRAM: i32 = 0x05;
    pub const DVDPLUSR: i32 = 0x06;
    pub const DVDPLUSRW: i32 = 0x07;
    pub const DVDPLUSR_DUALLAYER: i32 = 0x08;
    pub const DVDDASHR: i32 = 0x09;
    pub const DVDDASHRW: i32 = 0x0A;
    pub const DVDDASHR_DUALLAYER: i32 = 0x0B;
    pub const DVDPLUSRW_DUALLAYER: i32 = 0x0D;
    pub const HDDVDROM: i32 = 0x0E;
    pub const HDDVDR: i32 = 0x0F;
    pub const HDDVDRAM: i32 = 0x10;
    pub const BDROM: i32 = 0x11;
    pub const BDR: i32 = 0x12;
    pub const BDRE: i32 = 0x13;
}

pub struct Kind {
    pub profile: u16,
    /// IMAPI_MEDIA_PHYSICAL_TYPE
    pub physical_type: i32,
    pub family: Family,
    /// Sectors that the medium records at once: its ECC unit.
    pub write_unit: u32,
    /// Speeds count sectors of 2352 bytes.
    pub cd: bool,
}

const fn kind(profile: Profile, physical_type: i32, family: Family, write_unit: u32, cd: bool) -> Kind {
    Kind { profile: profile.0, physical_type, family, write_unit, cd }
}

use Family::{BdR, Cd, DvdMinusR, DvdPlusR, DvdRwOverwrite, Overwritable, ReadOnly};

#[rustfmt::skip]
pub static KINDS: &[Kind] = &[
    kind(Profile::CD_ROM,                physical::CDROM,               ReadOnly,       1,  true),
    kind(Profile::CD_R,                  physical::CDR,                 Cd,             1,  true),
    kind(Profile::CD_RW,                 physical::CDRW,                Cd,             1,  true),
    kind(Profile::DVD_ROM,               physical::DVDROM,              ReadOnly,       16, false),
    kind(Profile::DVD_R,                 physical::DVDDASHR,            DvdMinusR,      16, false),
    kind(Profile::DVD_RAM,               physical::DVDRAM,              Overwritable,   16, false),
    kind(Profile::DVD_RW_OVERWRITE,      physical::DVDDASHRW,           DvdRwOverwrite, 16, false),
    kind(Profile::DVD_RW_SEQUENTIAL,     physical::DVDDASHRW,           DvdMinusR,      16, false),
    kind(Profile::DVD_R_DL_SEQUENTIAL,   physical::DVDDASHR_DUALLAYER,  DvdMinusR,      16, false),
    kind(Profile::DVD_R_DL_JUMP,         physical::DVDDASHR_DUALLAYER,  ReadOnly,       16, false),
    kind(Profile::DVD_PLUS_RW,           physical::DVDPLUSRW,           Overwritable,   16, false),
    kind(Profile::DVD_PLUS_R,            physical::DVDPLUSR,            DvdPlusR,       16, false),
    kind(Profile::DVD_PLUS_RW_DL,        physical::DVDPLUSRW_DUALLAYER, Overwritable,   16, false),
    kind(Profile::DVD_PLUS_R_DL,         physical::DVDPLUSR_DUALLAYER,  DvdPlusR,       16, false),
    kind(Profile::BD_ROM,                physical::BDROM,               ReadOnly,       32, false),
    kind(Profile::BD_R_SEQUENTIAL,       physical::BDR,                 BdR,            32, false),
    kind(Profile::BD_R_RANDOM,           physical::BDR,                 BdR,            32, false),
    kind(Profile::BD_RE,                 physical::BDRE,                Overwritable,   32, false),
    kind(Profile::HD_DVD_ROM,            physical::HDDVDROM,            ReadOnly,       32, false),
    kind(Profile::HD_DVD_R,              physical::HDDVDR,              DvdMinusR,      32, false),
    kind(Profile::HD_DVD_RAM,            physical::HDDVDRAM,            Overwritable,   32, false),
];

/// What this library can write, by IMAPI2's media types.
pub static SUPPORTED: &[i32] = &[
    physical::CDR,
    physical::CDRW,
    physical::DVDRAM,
    physical::DVDPLUSR,
    physical::DVDPLUSRW,
    physical::DVDPLUSR_DUALLAYER,
    physical::DVDDASHR,
    physical::DVDDASHRW,
    physical::DVDDASHR_DUALLAYER,
    physical::DVDPLUSRW_DUALLAYER,
    physical::HDDVDR,
    physical::HDDVDRAM,
    physical::BDR,
    physical::BDRE,
];

/// What this library can erase.
pub static ERASABLE: &[i32] = &[
    physical::CDRW,
    physical::DVDRAM,
    physical::DVDPLUSRW,
    physical::DVDDASHRW,
    physical::DVDPLUSRW_DUALLAYER,
    physical::HDDVDRAM,
    physical::BDRE,
];

pub fn kind_of(profile: u16) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.profile == profile)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn supported_types_are_those_with_a_recipe() {
        let mut with_recipe: Vec<i32> =
            KINDS.iter().filter(|k| k.family != ReadOnly).map(|k| k.physical_type).collect();
        with_recipe.sort();
        with_recipe.dedup();
        assert_eq!(with_recipe, SUPPORTED);
        assert!(ERASABLE.iter().all(|kind| SUPPORTED.contains(kind)));
    }
}
