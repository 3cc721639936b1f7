//! IDiscFormat2 and IDiscFormat2Data: what they say of drives and media.

use std::sync::Arc;

use super::data::DiscFormat2Data;
use super::format::{Class, DiscFormat2};
use super::multisession::Scheme;
use super::recorder::Recorder;
use crate::failure::Result;
use crate::hresult::*;
use crate::pipeline::device::Device;
use crate::recipe;
use crate::recipe::medium::{self, Medium};
use crate::recipe::speed;
use crate::transport::party::Party;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteSpeedDescriptor {
    pub media_type: i32,
    pub rotation_type_is_pure_cav: bool,
    pub write_speed: i32,
}

/// IDiscFormat2.
impl<P: Class> DiscFormat2<P> {
    pub fn is_recorder_supported(&self, recorder: &Recorder) -> Result<bool> {
        P::supports_recorder(recorder)
    }

    /// The answer counts even when the call fails (an empty drive is "no", and an error).
    pub fn is_current_media_supported(&self, recorder: &Recorder) -> (bool, Result<()>) {
        let known = self.recorder().filter(|own| Arc::ptr_eq(own.drive(), recorder.drive()));
        let medium = match known {
            Some(_) => self.medium_of(recorder.party()),
            None => recipe::inspect(&Device::shared(recorder.party())),
        };
        match medium {
            Ok(medium) => (P::supports_medium(&medium), Ok(())),
            Err(failure) => (false, Err(failure)),
        }
    }

    pub fn media_physically_blank(&self) -> Result<bool> {
        Ok(self.medium()?.physically_blank)
    }

    pub fn media_heuristically_blank(&self) -> Result<bool> {
        let recorder = self.required_recorder()?;
        let medium = self.medium_of(recorder.party())?;
        medium::heuristically_blank(&Device::shared(recorder.party()), &medium)
    }

    pub fn supported_media_types(&self) -> &'static [i32] {
        P::media_types()
    }

    /// IDiscFormat2Data and IDiscFormat2Erase both have it.
    pub fn current_physical_media_type(&self) -> Result<i32> {
        Ok(self.medium()?.physical_type)
    }

    fn medium(&self) -> Result<Medium> {
        self.medium_of(self.required_recorder()?.party())
    }

    /// From what the object's own operation knows, or from the drive.
    pub(super) fn medium_of(&self, party: &Arc<Party>) -> Result<Medium> {
        if let Some(known) = self.operations().known_medium() {
            return known;
        }
        recipe::inspect(&Device::shared(party))
    }
}

/// IDiscFormat2Data.
impl DiscFormat2Data {
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

    pub fn current_write_speed(&self) -> Result<i32> {
        Ok(self.current_speed()?.0)
    }

    pub fn current_rotation_type_is_pure_cav(&self) -> Result<bool> {
        Ok(self.current_speed()?.1)
    }

    fn current_speed(&self) -> Result<(i32, bool)> {
        let recorder = self.required_recorder()?;
        if let Some(known) = self.operations().known_rate() {
            return known.map(|(rate, pure_cav)| (sectors(i64::from(rate)), pure_cav));
        }
        let device = Device::shared(recorder.party());
        speed::current(&device, &recipe::inspect(&device)?)
    }

    pub fn supported_write_speed_descriptors(&self) -> Result<Vec<WriteSpeedDescriptor>> {
        let recorder = self.required_recorder()?;
        let medium = self.medium_of(recorder.party())?;
        let speeds = match self.operations().known_speeds() {
            Some(known) => known?,
            None => speed::supported(&Device::shared(recorder.party()), &medium)?,
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
        let medium = self.medium().ok();
        Ok(Scheme::of_medium(medium.as_ref()).iter().map(|scheme| *scheme as i32).collect())
    }

    fn usable_medium(&self) -> Result<Medium> {
        let medium = self.medium()?;
        usable(&medium)?;
        Ok(medium)
    }
}

/// What IMAPI2 answers of media that it can write to as they are, and of no others.
pub(super) fn usable(medium: &Medium) -> Result<&Medium> {
    if medium.is_usable() { Ok(medium) } else { Err(DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE.into()) }
}

pub(super) fn sectors(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}
