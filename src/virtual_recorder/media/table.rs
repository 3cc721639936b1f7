//! The table itself. Capacities are those of ordinary discs; where a standard leaves something to the maker of the
//! disc or of the drive, such as the length of border zones, the value is a typical one.

use std::time::Duration;

use super::{
    Blank, Blocks, Close, Family, Format, Leaves, Medium, Model, Overwritable, Parameters, Protection,
    Sequential, SubType, Timing,
};

const NO_TIME: Timing = timing(0, 0, 0, 0, 0, 0, 0);

/// Milliseconds.
const fn timing(
    start: u64,
    link: u64,
    sync: u64,
    close_track: u64,
    session: u64,
    finalize: u64,
    format: u64,
) -> Timing {
    Timing {
        start: Duration::from_millis(start),
        link: Duration::from_millis(link),
        sync: Duration::from_millis(sync),
        close_track: Duration::from_millis(close_track),
        close_session: Duration::from_millis(session),
        finalize: Duration::from_millis(finalize),
        format: Duration::from_millis(format),
    }
}

/// What a row leaves out.
const BASE: Medium = Medium {
    name: "",
    disc: "",
    profile: 0,
    family: Family::Dvd,
    model: Model::Rom,
    capacity: 0,
    max_capacity: 0,
    unit: 1,
    layers: 1,
    book: 0,
    formats: &[],
    spare: 0,
    blank: &[],
    close: &[],
    parameters: Parameters::Ignored,
    streams: false,
    protections: &[],
    calibrations: 0,
    speeds: &[],
    even_rotation: false,
    timing: NO_TIME,
};

const fn rom(name: &'static str, profile: u16, family: Family, book: u8, capacity: u32, max: u32) -> Medium {
    Medium { name, disc: name, profile, family, book, capacity, max_capacity: max, ..BASE }
}

/// What CD-R and CD-RW have in common.
const CD: Medium = Medium {
    family: Family::Cd,
    model: Model::Sequential(Sequential {
        // Lead-out of 6750 sectors (2250 behind later sessions), lead-in of 4500, pre-gap of 150.
        first_session_gap: 11_400,
        session_gap: 6_900,
        track_gap: 150,
        run_out: 2,
        min_track: 300,
        max_tracks: 99,
        max_open: 99,
        joins_tracks: false,
        max_sessions: 99,
        sync_ends_track: true,
        resumable: false,
        reservable: false,
        next_by_ff: true,
        session_ends_tracks: false,
    }),
    capacity: 359_844,
    max_capacity: 449_849,
    close: &[(1, Close::Track), (2, Close::Session)],
    parameters: Parameters::Cd,
    even_rotation: true,
    timing: timing(5_000, 500, 1_000, 1_000, 20_000, 20_000, 0),
    ..BASE
};

/// DVD-R, DVD-RW in sequential recording, and by analogy HD DVD-R.
const DASH: Medium = Medium {
    model: Model::Sequential(BORDERS),
    unit: 16,
    close: &[(1, Close::Track), (2, Close::Session)],
    parameters: Parameters::Dvd,
    even_rotation: true,
    timing: timing(10_000, 500, 3_000, 3_000, 40_000, 60_000, 20_000),
    ..BASE
};

const BORDERS: Sequential = Sequential {
    // Border-out and border-in: the first as drives leave it, the later ones smaller.
    first_session_gap: 28_688,
    session_gap: 7_168,
    track_gap: 0,
    run_out: 0,
    min_track: 0,
    max_tracks: 2_302,
    max_open: 2_302,
    joins_tracks: false,
    max_sessions: 300,
    sync_ends_track: false,
    resumable: true,
    reservable: true,
    next_by_ff: false,
    session_ends_tracks: false,
};

const PLUS_R: Medium = Medium {
    model: Model::Sequential(plus_r(153)),
    unit: 16,
    close: &[(1, Close::Track), (2, Close::Session), (5, Close::Finalize), (6, Close::Finalize)],
    even_rotation: true,
    timing: timing(8_000, 500, 2_000, 3_000, 30_000, 60_000, 0),
    ..BASE
};

