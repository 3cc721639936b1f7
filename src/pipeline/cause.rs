//! What lies behind a failure: the command itself, an earlier one, or something that happened to the drive.

use crate::failure::{Failure, SenseCode};
use crate::hresult::*;
use crate::mmc::sense::Sense;
use crate::transport::scsi::{asc, key};
use crate::transport::{Answer, Fault, status};

/// The drive refuses the command as such, and nothing else is the matter. Some have the wrong key for that, "not ready",
/// which becomes no more ready by waiting when it is the command that is wrong.
pub fn is_refusal(failure: &Failure) -> bool {
    let of_command = |sense: SenseCode| match sense.key {
        key::ILLEGAL_REQUEST => true,
        key::NOT_READY => {
            let asc = (sense.asc, sense.ascq);
            asc == asc::INVALID_OPERATION_CODE
                || asc == asc::INVALID_FIELD_IN_CDB
                || asc == asc::INVALID_FIELD_IN_PARAMETER_LIST
        }
        _ => false,
    };
    failure.detail.sense.is_some_and(|sense| of_command(sense) && !sense.deferred)
}

/// Something happened to the drive or its medium that has nothing to do with the command.
pub fn is_disturbance(failure: &Failure) -> bool {
    failure.detail.link_lost
        || failure.detail.sense.is_some_and(|sense| sense.key == key::UNIT_ATTENTION && !sense.deferred)
}

/// The drive told something first, and did not begin the command.
pub fn is_news(failure: &Failure) -> bool {
    failure.detail.sense.is_some_and(|sense| sense.deferred || sense.key == key::UNIT_ATTENTION)
}

/// The drive leaves a question open, and nothing else is the matter. News of the disc or of a reset is no excuse, nor is
/// what became of an earlier command.
pub fn is_excuse(failure: &Failure) -> bool {
    failure.detail.sense.is_some_and(|sense| sense.key != key::UNIT_ATTENTION && !sense.deferred)
}

/// Whether the command may have been begun. It was not if the host refused to send it, nor if the drive says that it could
/// not, may not, or had something else to tell first.
pub fn may_have_begun(answer: &std::result::Result<Answer, Fault>) -> bool {
    const NOT_BEGUN: [u8; 4] = [key::NOT_READY, key::ILLEGAL_REQUEST, key::UNIT_ATTENTION, key::DATA_PROTECT];
    match answer {
        Err(fault) => !matches!(fault, Fault::Refused(_)),
        Ok(answer) if answer.status != status::CHECK_CONDITION => answer.status == status::GOOD,
        Ok(answer) => !Sense::decode(answer.sense())
            .is_some_and(|sense| sense.code.deferred || NOT_BEGUN.contains(&sense.code.key)),
    }
}

/// The failure of a command that got no answer.
pub fn broken(fault: Fault) -> Failure {
    match fault {
        Fault::Timeout => Failure::new(
            DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT,
            "The drive did not answer in time; it may be wedged: power it off and on.",
        ),
        Fault::Lost => Failure::new(
            DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE,
            "The connection to the drive was reset underneath a command; check cable, power and network.",
        ),
        Fault::Gone => {
            Failure::new(DF2D_E_DEV_NOT_EXIST, "The drive has disappeared; check cable, power and network.")
        }
        Fault::Refused(errno) if errno == libc::EPERM => Failure::new(
            DF2D_E_ACCESSDENIED,
            "The system does not let this user send the drive such a command: it needs to be open for writing, and for \
             some commands the right CAP_SYS_RAWIO.",
        )
        .errno(errno),
        Fault::Refused(errno) => {
            Failure::new(DF2D_E_FAIL, "The system refused to send a command to the drive.").errno(errno)
        }
    }
}
