//! IDiscRecorder2 and IDiscRecorder2Ex: what the drive tells of itself and of its medium, in pages, lists and structures.
//! Headers are taken off and put on as IMAPI2 does.

use super::recorder::Recorder;
use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::mmc::command::{Command, PageControl, RequestType, TrackAddress};
use crate::mmc::configuration::{Configuration, feature};
use crate::mmc::disc::{self, structure};
use crate::mmc::mode::{self, ALL_PAGES, ModeData};
use crate::pipeline::cause::is_refusal;
use crate::pipeline::device::Device;
use crate::recipe::medium::{CONFIGURATION_LEN, configuration, without_features};
use crate::transport::scsi::asc;

/// Room for all mode pages of a drive.
const MODE_PAGES_LEN: usize = 8192;
/// Room for one feature, as long as it can be, with the header of the answer.
const FEATURE_LEN: usize = 8 + 4 + 255;

impl Recorder {
    // --- GET CONFIGURATION ---

    /// SupportedFeaturePages, or CurrentFeaturePages.
    pub fn feature_pages(&self, current_only: bool) -> Result<Vec<i32>> {
        self.with_configuration(|configuration| {
            let wanted = configuration.features().filter(|feature| feature.current || !current_only);
            wanted.map(|feature| feature.code.into()).collect()
        })
    }

    /// SupportedProfiles, or CurrentProfiles.
    pub fn supported_profiles(&self, current_only: bool) -> Result<Vec<i32>> {
        self.with_configuration(|configuration| {
            let wanted = configuration.profiles().filter(|(_, current)| *current || !current_only);
            wanted.map(|(profile, _)| profile.into()).collect()
        })
    }

    fn with_configuration<R>(&self, look: impl FnOnce(&Configuration) -> R) -> Result<R> {
        let mut answer = [0; CONFIGURATION_LEN];
        let device = Device::shared(self.party());
        let configuration = configuration(&device, &mut answer)?;
        Ok(look(&configuration))
    }

    /// GetFeaturePage: the feature's descriptor, from its code on.
    pub fn feature_page(&self, code: i32, current_only: bool) -> Result<Vec<u8>> {
        let code = u16::try_from(code)
            .map_err(|_| Failure::new(DF2D_E_INVALIDARG, "A feature has a code of 0 to FFFFh."))?;
        let mut answer = [0; FEATURE_LEN];
        let command = Command::get_configuration(RequestType::One, code, answer.len() as u16);
        let got = Device::shared(self.party()).receive(&command, &mut answer).map_err(without_features)?;
        match Configuration::decode(&answer[..got])?.feature(code) {
            None => Err(DF2D_E_IMAPI_RECORDER_NO_SUCH_FEATURE.into()),
            Some(feature) if current_only && !feature.current => {
                Err(DF2D_E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT.into())
            }
            Some(feature) => Ok(feature.descriptor.to_vec()),
        }
    }

