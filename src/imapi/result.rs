//! How an operation ended, and what is on the disc then.

use super::operation::Live;
use crate::failure::Failure;
use crate::hresult::{DF2D_E_UNEXPECTED, df2d_hresult};
use crate::pipeline::control::Control;
use crate::pipeline::device::cancelled;
use crate::recipe::{Content, Disc, Outcome};

/// How an operation ended, read back from the drive. The numbers are the C constants'.
#[derive(Clone, Debug)]
pub struct WriteResult {
    pub hr: df2d_hresult,
    pub content_after: i32,
    pub disc_after: i32,
    pub media_status_after: i32,
    pub sectors_requested: i64,
    pub sectors_sent: i64,
    pub sectors_on_media: i64,
    pub start_lba: i64,
    /// The first failure, if there was one.
    pub failure: Option<Failure>,
    pub elapsed_ms: i64,
    pub under_runs: u32,
}

/// What an object says of its last operation.
pub enum WriteOutcome {
    Ended(WriteResult),
    /// It runs: what is known so far.
    Pending(WriteResult),
}

/// The result that will be published: an accepted cancel never becomes a success.
pub(super) fn settle(control: &Control, live: &Live, outcome: Outcome) -> WriteResult {
    let may_succeed = control.seal();
    let result = match outcome.result {
        Ok(code) if may_succeed => Ok(code),
        Ok(_) => Err(cancelled()),
        Err(failure) => Err(failure),
    };
    WriteResult {
        hr: result.as_ref().map_or_else(|failure| failure.hr, |code| *code),
        content_after: outcome.content as i32,
        disc_after: outcome.disc as i32,
        media_status_after: outcome.media_status,
        sectors_requested: live.sectors as i64,
        sectors_sent: outcome.sectors_sent as i64,
        sectors_on_media: outcome.sectors_on_media as i64,
        start_lba: outcome.start.map_or(-1, i64::from),
        failure: result.err(),
        elapsed_ms: live.meter.elapsed().as_millis() as i64,
        under_runs: live.meter.under_runs(),
    }
}

/// It failed before the medium was touched.
pub(super) fn untouched(failure: Failure) -> Outcome {
    Outcome {
        result: Err(failure),
        content: Content::None,
        disc: Disc::Unchanged,
        media_status: 0,
        sectors_sent: 0,
        sectors_on_media: 0,
        start: None,
    }
}

/// A thread panicked, and nobody knows how far it came.
pub(super) fn in_the_dark() -> Outcome {
    Outcome { content: Content::Unknown, disc: Disc::Unknown, ..untouched(DF2D_E_UNEXPECTED.into()) }
}
