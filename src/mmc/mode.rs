//! Mode pages: write parameters (05h) and capabilities (2Ah).

use super::Malformed;
use super::bytes::{be16, bounded};

/// The mode header of the 10-byte commands.
const HEADER: usize = 8;
/// A page without sub-pages, with its two bytes of header.
const LONGEST_PAGE: usize = 2 + 255;
/// Room for one page, with the header and one block descriptor.
pub const LONGEST_ANSWER: usize = HEADER + 8 + LONGEST_PAGE;
/// In place of a page's code: all of them.
pub const ALL_PAGES: u8 = 0x3F;
/// Write parameters page.
pub const WRITE_PARAMETERS_PAGE: u8 = 0x05;
/// Capabilities and mechanical status page.
pub const CAPABILITIES_PAGE: u8 = 0x2A;

/// MODE SENSE (10), decoded.
#[derive(Clone, Copy, Debug)]
pub struct ModeData<'a> {
    pages: &'a [u8],
}

/// Length of the page at the start of `data`, with its header.
fn page_len(data: &[u8]) -> Option<usize> {
    const SUB_PAGE: u8 = 0x40;
    match *data {
        [code, _, high, low, ..] if code & SUB_PAGE != 0 => {
            Some(4 + usize::from(u16::from_be_bytes([high, low])))
        }
        [code, length, ..] if code & SUB_PAGE == 0 => Some(2 + usize::from(length)),
        _ => None,
    }
}

impl<'a> ModeData<'a> {
    /// Takes the answer as received, with or without block descriptors.
    pub fn decode(data: &'a [u8]) -> Result<Self, Malformed> {
        const SHORT: Malformed = Malformed("The drive's answer to MODE SENSE is too short.");
        let stated = be16(data, 0).filter(|length| *length != 0).ok_or(SHORT)?;
        let descriptors = usize::from(be16(data, 6).ok_or(SHORT)?);
        let all = data.get(HEADER + descriptors..).ok_or(SHORT)?;
        let vouched = bounded(data, 2, usize::from(stated)).get(HEADER + descriptors..).ok_or(SHORT)?;
        // Some drives state a length that ends within the page they send: the page's own length is better.
        let first = page_len(all).filter(|length| *length <= all.len()).unwrap_or(0);
        Ok(ModeData { pages: &all[..vouched.len().max(first)] })
    }

    /// A page from its code byte on; none if it is absent or cut off.
    pub fn page(&self, code: u8) -> Option<&'a [u8]> {
        // The sub-page bit belongs to the comparison, the parameters-saveable bit does not.
        self.pages().find(|page| page[0] & 0x7F == code)
    }

    /// All pages, each from its code byte on, up to one that is cut off.
    pub fn pages(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let mut rest = self.pages;
        std::iter::from_fn(move || {
            let (page, next) = rest.split_at_checked(page_len(rest)?)?;
            rest = next;
            Some(page)
        })
    }
}

/// Page 05h on its way back to the drive: its own bytes, with the fields changed that were asked for.
///
/// Drives differ in the length of the page and in fields that the standard does not name, and refuse pages that
/// come back otherwise. Of fixed size, because a burn that is being saved sends it too, and allocates nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteParameters {
    page: [u8; LONGEST_PAGE],
    len: usize,
}

/// What MODE SELECT (10) sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterList {
    bytes: [u8; HEADER + LONGEST_PAGE],
    len: usize,
}

impl std::ops::Deref for ParameterList {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

impl WriteParameters {
    /// Starts from the drive's current page, as [`ModeData::page`] gives it.
    pub fn from_page(page: &[u8]) -> Result<Self, Malformed> {
        const BAD: Malformed = Malformed("The drive's write parameters page is too short.");
        let page = page.get(..page_len(page).ok_or(BAD)?).ok_or(BAD)?;
        // Up to the audio pause, which ends what the setters reach.
        if page.len() < 16 || page[0] & 0x7F != WRITE_PARAMETERS_PAGE {
            return Err(BAD);
        }
        let mut parameters = WriteParameters { page: [0; LONGEST_PAGE], len: page.len() };
        parameters.page[..page.len()].copy_from_slice(page);
        Ok(parameters)
    }

    fn set(&mut self, at: usize, mask: u8, value: u8) -> &mut Self {
        self.page[at] = self.page[at] & !mask | value & mask;
        self
    }

    fn flag(&mut self, at: usize, mask: u8, on: bool) -> &mut Self {
        self.set(at, mask, if on { mask } else { 0 })
    }

    /// Goes through the motions with the laser off.
    pub fn test_write(&mut self, on: bool) -> &mut Self {
        self.flag(2, 0x10, on)
    }

    pub fn is_test_write(&self) -> bool {
        self.page[2] & 0x10 != 0
    }

    /// 0 packet or incremental, 1 track at once, 2 session or disc at once, 3 raw, 4 layer jump.
    pub fn write_type(&mut self, value: u8) -> &mut Self {
        self.set(2, 0x0F, value)
    }

