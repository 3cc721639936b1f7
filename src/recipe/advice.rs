//! What to do after a failure that ends a write, where the disc says more about that than the sense data.

use super::burn::Burn;
use super::outcome::Disc;
use super::{Recovery, Task};
use crate::failure::Failure;
use crate::hresult::DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT;
use crate::transport::scsi::{asc, key};

/// The failure, with the sentence that fits what has become of the disc.
pub(super) fn given(burn: &Burn, disc: Disc, failure: Failure) -> Failure {
    match sentence(burn, disc, &failure) {
        Some(text) => Failure { text: text.into(), ..failure },
        None => failure,
    }
}

fn sentence(burn: &Burn, disc: Disc, failure: &Failure) -> Option<&'static str> {
    let writes = matches!(burn.options.task, Task::Write | Task::Recover(Recovery::Resume));
    if !writes || burn.options.test_write || burn.confirmed || !burn.device.recorded() {
        return None;
    }
    if failure.hr == DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT {
        return after_a_time_out(disc);
    }
    let sense = failure.detail.sense.filter(|sense| !sense.deferred)?;
    match (sense.key, sense.asc, sense.ascq) {
        (key::NOT_READY, 0x3A, _) => Some(after_the_disc_left(burn)),
        (key::ILLEGAL_REQUEST, code, qualifier) if (code, qualifier) == asc::INVALID_ADDRESS_FOR_WRITE => {
            after_another_address(disc)
        }
        _ => None,
    }
}

fn after_the_disc_left(burn: &Burn) -> &'static str {
    if burn.seen.as_ref().is_some_and(|medium| medium.keeps_no_account()) {
        "The disc left the drive during the burn: put the same disc back and write it again."
    } else {
        "The disc left the drive during the burn: put the same disc back and call df2d_recover_media."
    }
}

/// The drive has answered since, or nothing would be known of the disc.
fn after_a_time_out(disc: Disc) -> Option<&'static str> {
    match disc {
        Disc::Appendable | Disc::Overwritable => Some(
            "The drive did not answer a command in time, and then did again: the disc can still be written; power the \
             drive off and on if it happens once more.",
        ),
        Disc::Closed | Disc::EraseRequired | Disc::Recoverable => Some(
            "The drive did not answer a command in time, and then did again: see what is on the disc, and power the \
             drive off and on if it happens once more.",
        ),
        _ => None,
    }
}

fn after_another_address(disc: Disc) -> Option<&'static str> {
    match disc {
        Disc::Appendable | Disc::Overwritable => Some(
            "The drive expected the data at another address: another program may be using it; close that, and write \
             again: the disc can still be written.",
        ),
        _ => None,
    }
}
