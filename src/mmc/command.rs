//! Command descriptor blocks.

use crate::transport::scsi::op;

/// The bytes that [`Command::request_sense`] asks for: the whole fixed format, progress included.
pub const REQUEST_SENSE_LEN: usize = 18;
/// The bytes that [`Command::read_buffer_capacity`] asks for.
pub const BUFFER_CAPACITY_LEN: usize = 12;
/// The bytes that [`Command::read_capacity`] answers.
pub const READ_CAPACITY_LEN: usize = 8;

/// A command descriptor block of 6, 10 or 12 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    cdb: [u8; 12],
    len: u8,
}

/// What START STOP UNIT does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartStop {
    Stop = 0,
    Start = 1,
    Eject = 2,
    Load = 3,
}

/// Which features GET CONFIGURATION returns, from the given one upwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestType {
    All = 0,
    Current = 1,
    One = 2,
}

/// How READ TRACK INFORMATION is told which track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackAddress {
    /// The track that holds this block.
    Lba(u32),
    /// By number; 0xFF is the invisible track, the one that comes next (CD and DVD+R only).
    Track(u32),
    /// The first track of a session.
    Session(u32),
}

/// Which values of a mode page MODE SENSE returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageControl {
    Current = 0,
    /// A mask of the bits that MODE SELECT may change.
    Changeable = 1,
    Default = 2,
    Saved = 3,
}

/// What BLANK erases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// The whole medium.
    Disc = 0,
    /// Only what says that there is something on it.
    Minimal = 1,
}

/// What CLOSE TRACK SESSION closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseFunction {
    /// Ends background formatting (DVD+RW).
    StopBackgroundFormat = 0,
    Track = 1,
    Session = 2,
    Border = 3,
    /// Finalizes a DVD+R, recorded to a radius of 30 mm at least.
    FinalizeMinimumRadius = 5,
    Finalize = 6,
}

impl Command {
    /// The group of an operation code gives the length.
    fn new(opcode: u8) -> Self {
        let len = match opcode >> 5 {
            0 => 6,
            1 | 2 => 10,
            _ => 12,
        };
        let mut cdb = [0; 12];
        cdb[0] = opcode;
        Command { cdb, len }
    }

    fn byte(mut self, at: usize, value: u8) -> Self {
        self.cdb[at] = value;
        self
    }

    fn be16(mut self, at: usize, value: u16) -> Self {
        self.cdb[at..at + 2].copy_from_slice(&value.to_be_bytes());
        self
    }

    fn be32(mut self, at: usize, value: u32) -> Self {
        self.cdb[at..at + 4].copy_from_slice(&value.to_be_bytes());
        self
    }

    /// The descriptor block as the device takes it.
    pub fn bytes(&self) -> &[u8] {
        &self.cdb[..usize::from(self.len)]
    }

    /// The operation code.
    pub fn opcode(&self) -> u8 {
        self.cdb[0]
    }