    /// Buffer underrun free recording.
    pub fn bufe(&mut self, on: bool) -> &mut Self {
        self.flag(2, 0x40, on)
    }

    /// 0 closes the disc with the session, 3 leaves it appendable.
    pub fn multi_session(&mut self, value: u8) -> &mut Self {
        self.set(3, 0xC0, value << 6)
    }

    /// 4 is a data track on CD, 5 on DVD.
    pub fn track_mode(&mut self, value: u8) -> &mut Self {
        self.set(3, 0x0F, value)
    }

    /// 8 is 2048 bytes of mode 1.
    pub fn data_block_type(&mut self, value: u8) -> &mut Self {
        self.set(4, 0x0F, value)
    }

    /// Blocks lost in linking, or `None` where the drive decides.
    pub fn link_size(&mut self, value: Option<u8>) -> &mut Self {
        self.flag(2, 0x20, value.is_some()).set(5, 0xFF, value.unwrap_or(0))
    }

    pub fn fixed_packet(&mut self, on: bool) -> &mut Self {
        self.flag(3, 0x20, on)
    }

    /// Blocks in a fixed packet.
    pub fn packet_size(&mut self, blocks: u32) -> &mut Self {
        self.page[10..14].copy_from_slice(&blocks.to_be_bytes());
        self
    }

    /// 0x00 CD-DA or CD-ROM, 0x10 CD-I, 0x20 CD-ROM XA.
    pub fn session_format(&mut self, value: u8) -> &mut Self {
        self.set(8, 0xFF, value)
    }

    /// Blocks between audio tracks, usually 150.
    pub fn audio_pause(&mut self, blocks: u16) -> &mut Self {
        self.page[14..16].copy_from_slice(&blocks.to_be_bytes());
        self
    }

    /// The page as it stands.
    pub fn page(&self) -> &[u8] {
        &self.page[..self.len]
    }

    /// What MODE SELECT (10) sends: an empty header, then the page without its saveable bit, which is reserved
    /// in this direction.
    pub fn parameter_list(&self) -> ParameterList {
        parameter_list(self.page()).expect("the page is as long as it says")
    }
}

/// The same of any page without sub-pages; None if it is not as long as it says.
pub fn parameter_list(page: &[u8]) -> Option<ParameterList> {
    if page_len(page) != Some(page.len()) || page.len() > LONGEST_PAGE {
        return None;
    }
    let mut list = ParameterList { bytes: [0; HEADER + LONGEST_PAGE], len: HEADER + page.len() };
    list.bytes[HEADER..][..page.len()].copy_from_slice(page);
    list.bytes[HEADER] &= 0x7F;
    Some(list)
}

/// A write speed descriptor of page 2Ah.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModeWriteSpeed {
    /// 0 CLV, 1 pure CAV.
    pub rotation: u8,
    /// kB/s of 1000 bytes.
    pub kb: u16,
}

/// The fields of page 2Ah that matter for writing. Speeds are in kB/s of 1000 bytes, 0 where not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capabilities {
    pub current_write: u16,
    pub max_write: u16,
    /// Rotation control in use: 0 CLV, 1 pure CAV.
    pub rotation: u8,
    /// For the medium in the drive; empty with older drives.
    pub write_speeds: Vec<ModeWriteSpeed>,
    pub buffer_kib: u16,
    /// 0 caddy, 1 tray, 2 pop-up, 4 and 5 changer.
    pub loading_mechanism: u8,
    /// Can write with the laser off.
    pub test_write: bool,
}

impl Capabilities {
    /// A tray, as far as this tells, or a changer.
    pub fn loads_by_command(&self) -> bool {
        matches!(self.loading_mechanism, 1 | 4 | 5)
    }

    /// Takes the page, as [`ModeData::page`] gives it.
    pub fn decode(page: &[u8]) -> Result<Self, Malformed> {
        const SHORT: Malformed = Malformed("The drive's capabilities page is too short.");
        let page = bounded(page, 0, page_len(page).ok_or(SHORT)?);
        if page.len() < 22 || page[0] & 0x7F != CAPABILITIES_PAGE {
            return Err(SHORT);
        }
        let field = |at| be16(page, at).unwrap_or(0);
        let count = usize::from(field(30));
        let write_speeds: Vec<_> = page
            .get(32..)
            .unwrap_or(&[])
            .chunks_exact(4)
            .take(count)
            .map(|entry| ModeWriteSpeed {
                rotation: entry[1] & 7,
                kb: u16::from_be_bytes([entry[2], entry[3]]),
            })
            .filter(|speed| speed.kb != 0)
            .collect();
        let fastest = write_speeds.iter().map(|speed| speed.kb).max();
        Ok(Capabilities {
            // The older fields are obsolete where the newer ones are filled in.
            current_write: if field(28) != 0 { field(28) } else { field(20) },
            max_write: fastest.unwrap_or(field(18)),
            rotation: page.get(27).map_or(0, |byte| byte & 3),
            write_speeds,
            buffer_kib: field(12),
            loading_mechanism: page[6] >> 5,
            test_write: page[3] & 4 != 0,
        })
    }
}
