//! Mode pages: the settings that MODE SELECT changes and a reset forgets.

use super::sense::Sense;
use crate::transport::scsi::asc;

const WRITE_PARAMETERS: [u8; 52] = {
    let mut page = [0; 52];
    page[0] = 0x05;
    page[1] = 0x32;
    // Packet writing, so that a host that never sets the page is noticed; data track, mode 1, pause of 150.
    page[3] = 0x04;
    page[4] = 0x08;
    page[15] = 150;
    page
};

const WRITE_PARAMETERS_MASK: [u8; 52] = {
    let mut mask = [0xFF; 52];
    mask[0] = 0;
    mask[1] = 0;
    mask[2] = 0x7F;
    mask[4] = 0x0F;
    mask[9] = 0;
    mask
};

/// A page that the drive keeps: its default and the bits that may change.
struct Page {
    default: &'static [u8],
    mask: &'static [u8],
}

static PAGES: [Page; 5] = [
    Page {
        default: &[0x01, 0x0A, 0x80, 0x08, 0, 0, 0, 0, 0, 0, 0, 0],
        mask: &[0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0],
    },
    Page { default: &WRITE_PARAMETERS, mask: &WRITE_PARAMETERS_MASK },
    Page { default: &[0x08, 0x0A, 0x04, 0, 0, 0, 0, 0, 0, 0, 0, 0], mask: &[0; 12] },
    Page {
        default: &[0x1A, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        mask: &[0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    },
    Page {
        default: &[0x1D, 0x08, 0, 0, 0, 0, 0, 0x3C, 0, 0x3C],
        mask: &[0, 0, 0, 0, 0x0F, 0, 0xFF, 0xFF, 0xFF, 0xFF],
    },
];

const WRITE_PARAMETERS_INDEX: usize = 1;

/// The capabilities page, which the drive alone fills.
pub const CAPABILITIES: u8 = 0x2A;

/// Which values MODE SENSE asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    Current,
    Changeable,
    Default,
}

pub struct Modes {
    current: [Vec<u8>; 5],
}

impl Default for Modes {
    fn default() -> Modes {
        Modes { current: PAGES.each_ref().map(|page| page.default.to_vec()) }
    }
}

/// Write types of page 05h.
pub const INCREMENTAL: u8 = 0;
pub const TRACK_AT_ONCE: u8 = 1;
/// Of a disc as well.
pub const SESSION_AT_ONCE: u8 = 2;

impl Modes {
    /// The codes of all pages but the capabilities.
    pub fn codes() -> impl Iterator<Item = u8> {
        PAGES.iter().map(|page| page.default[0])
    }

    pub fn page(&self, code: u8, control: Control) -> Option<Vec<u8>> {
        let index = PAGES.iter().position(|page| page.default[0] == code)?;
        let page = &PAGES[index];
        Some(match control {
            Control::Current => self.current[index].clone(),
            Control::Default => page.default.to_vec(),
            Control::Changeable => {
                let mut mask = page.mask.to_vec();
                mask[..2].copy_from_slice(&page.default[..2]);
                mask
            }
        })
    }

    /// Takes the pages of a MODE SELECT parameter list, all of them or none.
    pub fn select(&mut self, mut list: &[u8], may_test: bool) -> Result<(), Sense> {
        let bad_field = Sense::illegal(asc::INVALID_FIELD_IN_PARAMETER_LIST);
        let bad_length = Sense::illegal(asc::PARAMETER_LIST_LENGTH_ERROR);
        let mut new = self.current.clone();
        while !list.is_empty() {
            let &[code, length, ..] = list else { return Err(bad_length) };
            // The PS bit is reserved here, and hosts that send back what they were given leave it set.
            let index = PAGES.iter().position(|page| page.default[0] == code & 0x3F).ok_or(bad_field)?;
            let page = &PAGES[index];
            let total = usize::from(length) + 2;
            if total != page.default.len() || list.len() < total {
                return Err(bad_length);
            }
            let values = &list[2..total];
            let fixed = values.iter().zip(&new[index][2..]).zip(&page.mask[2..]);
            if fixed.into_iter().any(|((value, now), mask)| (value ^ now) & !mask != 0) {
                return Err(bad_field);
            }
            if index == WRITE_PARAMETERS_INDEX {
                check_write_parameters(&list[..total], may_test)?;
            }
            new[index][2..].copy_from_slice(values);
            list = &list[total..];
        }
        self.current = new;
        Ok(())
    }

    pub fn buffer_underrun_free(&self) -> bool {
        self.write_parameters()[2] & 0x40 != 0
    }

    pub fn write_type(&self) -> u8 {
        self.write_parameters()[2] & 0x0F
    }

    pub fn test_write(&self) -> bool {
        self.write_parameters()[2] & 0x10 != 0
    }

    /// Blocks are 2048 bytes.
    pub fn has_plain_blocks(&self) -> bool {
        self.write_parameters()[4] & 0x0F == 8
    }

    /// The length of packets, if it is fixed.
    pub fn packet(&self) -> Option<u32> {
        let page = self.write_parameters();
        let fixed = page[3] & 0x20 != 0;
        fixed.then(|| u32::from_be_bytes([page[10], page[11], page[12], page[13]]))
    }

    /// The blocks of a link, if the page says so.
    pub fn link(&self) -> Option<u32> {
        let page = self.write_parameters();
        (page[2] & 0x20 != 0).then_some(page[5].into())
    }

    /// The track mode says data, and blocks are 2048 bytes of mode 1.
    pub fn is_data(&self) -> bool {
        let page = self.write_parameters();
        page[3] & 0x0C == 0x04 && page[4] & 0x0F == 8
    }

    /// Another session may follow the one that is closed.
    pub fn keeps_open(&self) -> bool {
        self.write_parameters()[3] >> 6 == 3
    }

    fn write_parameters(&self) -> &[u8] {
        &self.current[WRITE_PARAMETERS_INDEX]
    }
}

/// `may_test`: the medium can be written to without being written.
fn check_write_parameters(page: &[u8], may_test: bool) -> Result<(), Sense> {
    let test_write = page[2] & 0x10 == 0 || may_test;
    let write_type = page[2] & 0x0F <= SESSION_AT_ONCE;
    let multi_session = matches!(page[3] >> 6, 0 | 3);
    let block_type = matches!(page[4] & 0x0F, 0..=3 | 8..=13);
    let session_format = matches!(page[8], 0x00 | 0x10 | 0x20);
    if test_write && write_type && multi_session && block_type && session_format {
        Ok(())
    } else {
        Err(Sense::illegal(asc::INVALID_FIELD_IN_PARAMETER_LIST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Vec<u8> {
        let mut page = vec![0; 52];
        page[..6].copy_from_slice(&[0x05, 0x32, 0x41, 0xC4, 0x08, 0]);
        page[15] = 150;
        page
    }

    #[test]
    fn a_host_built_page_is_taken() {
        let mut modes = Modes::default();
        assert!(!modes.buffer_underrun_free());
        modes.select(&page(), false).unwrap();
        assert!(modes.buffer_underrun_free() && modes.is_data() && modes.keeps_open());
        assert_eq!(modes.write_type(), TRACK_AT_ONCE);
        assert_eq!(modes.page(5, Control::Current).unwrap(), page());
        assert_eq!(modes.page(5, Control::Default).unwrap()[2], 0);
    }

    #[test]
    fn bad_pages_change_nothing() {
        let with = |at: usize, value: u8| {
            let mut page = page();
            page[at] = value;
            page
        };
        let field = (0x26, 0);
        let length = (0x1A, 0);
        let mut two = page();
        two.extend_from_slice(&[0x3B, 0]);
        for (list, expected) in [
            (with(0, 0x2A), field),
            (with(0, 0x33), field),
            (with(1, 0x31), length),
            (with(1, 0xFF), length),
            (page()[..51].to_vec(), length),
            (vec![0x05], length),
            (with(2, 0x51), field),
            (with(2, 0x43), field),
            (with(3, 0x44), field),
            (with(3, 0x84), field),
            (with(4, 0x05), field),
            (with(4, 0x18), field),
            (with(8, 0x30), field),
            (two, field),
        ] {
            let mut modes = Modes::default();
            let sense = modes.select(&list, false).unwrap_err();
            assert_eq!((sense.key, sense.asc, sense.ascq), (5, expected.0, expected.1), "{list:02x?}");
            assert_eq!(modes.page(5, Control::Current), modes.page(5, Control::Default));
        }
    }
}