    /// DeviceCanLoadMedia. Newer drives say so; of older ones only the mechanism is known, and one with a tray that is
    /// pulled by hand then passes for one that loads.
    pub fn device_can_load_media(&self) -> Result<bool> {
        let known = self.with_configuration(|configuration| {
            configuration.feature(feature::REMOVABLE_MEDIUM).and_then(|feature| feature.loads_by_command())
        });
        match known {
            Ok(Some(loads)) => return Ok(loads),
            Ok(None) => {}
            Err(old) if old.hr == DF2D_E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED => {}
            Err(failure) => return Err(failure),
        }
        match self.mode_page(mode::CAPABILITIES_PAGE.into(), PageControl::Current as i32) {
            Ok(page) => Ok(mode::Capabilities::decode(&page)?.loads_by_command()),
            // The page is no longer in the standard.
            Err(absent) if absent.hr == DF2D_E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    // --- mode pages ---

    /// SupportedModePages, and GetSupportedModePages: their codes.
    pub fn supported_mode_pages(&self, request_type: i32) -> Result<Vec<i32>> {
        let control = page_control(request_type)?;
        let mut answer = bytes(MODE_PAGES_LEN.min(self.limits().max_transfer))?;
        let data = self.mode_sense(ALL_PAGES, control, &mut answer)?;
        Ok(data.pages().map(|page| i32::from(page[0] & ALL_PAGES)).collect())
    }

    /// GetModePage: the page, from its code on.
    pub fn mode_page(&self, page: i32, request_type: i32) -> Result<Vec<u8>> {
        let control = page_control(request_type)?;
        let page = u8::try_from(page).ok().filter(|page| *page < ALL_PAGES);
        let page = page.ok_or_else(|| {
            Failure::new(DF2D_E_INVALIDARG, "A mode page has a code of 0 to 3Eh; 3Fh means all of them.")
        })?;
        let mut answer = [0; mode::LONGEST_ANSWER];
        let data = self.mode_sense(page, control, &mut answer)?;
        data.page(page).map(<[u8]>::to_vec).ok_or_else(|| DF2D_E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE.into())
    }

    fn mode_sense<'a>(&self, page: u8, control: PageControl, answer: &'a mut [u8]) -> Result<ModeData<'a>> {
        let command = Command::mode_sense(page, control, answer.len() as u16);
        let got = Device::shared(self.party()).receive(&command, answer).map_err(|failure| {
            // Values that the drive does not keep are a page that it does not have.
            match failure.detail.sense {
                Some(sense) if is_refusal(&failure) && sense.asc == asc::SAVING_NOT_SUPPORTED.0 => {
                    Failure { hr: DF2D_E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE, ..failure }
                }
                _ => failure,
            }
        })?;
        Ok(ModeData::decode(&answer[..got])?)
    }

    /// SetModePage: the page as [`mode_page`](Self::mode_page) gives it, with the values to be in force from now on, or
    /// to be kept as well.
    pub fn set_mode_page(&self, request_type: i32, page: &[u8]) -> Result<()> {
        let save = match page_control(request_type)? {
            PageControl::Current => false,
            PageControl::Saved => true,
            _ => {
                return Err(Failure::new(
                    DF2D_E_INVALIDARG,
                    "Values of a mode page can be set that are in force, or saved; others can only be read.",
                ));
            }
        };
        let Some(list) = mode::parameter_list(page) else {
            return Err(Failure::new(
                DF2D_E_INVALIDARG,
                "A mode page has its code, the number of bytes that follow, and as many bytes.",
            ));
        };
        let command = Command::mode_select(list.len() as u16, save);
        let refused =
            about("The drive does not take this mode page: change only what the changeable values allow.");
        Device::shared(self.party()).supply(&command, &list).map_err(refused)
    }

    // --- the medium ---

    /// GetDiscInformation: the answer to READ DISC INFORMATION, all of it.
    pub fn disc_information(&self) -> Result<Vec<u8>> {
        self.stated(Command::read_disc_information)
    }

    /// GetTrackInformation: the answer to READ TRACK INFORMATION, all of it.
    pub fn track_information(&self, address: u32, address_type: i32) -> Result<Vec<u8>> {
        let address = match address_type {
            0 => TrackAddress::Lba(address),
            1 => TrackAddress::Track(address),
            2 => TrackAddress::Session(address),
            _ => {
                return Err(Failure::new(
                    DF2D_E_INVALIDARG,
                    "A track is found by a sector, its number, or its session: there is no such address type.",
                ));
            }
        };
        self.stated(|len| Command::read_track_information(address, len))
            .map_err(about("The disc has no such track, or the drive cannot look it up in this way."))
    }