const fn plus_r(max_sessions: u16) -> Sequential {
    Sequential {
        // Closure and intro zones: 128 ECC blocks.
        first_session_gap: 2_048,
        session_gap: 2_048,
        track_gap: 0,
        run_out: 0,
        min_track: 0,
        // Those of the closed sessions, and the fragments of the open one.
        max_tracks: max_sessions as usize + 15,
        max_open: 15,
        joins_tracks: true,
        max_sessions,
        sync_ends_track: false,
        resumable: true,
        reservable: true,
        next_by_ff: true,
        session_ends_tracks: false,
    }
}

const PLUS_RW: Medium = Medium {
    model: Model::Overwritable(REWRITABLE),
    unit: 16,
    formats: &[Format { leaves: Leaves::Background, ..format(0x26, Blocks::All, 0) }],
    close: &[(0, Close::EndFormat), (2, Close::EndFormat)],
    protections: &[Protection::Persistent],
    timing: timing(4_000, 500, 2_000, 0, 30_000, 0, 30_000),
    ..BASE
};

const REWRITABLE: Overwritable = Overwritable { sold_formatted: false, align: 1, once: false, status: 2 };

const PLAIN: SubType = SubType { code: 0, into: "", pow: false, passes: 0 };

const fn format(kind: u8, blocks: Blocks, parameter: u32) -> Format {
    Format { kind, blocks, parameter, sub_types: &[PLAIN], leaves: Leaves::Complete }
}

/// A DVD-RW becomes one for restricted overwrite.
const fn overwrite(kind: u8, blocks: Blocks, passes: u32, leaves: Leaves) -> Format {
    let sub_types: &[SubType] = match passes {
        0 => &[SubType { into: "dvd-rw-ro", ..PLAIN }],
        _ => &[SubType { into: "dvd-rw-ro", passes: 1, ..PLAIN }],
    };
    let parameter = if kind == 0 { 0x800 } else { 16 };
    Format { kind, blocks, parameter, sub_types, leaves }
}

/// Quick (00b and 11b), full (10b) or no certification.
const CERTIFIED: &[SubType] =
    &[PLAIN, SubType { code: 0b10, passes: 2, ..PLAIN }, SubType { code: 0b11, ..PLAIN }];

const fn bd_r(kind: u8, thirds: i32) -> Format {
    const MODES: &[SubType] = &[
        SubType { code: 0b00, into: "bd-r", pow: true, passes: 0 },
        SubType { code: 0b01, into: "bd-r", pow: false, passes: 0 },
        SubType { code: 0b10, into: "bd-r-rrm", pow: false, passes: 0 },
    ];
    let blocks = if kind == 0 { Blocks::Exactly(thirds) } else { Blocks::Within(thirds) };
    Format { kind, blocks, parameter: 0, sub_types: MODES, leaves: Leaves::Complete }
}

const BD_R: Medium = Medium {
    disc: "bd-r",
    family: Family::Bd,
    capacity: 12_219_392,
    max_capacity: 62_500_864,
    unit: 32,
    spare: 393_216,
    formats: &[bd_r(0x00, -3), bd_r(0x32, -3), bd_r(0x32, -5), bd_r(0x32, -1)],
    streams: true,
    protections: &[Protection::Persistent],
    speeds: &[4_390, 8_780, 13_171, 17_561, 26_342],
    timing: timing(6_000, 500, 2_000, 3_000, 20_000, 40_000, 20_000),
    ..BASE
};

const DVD_SPEEDS: &[u32] = &[1_623, 2_705, 4_058, 5_410, 8_115, 10_820];
const DVD_REWRITABLE_SPEEDS: &[u32] = &[1_623, 2_705, 4_058];