    /// The standard's name for the command.
    pub fn name(&self) -> &'static str {
        name(self.opcode())
    }

    /// The first block that a READ or a WRITE moves; the lead-in of a CD lies below zero.
    pub fn lba(&self) -> Option<i64> {
        match self.opcode() {
            op::READ_10 | op::READ_12 | op::WRITE_10 | op::WRITE_12 | op::WRITE_AND_VERIFY_10 => {
                super::bytes::address(&self.cdb, 2)
            }
            _ => None,
        }
    }

    /// Whether the medium may be another after it: such a command is never repeated on a guess.
    pub fn changes_medium(&self) -> bool {
        Self::is_of_changes(self.opcode())
    }

    /// [`changes_medium`](Self::changes_medium) of a command of which only the operation code is left.
    pub fn is_of_changes(opcode: u8) -> bool {
        matches!(
            opcode,
            op::WRITE_10
                | op::WRITE_12
                | op::WRITE_AND_VERIFY_10
                | op::FORMAT_UNIT
                | op::BLANK
                | op::RESERVE_TRACK
                | op::SEND_CUE_SHEET
                | op::SEND_DISC_STRUCTURE
                | op::CLOSE_TRACK_SESSION
        )
    }

    /// Whether it can put data onto the medium, or reserve room for it: what cannot be begun a second time, as a format can.
    pub fn records(&self) -> bool {
        self.changes_medium()
            && !matches!(self.opcode(), op::FORMAT_UNIT | op::BLANK | op::SEND_DISC_STRUCTURE)
    }

    /// Is the device ready? Moves no data; the sense data says why not, with progress.
    pub fn test_unit_ready() -> Self {
        Self::new(op::TEST_UNIT_READY)
    }

    /// Sense data in fixed format, [`REQUEST_SENSE_LEN`] bytes.
    pub fn request_sense() -> Self {
        Self::new(op::REQUEST_SENSE).byte(4, REQUEST_SENSE_LEN as u8)
    }

    /// Who the device is.
    pub fn inquiry(alloc: u16) -> Self {
        Self::new(op::INQUIRY).be16(3, alloc)
    }

    /// Spins the medium up or down, or moves the tray; with `immed` it answers before it is done.
    pub fn start_stop_unit(action: StartStop, immed: bool) -> Self {
        Self::new(op::START_STOP_UNIT).byte(1, u8::from(immed)).byte(4, action as u8)
    }

    /// Locks or unlocks the tray.
    pub fn prevent_allow(prevent: bool) -> Self {
        Self::new(op::PREVENT_ALLOW_MEDIUM_REMOVAL).byte(4, u8::from(prevent))
    }

    /// The features of the drive and the profile of the medium.
    pub fn get_configuration(request: RequestType, feature: u16, alloc: u16) -> Self {
        Self::new(op::GET_CONFIGURATION).byte(1, request as u8).be16(2, feature).be16(7, alloc)
    }

    /// Polls for events of the classes in the mask.
    pub fn get_event_status(classes: u8, alloc: u16) -> Self {
        Self::new(op::GET_EVENT_STATUS_NOTIFICATION).byte(1, 1).byte(4, classes).be16(7, alloc)
    }

    /// Standard disc information.
    pub fn read_disc_information(alloc: u16) -> Self {
        Self::new(op::READ_DISC_INFORMATION).be16(7, alloc)
    }

    /// State of one track.
    pub fn read_track_information(track: TrackAddress, alloc: u16) -> Self {
        let (by, number) = match track {
            TrackAddress::Lba(lba) => (0, lba),
            TrackAddress::Track(track) => (1, track),
            TrackAddress::Session(session) => (2, session),
        };
        Self::new(op::READ_TRACK_INFORMATION).byte(1, by).be32(2, number).be16(7, alloc)
    }

    /// The last readable block and the block length, [`READ_CAPACITY_LEN`] bytes.
    pub fn read_capacity() -> Self {
        Self::new(op::READ_CAPACITY)
    }

    /// The formatted state and what formats are on offer.
    pub fn read_format_capacities(alloc: u16) -> Self {
        Self::new(op::READ_FORMAT_CAPACITIES).be16(7, alloc)
    }

    /// A mode page. Block descriptors are not forbidden, since drives older than that bit refuse it.
    pub fn mode_sense(page: u8, control: PageControl, alloc: u16) -> Self {
        Self::new(op::MODE_SENSE_10).byte(2, (control as u8) << 6 | page & 0x3F).be16(7, alloc)
    }

    /// Sends `len` bytes of mode header and pages; with `save` the drive is to keep them when it is switched off.
    pub fn mode_select(len: u16, save: bool) -> Self {
        const PAGE_FORMAT: u8 = 0x10;
        Self::new(op::MODE_SELECT_10).byte(1, PAGE_FORMAT | u8::from(save)).be16(7, len)
    }

    /// Sends a [`streaming_descriptor`](super::performance::streaming_descriptor) of `len` bytes.
    pub fn set_streaming(len: u16) -> Self {
        Self::new(op::SET_STREAMING).be16(9, len)
    }

    /// Speeds in kB/s of 1000 bytes, 0xFFFF for the fastest; rotation 0 is CLV, 1 is pure CAV.
    pub fn set_cd_speed(rotation: u8, read: u16, write: u16) -> Self {
        Self::new(op::SET_CD_SPEED).byte(1, rotation & 3).be16(2, read).be16(4, write)
    }

    /// Write speed descriptors (type 03h), 8 bytes of header and 16 for each.
    pub fn get_performance_write_speeds(max_descriptors: u16) -> Self {
        const WRITE_SPEEDS: u8 = 3;
        Self::new(op::GET_PERFORMANCE).be16(8, max_descriptors).byte(10, WRITE_SPEEDS)
    }

    /// Calibrates the laser's power on the medium in the drive.
    pub fn send_opc() -> Self {
        Self::new(op::SEND_OPC_INFORMATION).byte(1, 1)
    }

    /// Writes `blocks` blocks.
    pub fn write_10(lba: u32, blocks: u16) -> Self {
        Self::new(op::WRITE_10).be32(2, lba).be16(7, blocks)
    }

    /// Reads `blocks` blocks.
    pub fn read_10(lba: u32, blocks: u16) -> Self {
        Self::new(op::READ_10).be32(2, lba).be16(7, blocks)
    }

    /// Has the drive write out everything that it buffers.
    pub fn synchronize_cache(immed: bool) -> Self {
        Self::new(op::SYNCHRONIZE_CACHE).byte(1, u8::from(immed) << 1)
    }

    /// Closes a track, a session or the disc; the track number counts for [`CloseFunction::Track`] only.
    pub fn close(function: CloseFunction, track: u16, immed: bool) -> Self {
        Self::new(op::CLOSE_TRACK_SESSION).byte(1, u8::from(immed)).byte(2, function as u8).be16(4, track)
    }

    /// The drive's buffer in bytes, [`BUFFER_CAPACITY_LEN`] bytes.
    pub fn read_buffer_capacity() -> Self {
        Self::new(op::READ_BUFFER_CAPACITY).be16(7, BUFFER_CAPACITY_LEN as u16)
    }

    /// Formats as the [`format_parameters`](super::format::format_parameters) that go with it say.
    pub fn format_unit() -> Self {
        const FORMAT_DATA: u8 = 0x10;
        const FORMAT_CODE: u8 = 0x01;
        Self::new(op::FORMAT_UNIT).byte(1, FORMAT_DATA | FORMAT_CODE)
    }

    /// Erases a rewritable medium.
    pub fn blank(kind: Blank, immed: bool) -> Self {
        Self::new(op::BLANK).byte(1, u8::from(immed) << 4 | kind as u8)
    }

    /// Sends `len` bytes of a structure with its header.
    pub fn send_disc_structure(format: u8, len: u16) -> Self {
        Self::new(op::SEND_DISC_STRUCTURE).byte(7, format).be16(8, len)
    }

    /// Table of contents and its relatives (0 TOC, 1 sessions, 2 full TOC, 4 ATIP).
    pub fn read_toc(format: u8, msf: bool, number: u8, alloc: u16) -> Self {
        Self::new(op::READ_TOC_PMA_ATIP)
            .byte(1, u8::from(msf) << 1)
            .byte(2, format & 0x0F)
            .byte(6, number)
            .be16(7, alloc)
    }

    /// A structure from the lead-in; media type 0 is DVD, 1 is BD.
    pub fn read_disc_structure(media_type: u8, address: u32, layer: u8, format: u8, alloc: u16) -> Self {
        Self::new(op::READ_DISC_STRUCTURE)
            .byte(1, media_type & 0x0F)
            .be32(2, address)
            .byte(6, layer)
            .byte(7, format)
            .be16(8, alloc)
    }

    /// With an authentication grant, which some structures ask for.
    pub fn agid(self, agid: u8) -> Self {
        self.byte(10, agid << 6)
    }

    /// Announces a track of exactly this size.
    pub fn reserve_track(blocks: u32) -> Self {
        Self::new(op::RESERVE_TRACK).be32(5, blocks)
    }
}

