//! The steps of every write, whatever the medium.

use super::burn::{Burn, Found};
use super::medium::{self, Medium, POSTGAP, state};
use super::{Recipe, Tasks, outcome, speed, steps, tasks, verify};
use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::mmc::SECTOR;
use crate::pipeline::device::Attention;
use crate::pipeline::feed::{SLOT_BYTES, transfer_size};
use crate::pipeline::meter::Action;

pub(super) fn write(burn: &mut Burn, start: &mut Option<u32>) -> Result<df2d_hresult> {
    let medium = look(burn)?;
    let tasks = tasks_for(&medium)?;
    validate(burn, &medium)?;
    if burn.options.test_write && !tasks.simulates {
        return Err(Failure::new(
            DF2D_E_NOTIMPL,
            "No drive can simulate writing this kind of medium; write it for real, or use another medium.",
        ));
    }
    (tasks.write)(burn, &medium, start)
}

/// Makes the medium ready and keeps it in the drive: what is looked at now is what will be worked on.
pub(super) fn look(burn: &mut Burn) -> Result<Medium> {
    burn.meter.enter(Action::ValidatingMedia);
    medium::wake(&burn.device)?;
    if !burn.device.recorded() {
        burn.device.forget();
    }
    // From here on the disc must not leave the drive, and news from the drive is bad news.
    steps::prevent_removal(&burn.device);
    burn.device.take_attention_for(Attention::Disturbance);
    let medium = super::inspect(&burn.device)?;
    burn.is_same_disc(&medium)?;
    burn.capacity = medium.total.max(0) as u64;
    burn.write_unit = medium.write_unit as usize * SECTOR;
    burn.transfer = transfer_size(burn.device.limits().max_transfer, medium.write_unit);
    // Whole transfers, so that every slot begins at a write unit.
    burn.slot_bytes = SLOT_BYTES / burn.transfer * burn.transfer;
    (burn.found)(Found::Medium(&medium));
    Ok(medium)
}

pub(super) fn run<R: Recipe>(
    burn: &mut Burn,
    medium: &Medium,
    start: &mut Option<u32>,
) -> Result<df2d_hresult> {
    run_with(burn, medium, start, R::prepare)
}

/// The same, in the track that was interrupted: what it holds is compared, and what is missing is written.
pub(super) fn resume<R: Recipe>(
    burn: &mut Burn,
    medium: &Medium,
    start: &mut Option<u32>,
) -> Result<df2d_hresult> {
    run_with(burn, medium, start, R::resume)
}

fn run_with<R: Recipe>(
    burn: &mut Burn,
    medium: &Medium,
    start: &mut Option<u32>,
    prepare: fn(&mut Burn, &Medium) -> Result<R>,
) -> Result<df2d_hresult> {
    burn.rate = speed::rate(&burn.device, medium)?;
    burn.usual = R::usual(burn, medium);
    burn.plan(medium.next_writable);
    burn.meter.enter(Action::InitializingHardware);
    let mut recipe = prepare(burn, medium)?;
    let first = recipe.start();
    *start = Some(first);
    burn.plan(i64::from(burn.options.ranges.first().map_or(first, |range| range.start)));
    let written = recipe
        .format(burn, medium)
        .and_then(|()| burn.feed(&mut recipe, medium.takes_whole_units_only()))
        .and_then(|()| recipe.complete(burn))
        .and_then(|()| burn.pass_point_of_no_return());
    match written {
        Ok(()) => recipe.close(burn).map_err(|cause| burn.end_what_is_open(cause))?,
        Err(cause) => return Err(burn.give_up(recipe, cause)),
    }
    if burn.options.test_write {
        return Ok(burn.speed_code);
    }
    outcome::confirm(burn, medium, first).map_err(|cause| burn.end_what_is_open(cause))?;
    burn.confirmed = true;
    if burn.options.verification != 0 {
        verify::verify(burn, first)?;
    }
    Ok(burn.speed_code)
}

/// IMAPI2's checks, all of them before the medium is touched.
fn validate(burn: &Burn, medium: &Medium) -> Result<()> {
    burn.can_carry(medium)?;
    let options = &burn.options;
    if medium.is_interrupted() {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
            "An interrupted session is open on the disc; recover it first, and then the disc can be written further.",
        ));
    }
    let gap = if medium.cd && options.postgap_already_in_image { POSTGAP as i64 } else { 0 };
    let room = medium.free + gap;
    let reaches = options.ranges.iter().map(|range| i64::from(range.end) + 1).max();
    let reaches = reaches.unwrap_or(options.sectors as i64);
    if reaches > room {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
            format!("The stream has {reaches} sectors and the disc has room for {room}."),
        ));
    }
    if !options.ranges.is_empty() {
        // Who names ranges means these sectors and no others: nothing else is written over.
        return validate_ranges(burn, medium);
    }
    if medium.is_overwritable()
        && !options.force_overwrite
        && !medium::heuristically_blank(&burn.device, medium)?
    {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_MEDIA_NOT_BLANK,
            "The disc holds data; set ForceOverwrite to write over it.",
        ));
    }
    Ok(())
}

/// What can be done to it, if it is of a kind that has a recipe, not protected, and not closed for good.
pub(super) fn tasks_for(medium: &Medium) -> Result<Tasks> {
    let tasks = tasks(medium.family).ok_or_else(read_only)?;
    if medium.has(state::WRITE_PROTECTED) {
        return Err(write_protected());
    }
    if medium.has(state::FINALIZED) && medium.erasable {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
            "The disc is closed; erase it first, and then it can be written again.",
        ));
    }
    if medium.has(state::FINALIZED) {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
            "The disc is closed and can never be written again; insert another disc.",
        ));
    }
    Ok(tasks)
}

pub(super) fn write_protected() -> Failure {
    Failure::new(
        DF2D_E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED,
        "The disc is write-protected; take the protection off, as with the switch of a cartridge, or insert another disc.",
    )
}

fn read_only() -> Failure {
    Failure::new(
        DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
        "The disc in the drive cannot be written by this library; insert a recordable disc.",
    )
}

fn validate_ranges(burn: &Burn, medium: &Medium) -> Result<()> {
    if !medium.is_overwritable() {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
            "The stream has block ranges, and on this disc a sector can be written once only; take the ranges away, or \
             insert an overwritable disc.",
        ));
    }
    let unit = medium.write_unit;
    let mut reach = medium.formatted;
    for range in &burn.options.ranges {
        let (start, end) = (range.start, range.end);
        if medium.takes_whole_units_only() && (start % unit != 0 || (end + 1) % unit != 0) {
            return Err(range_refused(format!(
                "This disc is written in whole units of {unit} sectors, and the block range {start} to {end} is not made \
                 of such; align it."
            )));
        }
        if medium.is_pseudo_overwritable() && i64::from(start) > reach {
            return Err(range_refused(format!(
                "This disc is written front to back and recorded up to sector {reach}, and the block range {start} to \
                 {end} begins behind that; fill the gap."
            )));
        }
        reach = reach.max(i64::from(end) + 1);
    }
    Ok(())
}

fn range_refused(text: String) -> Failure {
    Failure::new(DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED, text)
}
