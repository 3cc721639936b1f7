//! Profiles: what kind of medium is in the drive.

/// A profile number of GET CONFIGURATION.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Profile(pub u16);

macro_rules! profiles {
    ($($constant:ident = $value:literal, $name:literal;)*) => {
        impl Profile {
            $(#[doc = $name] pub const $constant: Profile = Profile($value);)*

            /// All that have a name.
            pub const ALL: &[Profile] = &[$(Profile::$constant),*];

            /// What people call it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Profile::$constant => $name,)*
                    _ => "unknown profile",
                }
            }
        }
    };
}

profiles! {
    NONE = 0x0000, "no medium";
    NON_REMOVABLE_DISK = 0x0001, "non-removable disk";
    REMOVABLE_DISK = 0x0002, "removable disk";
    MO_ERASABLE = 0x0003, "magneto-optical, erasable";
    MO_WRITE_ONCE = 0x0004, "optical write once";
    AS_MO = 0x0005, "advanced storage magneto-optical";
    CD_ROM = 0x0008, "CD-ROM";
    CD_R = 0x0009, "CD-R";
    CD_RW = 0x000A, "CD-RW";
    DVD_ROM = 0x0010, "DVD-ROM";
    DVD_R = 0x0011, "DVD-R";
    DVD_RAM = 0x0012, "DVD-RAM";
    DVD_RW_OVERWRITE = 0x0013, "DVD-RW restricted overwrite";
    DVD_RW_SEQUENTIAL = 0x0014, "DVD-RW sequential";
    DVD_R_DL_SEQUENTIAL = 0x0015, "DVD-R dual layer sequential";
    DVD_R_DL_JUMP = 0x0016, "DVD-R dual layer jump";
    DVD_PLUS_RW = 0x001A, "DVD+RW";
    DVD_PLUS_R = 0x001B, "DVD+R";
    DDCD_ROM = 0x0020, "DDCD-ROM";
    DDCD_R = 0x0021, "DDCD-R";
    DDCD_RW = 0x0022, "DDCD-RW";
    DVD_PLUS_RW_DL = 0x002A, "DVD+RW dual layer";
    DVD_PLUS_R_DL = 0x002B, "DVD+R dual layer";
    BD_ROM = 0x0040, "BD-ROM";
    BD_R_SEQUENTIAL = 0x0041, "BD-R sequential";
    BD_R_RANDOM = 0x0042, "BD-R random recording";
    BD_RE = 0x0043, "BD-RE";
    HD_DVD_ROM = 0x0050, "HD DVD-ROM";
    HD_DVD_R = 0x0051, "HD DVD-R";
    HD_DVD_RAM = 0x0052, "HD DVD-RAM";
    HD_DVD_RW = 0x0053, "HD DVD-RW";
    HD_DVD_R_DL = 0x0058, "HD DVD-R dual layer";
    HD_DVD_RW_DL = 0x005A, "HD DVD-RW dual layer";
    NON_STANDARD = 0xFFFF, "non-standard medium";
}

impl Profile {
    /// One of the CD family, whose speeds count 2352 bytes per sector.
    pub fn is_cd(self) -> bool {
        matches!(self, Profile::CD_ROM | Profile::CD_R | Profile::CD_RW)
    }
}