    /// ReadDvdStructure: without its header. IMAPI2 uses the low eight bits of the format.
    pub fn read_dvd_structure(&self, format: u32, address: u32, layer: u32, agid: u32) -> Result<Vec<u8>> {
        let layer = u8::try_from(layer)
            .map_err(|_| Failure::new(DF2D_E_INVALIDARG, "A layer has a number of 0 to 255."))?;
        let agid = u8::try_from(agid)
            .ok()
            .filter(|agid| *agid <= 3)
            .ok_or_else(|| Failure::new(DF2D_E_INVALIDARG, "An authentication grant is 0 to 3."))?;
        let command = |len| Command::read_disc_structure(0, address, layer, format as u8, len).agid(agid);
        let refused = about("The drive gives no such structure of this disc.");
        let mut structure = self.stated(command).map_err(refused)?;
        if structure.len() < structure::HEADER {
            return Err(DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE.into());
        }
        structure.drain(..structure::HEADER);
        Ok(structure)
    }

    /// SendDvdStructure: the header is put before it.
    pub fn send_dvd_structure(&self, format: u32, data: &[u8]) -> Result<()> {
        let most = usize::from(u16::MAX).min(self.limits().max_transfer);
        if data.is_empty() || structure::HEADER + data.len() > most {
            return Err(Failure::new(
                DF2D_E_INVALIDARG,
                format!("A structure has 1 to {} bytes.", most - structure::HEADER),
            ));
        }
        let mut list = bytes(structure::HEADER + data.len())?;
        list[..structure::HEADER].copy_from_slice(&structure::header(data.len()));
        list[structure::HEADER..].copy_from_slice(data);
        let command = Command::send_disc_structure(format as u8, list.len() as u16);
        let refused = about("The drive takes no such structure with this disc.");
        Device::shared(self.party()).supply(&command, &list).map_err(refused)
    }

    /// An answer that says in its first two bytes how many follow: asked for twice, since drives dislike being asked for
    /// more than they have.
    fn stated(&self, command: impl Fn(u16) -> Command) -> Result<Vec<u8>> {
        let device = Device::shared(self.party());
        let mut head = [0; 4];
        let got = device.receive(&command(head.len() as u16), &mut head)?;
        let len = disc::stated_len(&head[..got]).filter(|len| *len >= head.len());
        let len = len.ok_or(DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE)?;
        // Bridges to ATA get odd lengths wrong.
        let len = len.next_multiple_of(2).min(usize::from(u16::MAX) - 1).min(self.limits().max_transfer);
        let mut answer = bytes(len)?;
        let got = device.receive(&command(len as u16), &mut answer)?;
        let stated = disc::stated_len(&answer[..got]).unwrap_or(0);
        answer.truncate(got.min(stated));
        Ok(answer)
    }
}

fn page_control(request_type: i32) -> Result<PageControl> {
    match request_type {
        0 => Ok(PageControl::Current),
        1 => Ok(PageControl::Changeable),
        2 => Ok(PageControl::Default),
        3 => Ok(PageControl::Saved),
        _ => Err(Failure::new(DF2D_E_INVALIDARG, "There is no such type of mode page request.")),
    }
}

/// What the drive means by a wrong field or address: here it is what the caller asked for, and not a setting of a burn.
fn about(text: &'static str) -> impl Fn(Failure) -> Failure {
    let of_field = [
        asc::PARAMETER_LIST_LENGTH_ERROR.0,
        asc::LBA_OUT_OF_RANGE.0,
        asc::INVALID_FIELD_IN_CDB.0,
        asc::INVALID_FIELD_IN_PARAMETER_LIST.0,
    ];
    move |failure| match failure.detail.sense {
        Some(sense) if is_refusal(&failure) && of_field.contains(&sense.asc) => {
            Failure { text: text.into(), ..failure }
        }
        _ => failure,
    }
}

/// Zeros, as many as the drive or the caller says.
fn bytes(len: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(len).map_err(|_| DF2D_E_OUTOFMEMORY)?;
    bytes.resize(len, 0);
    Ok(bytes)
}