/// The standard's name for an operation code, for messages and logs.
pub fn name(opcode: u8) -> &'static str {
    match opcode {
        op::TEST_UNIT_READY => "TEST UNIT READY",
        op::REQUEST_SENSE => "REQUEST SENSE",
        op::FORMAT_UNIT => "FORMAT UNIT",
        op::INQUIRY => "INQUIRY",
        op::START_STOP_UNIT => "START STOP UNIT",
        op::PREVENT_ALLOW_MEDIUM_REMOVAL => "PREVENT ALLOW MEDIUM REMOVAL",
        op::READ_FORMAT_CAPACITIES => "READ FORMAT CAPACITIES",
        op::READ_CAPACITY => "READ CAPACITY",
        op::READ_10 => "READ (10)",
        op::WRITE_10 => "WRITE (10)",
        op::WRITE_AND_VERIFY_10 => "WRITE AND VERIFY (10)",
        op::SYNCHRONIZE_CACHE => "SYNCHRONIZE CACHE",
        op::READ_TOC_PMA_ATIP => "READ TOC/PMA/ATIP",
        op::GET_CONFIGURATION => "GET CONFIGURATION",
        op::GET_EVENT_STATUS_NOTIFICATION => "GET EVENT STATUS NOTIFICATION",
        op::READ_DISC_INFORMATION => "READ DISC INFORMATION",
        op::READ_TRACK_INFORMATION => "READ TRACK INFORMATION",
        op::RESERVE_TRACK => "RESERVE TRACK",
        op::SEND_OPC_INFORMATION => "SEND OPC INFORMATION",
        op::MODE_SELECT_10 => "MODE SELECT (10)",
        op::MODE_SENSE_10 => "MODE SENSE (10)",
        op::CLOSE_TRACK_SESSION => "CLOSE TRACK SESSION",
        op::READ_BUFFER_CAPACITY => "READ BUFFER CAPACITY",
        op::SEND_CUE_SHEET => "SEND CUE SHEET",
        op::BLANK => "BLANK",
        op::READ_12 => "READ (12)",
        op::WRITE_12 => "WRITE (12)",
        op::GET_PERFORMANCE => "GET PERFORMANCE",
        op::READ_DISC_STRUCTURE => "READ DISC STRUCTURE",
        op::SET_STREAMING => "SET STREAMING",
        op::SET_CD_SPEED => "SET CD SPEED",
        op::SEND_DISC_STRUCTURE => "SEND DISC STRUCTURE",
        _ => "unnamed command",
    }
}
