//! Formatting and blanking.

use super::{Disc, FormatState};
use crate::transport::scsi::asc;
use crate::virtual_recorder::media::{self, Blank, Blocks, Format, Leaves, SubType};
use crate::virtual_recorder::sense::Sense;

/// A format that was asked for, checked.
#[derive(Clone, Copy, Debug)]
pub struct Formatting {
    pub format: &'static Format,
    pub sub_type: &'static SubType,
    /// User sectors afterwards.
    pub capacity: u32,
}

impl Disc {
    /// Write-once media are formatted once, and blank.
    pub fn may_be_formatted(&self) -> bool {
        self.medium.is_erasable() || (self.is_blank() && !self.is_formatted())
    }

    /// How many blocks the descriptor of this format says; None if it is not offered now.
    pub fn offers(&self, format: &Format) -> Option<u32> {
        match format.blocks {
            Blocks::Growth if self.format != FormatState::Complete => None,
            Blocks::Growth => Some(self.size - self.capacity),
            _ => Some(self.medium.formatted_capacity(format, self.size)),
        }
    }

    /// What FORMAT UNIT with this type and so many blocks would make of the disc.
    pub fn formatting(&self, kind: u8, sub_type: u8, blocks: u32) -> Result<Formatting, Sense> {
        let bad = Sense::illegal(asc::INVALID_FIELD_IN_PARAMETER_LIST);
        if !self.may_be_formatted() {
            return Err(Sense::illegal(super::super::sense::asc::CANNOT_FORMAT_INCOMPATIBLE_MEDIUM));
        }
        let formats = self.medium.formats.iter().filter(|format| format.kind == kind);
        let fit = formats.filter_map(|format| Some((format, self.fit(format, blocks)?))).next();
        let (format, capacity) = fit.ok_or(bad)?;
        let sub_type = format.sub_types.iter().find(|known| known.code == sub_type).ok_or(bad)?;
        Ok(Formatting { format, sub_type, capacity })
    }

    /// The capacity that this format gives, if so many blocks can be asked for.
    fn fit(&self, format: &Format, blocks: u32) -> Option<u32> {
        let offered = self.offers(format)?;
        let whole = blocks % self.medium.unit == 0;
        match format.blocks {
            Blocks::Exactly(_) => (blocks == offered).then_some(offered),
            Blocks::Within(_) => {
                let (least, most) = self.medium.formatted_range(format.kind, self.size);
                (whole && (least..=most).contains(&blocks)).then_some(blocks)
            }
            Blocks::All => (blocks == offered || blocks == u32::MAX).then_some(offered),
            Blocks::UpTo => (whole && blocks <= offered).then_some(blocks),
            Blocks::Growth => (whole && blocks <= offered).then_some(self.capacity + blocks),
        }
    }

    /// Formats the medium. Whether everything on it is gone then.
    pub fn format(&mut self, formatting: &Formatting) -> bool {
        let Formatting { format, sub_type, capacity } = *formatting;
        let medium = media::by_name(sub_type.into.as_bytes()).unwrap_or(self.medium);
        let grows = format.blocks == Blocks::Growth;
        if !grows {
            let fresh = Disc::blank(medium, self.size);
            *self = Disc { protection: self.protection, ..fresh };
        }
        self.capacity = capacity;
        self.pow = sub_type.pow;
        self.format = match format.leaves {
            Leaves::Complete => FormatState::Complete,
            Leaves::Background => FormatState::Running,
            Leaves::Intermediate => FormatState::Intermediate,
        };
        self.formatted = if self.format == FormatState::Running { 0 } else { capacity };
        !grows
    }

    /// The second layer begins there, and is as long as the first one at most.
    pub fn set_layer_break(&mut self, start: u32) {
        self.layer_break = Some(start);
        self.capacity = start * 2;
    }

    /// Blanks the medium. Whether everything on it is gone then.
    pub fn erase(&mut self, blank: Blank) -> Result<bool, Sense> {
        match blank {
            Blank::Full | Blank::Minimal => {
                let medium = media::by_name(self.medium.disc.as_bytes()).unwrap_or(self.medium);
                let at_once_only = blank == Blank::Minimal && !medium.is_cd();
                let fresh = Disc::blank(medium, self.size);
                *self = Disc { protection: self.protection, at_once_only, ..fresh };
                Ok(true)
            }
            Blank::Unclose => self.unclose().map(|()| false),
            Blank::Session => self.erase_session().map(|()| false),
        }
    }
}
