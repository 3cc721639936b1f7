//! IMultisession, IMultisessionSequential, IMultisessionSequential2 and IMultisessionRandomWrite: the ways by which a
//! disc takes more data, and what each says of the disc.

use std::sync::Arc;

use super::data::DiscFormat2Data;
use super::medium::{sectors, usable};
use super::recorder::Recorder;
use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::mmc::command::TrackAddress;
use crate::pipeline::device::Device;
use crate::recipe::medium::{self, Medium};
use crate::transport::scsi::key;

/// A way to add to a disc. The numbers are the C constants'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Sessions follow one another.
    Sequential = 1,
    /// The same, and the medium has a write unit.
    Sequential2 = 2,
    /// Any place can be overwritten.
    RandomWrite = 3,
}

impl Scheme {
    fn of_number(number: i32) -> Result<Scheme> {
        let all = [Scheme::Sequential, Scheme::Sequential2, Scheme::RandomWrite];
        all.into_iter()
            .find(|scheme| *scheme as i32 == number)
            .ok_or_else(|| Failure::new(DF2D_E_INVALIDARG, "There is no such multisession scheme."))
    }

    /// Those of a medium. A drive without one, or with one that nothing is known of, has those of most discs.
    pub(super) fn of_medium(medium: Option<&Medium>) -> &'static [Scheme] {
        match medium {
            Some(medium) if medium.is_overwritable() => &[Scheme::RandomWrite],
            _ => &[Scheme::Sequential, Scheme::Sequential2],
        }
    }
}

/// One of a writer's schemes, with the medium as it is now.
pub struct Multisession<'a> {
    writer: &'a DiscFormat2Data,
    recorder: Arc<Recorder>,
    scheme: Scheme,
    medium: Result<Medium>,
}

impl DiscFormat2Data {
    /// Fails when the medium in the drive has no such scheme.
    pub fn multisession(&self, scheme: i32) -> Result<Multisession<'_>> {
        let scheme = Scheme::of_number(scheme)?;
        let recorder = self.required_recorder()?;
        let medium = self.medium_of(recorder.party());
        if let Err(locked) = &medium {
            // Which schemes there are will be known again when the drive may be asked.
            if locked.hr == DF2D_E_IMAPI_RECORDER_LOCKED {
                return Err(locked.clone());
            }
        }
        if !Scheme::of_medium(medium.as_ref().ok()).contains(&scheme) {
            return Err(Failure::new(
                DF2D_E_NOINTERFACE,
                "The disc in the drive has no such scheme; df2d_get_multisession_interfaces lists those it has.",
            ));
        }
        Ok(Multisession { writer: self, recorder, scheme, medium })
    }

    /// The scheme that a file system is to be made for. At most one is in use; a write goes by the medium alone.
    pub fn put_multisession_in_use(&self, scheme: i32, in_use: bool) -> Result<()> {
        self.operations().at_rest()?;
        let scheme = self.multisession(scheme)?.scheme;
        self.put(|properties| match properties.multisession_in_use {
            _ if in_use => properties.multisession_in_use = Some(scheme),
            Some(before) if before == scheme => properties.multisession_in_use = None,
            _ => {}
        })
    }
}

impl Multisession<'_> {
    // --- IMultisession ---

    pub fn is_supported_on_current_media_state(&self) -> Result<bool> {
        Ok(self.medium()?.is_usable())
    }

    pub fn in_use(&self) -> bool {
        self.writer.properties().multisession_in_use == Some(self.scheme)
    }

    pub fn import_recorder(&self) -> Arc<Recorder> {
        self.recorder.clone()
    }

    // --- IMultisessionSequential ---

    /// Whether the next session would be the first that holds data: the disc is blank, or holds audio alone.
    pub fn is_first_data_session(&self) -> Result<bool> {
        self.sequential()?;
        let medium = usable(self.medium()?)?;
        if medium.physically_blank {
            return Ok(true);
        }
        if !medium.cd {
            return Ok(false);
        }
        let device = Device::shared(self.recorder.party());
        let last = medium::disc_information(&device)?.last_track_last_session;
        for number in 1..=last {
            let track = medium::track_information(&device, TrackAddress::Track(number.into()))?;
            if !track.blank && track.track_mode & DATA != 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub fn start_address_of_previous_session(&self) -> Result<i32> {
        self.sequential()?;
        Ok(sectors(usable(self.medium()?)?.previous_session_start))
    }

    pub fn last_written_address_of_previous_session(&self) -> Result<i32> {
        self.sequential()?;
        self.writer.last_written_address_of_previous_session()
    }

    pub fn next_writable_address(&self) -> Result<i32> {
        self.sequential()?;
        Ok(sectors(usable(self.medium()?)?.next_writable))
    }

    pub fn free_sectors_on_media(&self) -> Result<i32> {
        self.sequential()?;
        Ok(sectors(usable(self.medium()?)?.free))
    }

    // --- IMultisessionSequential2 and IMultisessionRandomWrite ---

    pub fn write_unit_size(&self) -> Result<i32> {
        if self.scheme == Scheme::Sequential {
            return Err(no_member());
        }
        Ok(sectors(usable(self.medium()?)?.write_unit.into()))
    }

    // --- IMultisessionRandomWrite ---

    /// Few drives tell; those that do not get DF2D_E_NOTIMPL.
    pub fn last_written_address(&self) -> Result<i32> {
        self.random_write()?;
        usable(self.medium()?)?;
        let device = Device::shared(self.recorder.party());
        match medium::track_information(&device, TrackAddress::Track(1)) {
            Ok(track) if track.lra_valid => Ok(sectors(track.last_recorded.into())),
            Err(failure) if failure.detail.sense.is_none_or(|s| s.key != key::ILLEGAL_REQUEST) => {
                Err(failure)
            }
            _ => Err(Failure::new(DF2D_E_NOTIMPL, "The drive does not tell which sector was written last.")),
        }
    }

    pub fn total_sectors_on_media(&self) -> Result<i32> {
        self.random_write()?;
        Ok(sectors(usable(self.medium()?)?.total))
    }

    fn sequential(&self) -> Result<()> {
        if self.scheme == Scheme::RandomWrite { Err(no_member()) } else { Ok(()) }
    }

    fn random_write(&self) -> Result<()> {
        if self.scheme == Scheme::RandomWrite { Ok(()) } else { Err(no_member()) }
    }

    fn medium(&self) -> Result<&Medium> {
        self.medium.as_ref().map_err(Clone::clone)
    }
}

/// The bit of a track's mode that tells data from audio.
const DATA: u8 = 4;

fn no_member() -> Failure {
    Failure::new(DF2D_E_NOINTERFACE, "The multisession scheme has no such member.")
}
