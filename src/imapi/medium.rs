//! IDiscFormat2 and IDiscFormat2Data: what they say of drives and media.

use std::sync::Arc;

use super::data::DiscFormat2Data;
use super::recorder::Recorder;
use crate::failure::Result;
use crate::hresult::*;
use crate::pipeline::device::Device;
use crate::recipe::medium::{self, Medium};
use crate::recipe::speed;
use crate::recipe::{
    self,
    media::{self, Family},
};
use crate::transport::drive::Drive;

/// The schemes of MultisessionInterfaces. The numbers are the C constants'.
mod multisession {
    pub const SEQUENTIAL: i32 = 1;
    pub const SEQUENTIAL2: i32 = 2;
    pub const RANDOM_WRITE: i32 = 3;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteSpeedDescriptor {
    pub media_type: i32,
    pub rotation_type_is_pure_cav: bool,
    pub write_speed: i32,
}

impl DiscFormat2Data {
    // --- IDiscFormat2 ---

    pub fn is_recorder_supported(&self, recorder: &Recorder) -> Result<bool> {
        recorder.can_write()
    }

    /// The answer counts even when the call fails (an empty drive is "no", and an error).
    pub fn is_current_media_supported(&self, recorder: &Recorder) -> (bool, Result<()>) {
        let known = self.recorder().filter(|own| Arc::ptr_eq(own.drive(), recorder.drive()));
        let medium = match known {
            Some(_) => self.medium_of(recorder.drive()),
            None => recipe::inspect(&Device::shared(recorder.drive())),
        };
        match medium {
            Ok(medium) => (medium.family != Family::ReadOnly, Ok(())),
            Err(failure) => (false, Err(failure)),
        }
    }

    pub fn media_physically_blank(&self) -> Result<bool> {
        Ok(self.medium()?.physically_blank)
    }

    pub fn media_heuristically_blank(&self) -> Result<bool> {
        let recorder = self.required_recorder()?;
        let medium = self.medium_of(recorder.drive())?;
        medium::heuristically_blank(&Device::shared(recorder.drive()), &medium)
    }

    pub fn supported_media_types(&self) -> &'static [i32] {
        media::SUPPORTED
    }

    // --- IDiscFormat2Data ---

    pub fn current_media_status(&self) -> Result<i32> {
        Ok(self.medium()?.status)
    }

    pub fn write_protect_status(&self) -> Result<i32> {
        Ok(self.medium()?.write_protection)
    }

    pub fn total_sectors_on_media(&self) -> Result<i32> {
        self.usable_medium().map(|medium| sectors(medium.total))
    }

    pub fn free_sectors_on_media(&self) -> Result<i32> {
        self.usable_medium().map(|medium| sectors(medium.free))
    }

    pub fn next_writable_address(&self) -> Result<i32> {
        self.usable_medium().map(|medium| sectors(medium.next_writable))
    }

    pub fn start_address_of_previous_session(&self) -> Result<i32> {
        self.usable_medium().map(|medium| sectors(medium.previous_session_start))
    }

    /// IMAPI2 documents no other answer.
    pub fn last_written_address_of_previous_session(&self) -> Result<i32> {
        Err(DF2D_E_NOTIMPL.into())
    }

    pub fn current_physical_media_type(&self) -> Result<i32> {
        Ok(self.medium()?.physical_type)
    }

    pub fn current_write_speed(&self) -> Result<i32> {
        Ok(self.current_speed()?.0)
    }

    pub fn current_rotation_type_is_pure_cav(&self) -> Result<bool> {
        Ok(self.current_speed()?.1)
    }

    fn current_speed(&self) -> Result<(i32, bool)> {
        let recorder = self.required_recorder()?;
        if let Some(known) = self.known_rate() {
            return known.map(|(rate, pure_cav)| (sectors(i64::from(rate)), pure_cav));
        }
        let device = Device::shared(recorder.drive());
        speed::current(&device, &recipe::inspect(&device)?)
    }

    pub fn supported_write_speed_descriptors(&self) -> Result<Vec<WriteSpeedDescriptor>> {
        let recorder = self.required_recorder()?;
        let medium = self.medium_of(recorder.drive())?;
        let speeds = match self.known_speeds() {
            Some(known) => known?,
            None => speed::supported(&Device::shared(recorder.drive()), &medium)?,
        };
        let descriptor = |s: &speed::Speed| WriteSpeedDescriptor {
            media_type: medium.physical_type,
            rotation_type_is_pure_cav: s.pure_cav,
            write_speed: s.sectors_per_second,
        };
        Ok(speeds.iter().map(descriptor).collect())
    }

    /// Never empty, and no failure because of what is, or is not, in the drive.
    pub fn multisession_interfaces(&self) -> Result<Vec<i32>> {
        self.required_recorder()?;
        let random = self.medium().is_ok_and(|medium| medium.is_overwritable());
        Ok(if random {
            vec![multisession::RANDOM_WRITE]
        } else {
            vec![multisession::SEQUENTIAL, multisession::SEQUENTIAL2]
        })
    }

    fn usable_medium(&self) -> Result<Medium> {
        let medium = self.medium()?;
        if medium.is_usable() { Ok(medium) } else { Err(DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE.into()) }
    }

    fn medium(&self) -> Result<Medium> {
        self.medium_of(self.required_recorder()?.drive())
    }

    /// From what the object's own operation knows, or from the drive.
    fn medium_of(&self, drive: &Arc<Drive>) -> Result<Medium> {
        if let Some(known) = self.known_medium() {
            return known;
        }
        recipe::inspect(&Device::shared(drive))
    }
}

fn sectors(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}
