//! IDiscRecorder2Ex: the caller's own commands.

use std::time::Duration;

use super::recorder::Recorder;
use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::mmc::sense::{self, FIXED_LEN};
use crate::mmc::timeout;
use crate::pipeline::cause::broken;
use crate::pipeline::device::traced;
use crate::transport::{Data, Limits, status};

/// What the drive answered to a command of the caller's.
pub struct RawAnswer {
    /// Bytes that the data phase moved.
    pub transferred: usize,
    /// In fixed format; None if the command ended well.
    pub sense: Option<[u8; FIXED_LEN]>,
}

impl Recorder {
    /// SendCommandNoData, …SendDataToDevice and …GetDataFromDevice: one command, sent once and as it is. What the drive
    /// says of it is for the caller to judge. Without a `timeout` the library's own for such a command holds.
    pub fn send_command(&self, cdb: &[u8], data: Data<'_>, timeout: Option<Duration>) -> Result<RawAnswer> {
        check_length(cdb)?;
        check_data(&data, self.limits())?;
        let timeout = timeout.unwrap_or_else(|| timeout::timeout_of(cdb));
        let party = self.party();
        let answer = traced(self.drive().clock(), cdb, data, |data| party.execute(cdb, data, timeout))?;
        let answer = answer.map_err(|fault| broken(fault).command(cdb))?;
        let refused = |hr, why: &'static str| Err(Failure::new(hr, why).command(cdb));
        match answer.status {
            status::GOOD => Ok(RawAnswer { transferred: answer.transferred, sense: None }),
            status::BUSY | status::TASK_SET_FULL => {
                refused(DF2D_E_IMAPI_RECORDER_MEDIA_BUSY, "The drive is busy; send the command again later.")
            }
            status::RESERVATION_CONFLICT => {
                refused(DF2D_E_IMAPI_RECORDER_LOCKED, "Another host has reserved the drive.")
            }
            _ if answer.sense().is_empty() => refused(
                DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                "The drive refused a command without saying why.",
            ),
            _ => Ok(RawAnswer {
                transferred: answer.transferred,
                sense: Some(sense::to_fixed(answer.sense())),
            }),
        }
    }

    /// ByteAlignmentMask and the maximum transfer sizes.
    pub fn limits(&self) -> Limits {
        self.drive().limits()
    }
}

/// Operation codes of which IMAPI2 does not check the length: they are obsolete, and old drives give them another.
const ANY_LENGTH: [u8; 22] = [
    0x02, 0x05, 0x06, 0x09, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x13, 0x14, 0x19, 0x20, 0x21, 0x22, 0x23, 0x24,
    0x26, 0x27, 0x29, 0x2C, 0x2D,
];

/// A descriptor block is as long as the group of its operation code says.
fn check_length(cdb: &[u8]) -> Result<()> {
    let wanted = match cdb.first() {
        Some(opcode) if ANY_LENGTH.contains(opcode) => 6..=16,
        Some(0x00..=0x1F) => 6..=6,
        Some(0x20..=0x5F) => 10..=10,
        Some(0x80..=0x9F) => 16..=16,
        Some(0xA0..=0xBF) => 12..=12,
        _ => 6..=16,
    };
    if wanted.contains(&cdb.len()) {
        return Ok(());
    }
    Err(match cdb.first() {
        Some(opcode) if wanted.start() == wanted.end() => Failure::new(
            DF2D_E_INVALIDARG,
            format!("A command block with the operation code {opcode:02X}h has {} bytes.", wanted.start()),
        ),
        _ => Failure::new(DF2D_E_INVALIDARG, "A command block has 6 to 16 bytes."),
    })
}

/// What the way to the drive can carry in one command.
fn check_data(data: &Data<'_>, limits: Limits) -> Result<()> {
    let (address, size) = match data {
        Data::None => return Ok(()),
        Data::FromDevice(buffer) => (buffer.as_ptr().addr(), buffer.len()),
        Data::ToDevice(buffer) => (buffer.as_ptr().addr(), buffer.len()),
    };
    if size == 0 {
        return Err(Failure::new(
            DF2D_E_INVALIDARG,
            "The buffer is empty; a command without data is sent with df2d_recorder_send_command_no_data.",
        ));
    }
    if size > limits.max_transfer {
        return Err(Failure::new(
            DF2D_E_INVALIDARG,
            format!(
                "One command carries at most {} bytes and not {size}; send several.",
                limits.max_transfer
            ),
        ));
    }
    if address % limits.alignment != 0 {
        return Err(Failure::new(
            DF2D_E_INVALIDARG,
            format!("The buffer must begin at a multiple of {} bytes.", limits.alignment),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// IMAPI2's table, each group at its ends, and the exempt codes.
    #[test]
    fn lengths_of_command_blocks() {
        let accepted = |opcode: u8| -> Vec<usize> {
            (0..=20).filter(|&len| check_length(&[&[opcode][..], &[0; 20]].concat()[..len]).is_ok()).collect()
        };
        let any: Vec<usize> = (6..=16).collect();
        for (opcode, lengths) in [
            (0x00, vec![6]),
            (0x1E, vec![6]),
            (0x28, vec![10]),
            (0x5D, vec![10]),
            (0x80, vec![16]),
            (0x9F, vec![16]),
            (0xA0, vec![12]),
            (0xBF, vec![12]),
        ] {
            assert_eq!(accepted(opcode), lengths, "{opcode:02X}");
        }
        for opcode in ANY_LENGTH.into_iter().chain([0x60, 0x7F, 0xC0, 0xFF]) {
            assert_eq!(accepted(opcode), any, "{opcode:02X}");
        }
    }

    #[test]
    fn data_that_the_way_to_the_drive_carries() {
        #[repr(align(8))]
        struct Aligned([u8; 32]);
        let buffer = Aligned([0; 32]);
        let limits = Limits { max_transfer: 16, alignment: 4 };
        let check = |data: &[u8]| check_data(&Data::ToDevice(data), limits).map_err(|failure| failure.hr);
        assert_eq!(check(&buffer.0[..16]), Ok(()));
        assert_eq!(check(&buffer.0[..17]), Err(DF2D_E_INVALIDARG));
        assert_eq!(check(&buffer.0[2..6]), Err(DF2D_E_INVALIDARG));
        assert_eq!(check(&buffer.0[4..8]), Ok(()));
        assert_eq!(check(&[]), Err(DF2D_E_INVALIDARG));
    }
}