pub static MEDIA: &[Medium] = &[
    rom("cd-rom", 0x0008, Family::Cd, 0, 333_000, 449_850),
    rom("dvd-rom", 0x0010, Family::Dvd, 0x01, 2_295_104, 4_173_824),
    rom("bd-rom", 0x0040, Family::Bd, 0, 12_219_392, 62_500_864),
    rom("hd-dvd-rom", 0x0050, Family::HdDvd, 0x41, 7_343_104, 14_686_208),
    Medium {
        name: "cd-r",
        disc: "cd-r",
        profile: 0x0009,
        calibrations: 100,
        speeds: &[300, 600, 1_200, 1_800, 2_400, 3_000, 3_600],
        ..CD
    },
    Medium {
        name: "cd-rw",
        disc: "cd-rw",
        profile: 0x000A,
        blank: &[(0, Blank::Full), (1, Blank::Minimal), (5, Blank::Unclose), (6, Blank::Session)],
        speeds: &[300, 750, 1_200, 1_800],
        ..CD
    },
    Medium {
        name: "dvd-r",
        disc: "dvd-r",
        profile: 0x0011,
        calibrations: 400,
        book: 0x25,
        capacity: 2_298_496,
        max_capacity: 2_298_496,
        speeds: DVD_SPEEDS,
        ..DASH
    },
    Medium {
        name: "dvd-r-dl",
        disc: "dvd-r-dl",
        profile: 0x0015,
        // One session only.
        model: Model::Sequential(Sequential { max_sessions: 1, ..BORDERS }),
        book: 0x26,
        layers: 2,
        capacity: 4_171_712,
        max_capacity: 4_171_712,
        speeds: &[2_705, 4_058, 5_410],
        ..DASH
    },
    Medium {
        name: "dvd-rw",
        disc: "dvd-rw",
        profile: 0x0014,
        book: 0x33,
        capacity: 2_297_888,
        max_capacity: 2_297_888,
        formats: &[
            overwrite(0x00, Blocks::UpTo, 1, Leaves::Complete),
            overwrite(0x10, Blocks::UpTo, 1, Leaves::Complete),
            overwrite(0x15, Blocks::UpTo, 0, Leaves::Intermediate),
        ],
        blank: &[(0, Blank::Full), (1, Blank::Minimal)],
        speeds: DVD_REWRITABLE_SPEEDS,
        ..DASH
    },
    Medium {
        name: "dvd-rw-ro",
        disc: "dvd-rw",
        profile: 0x0013,
        model: Model::Overwritable(Overwritable { sold_formatted: true, align: 16, ..REWRITABLE }),
        book: 0x33,
        capacity: 2_297_888,
        max_capacity: 2_297_888,
        unit: 16,
        formats: &[
            overwrite(0x00, Blocks::UpTo, 1, Leaves::Complete),
            overwrite(0x10, Blocks::UpTo, 1, Leaves::Complete),
            overwrite(0x13, Blocks::Growth, 0, Leaves::Intermediate),
            overwrite(0x15, Blocks::UpTo, 0, Leaves::Intermediate),
        ],
        blank: &[(0, Blank::Full), (1, Blank::Minimal)],
        close: &[(2, Close::EndFormat)],
        speeds: DVD_REWRITABLE_SPEEDS,
        timing: timing(6_000, 500, 2_000, 0, 40_000, 0, 20_000),
        ..BASE
    },
    Medium {
        name: "dvd+r",
        disc: "dvd+r",
        profile: 0x001B,
        book: 0xA1,
        capacity: 2_295_104,
        max_capacity: 2_295_104,
        speeds: DVD_SPEEDS,
        ..PLUS_R
    },
    Medium {
        name: "dvd+r-dl",
        disc: "dvd+r-dl",
        profile: 0x002B,
        model: Model::Sequential(plus_r(127)),
        book: 0xE1,
        layers: 2,
        capacity: 4_173_824,
        max_capacity: 4_173_824,
        speeds: &[1_623, 2_705, 4_058, 5_410],
        ..PLUS_R
    },
    Medium {
        name: "dvd+rw",
        disc: "dvd+rw",
        profile: 0x001A,
        book: 0x92,
        capacity: 2_295_104,
        max_capacity: 2_295_104,
        speeds: &[1_623, 2_705, 4_058, 5_410],
        ..PLUS_RW
    },
    Medium {
        name: "dvd+rw-dl",
        disc: "dvd+rw-dl",
        profile: 0x002A,
        book: 0xD1,
        layers: 2,
        capacity: 4_173_824,
        max_capacity: 4_173_824,
        speeds: &[1_623, 2_705],
        ..PLUS_RW
    },
    Medium {
        name: "dvd-ram",
        disc: "dvd-ram",
        profile: 0x0012,
        model: Model::Overwritable(Overwritable { sold_formatted: true, status: 3, ..REWRITABLE }),
        book: 0x16,
        capacity: 2_236_704,
        max_capacity: 2_295_072,
        unit: 16,
        // Default, without supplementary spares, and with more of them.
        formats: &[
            format(0x00, Blocks::Exactly(0), 0x800),
            format(0x00, Blocks::Exactly(3), 0x800),
            format(0x01, Blocks::Exactly(-1), 0x800),
        ],
        spare: 58_368,
        streams: true,
        protections: &[Protection::Cartridge, Protection::Persistent],
        speeds: &[1_353, 2_029, 3_381],
        timing: timing(3_000, 500, 2_000, 0, 0, 0, 20_000),
        ..BASE
    },
    Medium {
        name: "bd-r",
        profile: 0x0041,
        model: Model::Sequential(Sequential {
            // Sessions are entries in a table; only the write unit separates them.
            first_session_gap: 0,
            session_gap: 0,
            track_gap: 0,
            run_out: 0,
            min_track: 0,
            max_tracks: 2_000,
            max_open: 2_000,
            joins_tracks: false,
            max_sessions: 2_000,
            sync_ends_track: false,
            resumable: true,
            reservable: true,
            next_by_ff: false,
            session_ends_tracks: true,
        }),
        close: &[(1, Close::Track), (2, Close::Session), (6, Close::Finalize)],
        ..BD_R
    },
    Medium {
        name: "bd-r-rrm",
        profile: 0x0042,
        model: Model::Overwritable(Overwritable { sold_formatted: true, once: true, ..REWRITABLE }),
        close: &[(6, Close::Finalize)],
        ..BD_R
    },
    Medium {
        name: "bd-re",
        disc: "bd-re",
        profile: 0x0043,
        family: Family::Bd,
        model: Model::Overwritable(REWRITABLE),
        // `size` is that of the default format.
        capacity: 11_826_176,
        max_capacity: 62_500_864,
        unit: 32,
        formats: &[
            format(0x00, Blocks::Exactly(0), 0x800),
            Format { sub_types: CERTIFIED, ..format(0x30, Blocks::Within(0), 0) },
            Format { sub_types: CERTIFIED, ..format(0x30, Blocks::Within(-2), 0) },
            Format { sub_types: CERTIFIED, ..format(0x30, Blocks::Within(2), 0) },
            format(0x31, Blocks::Exactly(3), 0),
        ],
        spare: 393_216,
        streams: true,
        protections: &[Protection::Persistent],
        // The standard names no close function for BD-RE: there is nothing to close.
        speeds: &[2_195, 4_390],
        timing: timing(4_000, 500, 2_000, 0, 0, 0, 20_000),
        ..BASE
    },
    Medium {
        name: "hd-dvd-r",
        disc: "hd-dvd-r",
        profile: 0x0051,
        family: Family::HdDvd,
        book: 0x61,
        capacity: 7_343_104,
        max_capacity: 7_343_104,
        unit: 32,
        speeds: &[2_231, 4_462],
        ..DASH
    },
    Medium {
        name: "hd-dvd-ram",
        disc: "hd-dvd-ram",
        profile: 0x0052,
        family: Family::HdDvd,
        model: Model::Overwritable(Overwritable { sold_formatted: true, status: 3, ..REWRITABLE }),
        book: 0x51,
        // 20 GB to a layer.
        capacity: 9_765_600,
        max_capacity: 9_765_600,
        unit: 32,
        formats: &[format(0x00, Blocks::Exactly(0), 0x800)],
        spare: 97_632,
        streams: true,
        protections: &[Protection::Cartridge, Protection::Persistent],
        speeds: &[2_231, 4_462],
        timing: timing(3_000, 500, 2_000, 0, 0, 0, 20_000),
        ..BASE
    },
];
