//! How each medium is written, closed, recovered and erased: a file per family, and nothing else in the tree knows one
//! medium from another.
//!
//! | file | what it is about |
//! |---|---|
//! | `cd`, `dvd_minus_r`, `dvd_plus_r`, `bd_r`, `overwritable`, `dvd_rw_overwrite` | a medium's whole life, as MMC steps |
//! | `media`, `medium`, `inspect` | which media there are, and what the drive says of the one in it |
//! | `burn` | what an operation works with |
//! | `write`, `verify` | the steps of every write |
//! | `upkeep` | closing, recovering and erasing |
//! | `outcome`, `advice` | what is on the disc afterwards, and what to do after a failure |
//! | `steps`, `speed` | MMC steps that several recipes share |

#![forbid(unsafe_code)]

mod advice;
mod bd_r;
mod burn;
mod cd;
mod dvd_minus_r;
mod dvd_plus_r;
mod dvd_rw_overwrite;
mod inspect;
pub mod media;
pub mod medium;
mod outcome;
mod overwritable;
pub mod speed;
mod steps;
mod upkeep;
mod verify;
mod write;

pub use crate::pipeline::layout::BlockRange;
pub use burn::{Burn, Found, Parts, Spare};
pub use inspect::inspect;
pub use outcome::{Content, Disc, Outcome};
pub use verify::FULL as VERIFY_ALL;

use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::mmc::timeout::LongOperation;
use crate::pipeline::device::{Device, Stop};
use crate::pipeline::meter::Usual;
use media::Family;
use medium::Medium;

/// What an operation is to do with the disc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Records the stream.
    Write,
    /// Finalises the disc without writing.
    Close,
    /// Brings a disc whose last session was interrupted to its best state.
    Recover(Recovery),
    /// Makes the disc blank, or all of it zero where media never become blank again.
    Erase { full: bool },
}

/// How an interrupted session is recovered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// Says what is on the disc; sends nothing that could change it.
    Report,
    /// Closes the session, so that what is recorded can be read and the disc written further.
    Close,
    /// Records the rest of the stream of which the session holds the beginning.
    Resume,
}

/// What the caller asked for.
#[derive(Clone, Debug)]
pub struct Options {
    pub task: Task,
    /// Sectors of the stream, or of the ranges; 0 where there is none.
    pub sectors: u64,
    /// What to write of the stream, in this order; empty is all of it.
    pub ranges: Vec<BlockRange>,
    /// The drive's own simulation.
    pub test_write: bool,
    pub force_media_to_be_closed: bool,
    pub disable_consumer_dvd_compatibility_mode: bool,
    pub force_overwrite: bool,
    pub buffer_underrun_free_disabled: bool,
    pub postgap_already_in_image: bool,
    /// Sectors per second, -1 the fastest.
    pub speed: i32,
    pub pure_cav: bool,
    /// IMAPI_BURN_VERIFICATION_LEVEL
    pub verification: i32,
}

/// The life of one kind of medium. In a write each step follows the one before; whatever ends a write early leads to
/// `abandon`, and nothing does any more once `close` has begun.
trait Recipe: Sized {
    /// What a drive usually takes beside the data.
    fn usual(burn: &Burn, medium: &Medium) -> Usual;
    /// Whether drives can go through the motions with the laser off.
    const SIMULATES: bool = false;
    /// Speed, write parameters, calibration: what leaves no trace on the disc.
    fn prepare(burn: &mut Burn, medium: &Medium) -> Result<Self>;
    /// FORMAT UNIT, where the medium cannot be written without.
    fn format(&self, _burn: &mut Burn, _medium: &Medium) -> Result<()> {
        Ok(())
    }
    /// Where the data begins.
    fn start(&self) -> u32;
    /// What must be said right before the first WRITE.
    fn announce(&self, _device: &Device, _options: &Options) -> Result<()> {
        Ok(())
    }
    /// The drive has refused the first WRITE. Whether it is now set up otherwise, so that it may take it.
    fn set_up_otherwise(&mut self, _device: &Device, _options: &Options, _refusal: &Failure) -> bool {
        false
    }
    /// What follows the data and can still be given up.
    fn complete(&self, burn: &mut Burn) -> Result<()>;
    /// From the point of no return to the end.
    fn close(self, burn: &mut Burn) -> Result<()>;
    /// Brings the disc to the best state that it allows, after `cause`. Every step is tried.
    fn abandon(self, burn: &mut Burn, cause: &Failure);

    /// Makes the disc read-only as it is. DF2D_S_FALSE if there is nothing to do.
    fn finalize(burn: &mut Burn, medium: &Medium) -> Result<df2d_hresult>;
    /// Closes the session that was interrupted.
    fn recover(burn: &mut Burn, medium: &Medium) -> Result<()>;
    /// Sets up the drive to go on in the track that was interrupted, as `prepare` does for a new one.
    fn resume(_burn: &mut Burn, _medium: &Medium) -> Result<Self> {
        Err(upkeep::cannot_be_resumed())
    }
    /// Makes the medium blank.
    fn erase(_burn: &mut Burn, _medium: &Medium, _full: bool) -> Result<()> {
        Err(upkeep::not_of_a_kind_to_erase())
    }
}

type Step<R> = fn(&mut Burn, &Medium) -> Result<R>;

/// A recipe's tasks.
struct Tasks {
    write: fn(&mut Burn, &Medium, &mut Option<u32>) -> Result<df2d_hresult>,
    resume: fn(&mut Burn, &Medium, &mut Option<u32>) -> Result<df2d_hresult>,
    finalize: Step<df2d_hresult>,
    recover: Step<()>,
    erase: fn(&mut Burn, &Medium, bool) -> Result<()>,
    simulates: bool,
}

fn tasks_of<R: Recipe>() -> Tasks {
    Tasks {
        write: write::run::<R>,
        resume: write::resume::<R>,
        finalize: R::finalize,
        recover: R::recover,
        erase: R::erase,
        simulates: R::SIMULATES,
    }
}

fn tasks(family: Family) -> Option<Tasks> {
    match family {
        Family::Cd => Some(tasks_of::<cd::TrackAtOnce>()),
        Family::DvdMinusR => Some(tasks_of::<dvd_minus_r::Sequential>()),
        Family::DvdPlusR => Some(tasks_of::<dvd_plus_r::Incremental>()),
        Family::BdR => Some(tasks_of::<bd_r::Sequential>()),
        Family::Overwritable => Some(tasks_of::<overwritable::Overwrite>()),
        Family::DvdRwOverwrite => Some(tasks_of::<dvd_rw_overwrite::Overwrite>()),
        Family::ReadOnly => None,
    }
}

/// How often a task begins anew when the drive or its medium was disturbed before anything was recorded.
const FRESH_STARTS: u32 = 3;

/// What was waited for did not come.
const TIMED_OUT: [df2d_hresult; 2] =
    [DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT, DF2D_E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR];

/// Does what the task is.
fn perform(burn: &mut Burn, start: &mut Option<u32>) -> Result<df2d_hresult> {
    match burn.options.task {
        Task::Write => write::write(burn, start),
        Task::Close => upkeep::close(burn),
        Task::Recover(recovery) => upkeep::recover(burn, recovery, start),
        Task::Erase { full } => upkeep::erase(burn, full),
    }
}

/// Does it, again if need be, and says what is on the disc then. The tray is unlocked on every way out.
pub fn burn(mut burn: Burn) -> Outcome {
    let mut start = None;
    let mut result = perform(&mut burn, &mut start);
    for _ in 0..FRESH_STARTS {
        match &result {
            Err(cause) if burn.may_start_over(cause) => {
                log::info!("looking at the disc anew: {}", cause.text);
                burn.start_over();
                result = perform(&mut burn, &mut start);
            }
            _ => break,
        }
    }
    let result = result.map_err(|cause| burn.end(cause));
    burn.reins.stop();
    burn.device.stop_on(Stop::OnEscalation);
    let mut outcome = outcome::observe(&burn, result, start);
    outcome.result = outcome.result.map_err(|failure| advice::given(&burn, outcome.disc, failure));
    // Even who leaves at once does not leave the tray locked: this waits until the drive lets go, unless it was waited for
    // already, as long as a drive may take, or given nothing to do.
    burn.device.stop_on(Stop::Never);
    let wedged = outcome.result.as_ref().is_err_and(|cause| TIMED_OUT.contains(&cause.hr));
    let patience = if wedged || !burn.device.touched() {
        LongOperation::BecomingReady
    } else {
        LongOperation::CloseSession
    };
    steps::allow_removal(&burn.device, patience, burn.capacity);
    outcome
}
