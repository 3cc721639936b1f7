//! IDiscFormat2Data: the plain properties, and the operations that write, close and recover discs.

use std::sync::Arc;

use super::format::{Class, Codes, DiscFormat2};
use super::multisession::Scheme;
use super::operation::Live;
use super::recorder::Recorder;
pub use super::result::{WriteOutcome, WriteResult};
use crate::failure::{Failure, Result};
use crate::hresult::*;
use crate::mmc::SECTOR;
use crate::pipeline::device::Device;
use crate::recipe::media::{self, Family};
use crate::recipe::medium::Medium;
use crate::recipe::speed;
use crate::recipe::{self, BlockRange, Options, Recovery, Task};
use crate::stream::{Part, Stream};

/// A data writer.
pub type DiscFormat2Data = DiscFormat2<Properties>;

/// The plain properties, with IMAPI2's defaults.
#[derive(Clone, Debug)]
pub struct Properties {
    pub buffer_underrun_free_disabled: bool,
    pub postgap_already_in_image: bool,
    pub force_media_to_be_closed: bool,
    pub disable_consumer_dvd_compatibility_mode: bool,
    pub force_overwrite: bool,
    /// The drive's own simulation.
    pub test_write: bool,
    /// IMAPI_BURN_VERIFICATION_LEVEL
    pub burn_verification_level: i32,
    pub multisession_in_use: Option<Scheme>,
    /// -1 is the fastest.
    pub requested_write_speed: i32,
    pub requested_rotation_type_is_pure_cav: bool,
}

impl Default for Properties {
    fn default() -> Self {
        Properties {
            buffer_underrun_free_disabled: false,
            postgap_already_in_image: false,
            force_media_to_be_closed: false,
            disable_consumer_dvd_compatibility_mode: false,
            force_overwrite: false,
            test_write: false,
            burn_verification_level: 0,
            multisession_in_use: None,
            requested_write_speed: -1,
            requested_rotation_type_is_pure_cav: false,
        }
    }
}

impl Class for Properties {
    const CODES: Codes = Codes {
        busy: DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS,
        no_recorder: DF2D_E_IMAPI_RECORDER_REQUIRED,
        second_recorder: None,
        recorder_not_supported: DF2D_E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED,
        client_name: DF2D_E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID,
    };

    fn media_types() -> &'static [i32] {
        media::SUPPORTED
    }

    fn supports_recorder(recorder: &Recorder) -> Result<bool> {
        recorder.has_profile(|kind| kind.family != Family::ReadOnly)
    }

    fn supports_medium(medium: &Medium) -> bool {
        medium.family != Family::ReadOnly
    }

    fn forget_recorder(&mut self) {
        self.multisession_in_use = None;
    }
}

impl Properties {
    fn options(&self, task: Task, sectors: u64, ranges: Vec<BlockRange>) -> Options {
        Options {
            task,
            sectors,
            ranges,
            test_write: self.test_write,
            force_media_to_be_closed: self.force_media_to_be_closed,
            disable_consumer_dvd_compatibility_mode: self.disable_consumer_dvd_compatibility_mode,
            force_overwrite: self.force_overwrite,
            buffer_underrun_free_disabled: self.buffer_underrun_free_disabled,
            postgap_already_in_image: self.postgap_already_in_image,
            speed: self.requested_write_speed,
            pure_cav: self.requested_rotation_type_is_pure_cav,
            verification: self.burn_verification_level,
        }
    }
}

/// How to recover a disc whose last session was interrupted.
pub enum Recover {
    Report,
    Close,
    /// With the stream of which the session holds the beginning.
    Resume(Arc<Stream>),
}

impl DiscFormat2Data {
    /// DF2D_S_OK or one of the three "adjusted" codes.
    pub fn set_write_speed(&self, sectors_per_second: i32, pure_cav: bool) -> Result<df2d_hresult> {
        self.operations().at_rest()?;
        let recorder = self.required_recorder()?;
        if sectors_per_second < -1 || sectors_per_second == 0 {
            return Err(Failure::new(
                DF2D_E_INVALIDARG,
                "A write speed is in sectors per second, or -1 for the fastest.",
            ));
        }
        let device = Device::shared(recorder.party());
        let medium = recipe::inspect(&device)?;
        let (_, code) = speed::nearest(&speed::supported(&device, &medium)?, sectors_per_second, pure_cav);
        self.put(|properties| {
            properties.requested_write_speed = sectors_per_second;
            properties.requested_rotation_type_is_pure_cav = pure_cav;
        })?;
        Ok(code)
    }

    // --- operations: each returns its own result, or with _async none ---

    pub fn write(&self, stream: &Arc<Stream>) -> Result<df2d_hresult> {
        self.operations().finish(&*self.begin_write(stream)?)
    }

    pub fn write_async(&self, stream: &Arc<Stream>) -> Result<()> {
        self.begin_write(stream).map(drop)
    }

    /// Finalises the disc without writing.
    pub fn close_media(&self) -> Result<df2d_hresult> {
        self.operations().finish(&*self.begin_task(Task::Close, None)?)
    }

    pub fn close_media_async(&self) -> Result<()> {
        self.begin_task(Task::Close, None).map(drop)
    }

    pub fn recover_media(&self, how: &Recover) -> Result<df2d_hresult> {
        self.operations().finish(&*self.begin_recover(how)?)
    }

    pub fn recover_media_async(&self, how: &Recover) -> Result<()> {
        self.begin_recover(how).map(drop)
    }

    fn begin_write(&self, stream: &Arc<Stream>) -> Result<Arc<Live>> {
        self.begin_task(Task::Write, Some(stream))
    }

    fn begin_recover(&self, how: &Recover) -> Result<Arc<Live>> {
        let (how, stream) = match how {
            Recover::Report => (Recovery::Report, None),
            Recover::Close => (Recovery::Close, None),
            Recover::Resume(stream) => (Recovery::Resume, Some(stream)),
        };
        self.begin_task(Task::Recover(how), stream)
    }

    fn begin_task(&self, task: Task, stream: Option<&Arc<Stream>>) -> Result<Arc<Live>> {
        self.begin(|properties| {
            let Some(stream) = stream else { return Ok((properties.options(task, 0, Vec::new()), None)) };
            // The size is asked once: a file that grows or shrinks meanwhile is still written as it was checked.
            let mut pass = stream.begin()?;
            let (sectors, ranges) = contents(stream, pass.size())?;
            if !ranges.is_empty() {
                pass = pass.of_parts(ranges.iter().map(part).collect())?;
            }
            Ok((properties.options(task, sectors, ranges), Some(pass)))
        })
    }
}

/// The bytes of a range's sectors.
fn part(range: &BlockRange) -> Part {
    Part { start: u64::from(range.start) * SECTOR as u64, len: range.sectors() * SECTOR as u64 }
}

/// How many sectors to write of a stream of so many bytes, and which: IMAPI2's checks that need no drive.
fn contents(stream: &Stream, bytes: u64) -> Result<(u64, Vec<BlockRange>)> {
    if bytes == 0 || bytes % SECTOR as u64 != 0 {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED,
            match bytes {
                0 => "The stream is empty; there is nothing to write.".into(),
                _ => format!(
                    "The stream has {bytes} bytes; a disc takes whole sectors of 2048 bytes. \
                     A stream that is padded fills up the last one."
                ),
            },
        ));
    }
    let ranges = block_ranges(stream, bytes / SECTOR as u64)?;
    let sectors = match ranges.as_slice() {
        [] => bytes / SECTOR as u64,
        ranges => ranges.iter().map(BlockRange::sectors).sum(),
    };
    if sectors > i32::MAX as u64 {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
            format!("The stream has {sectors} sectors and no disc has room for more than {}.", i32::MAX),
        ));
    }
    Ok((sectors, ranges))
}

/// What is to be written of a stream of `sectors`: IBlockRangeList's checks, as far as they need no medium.
fn block_ranges(stream: &Stream, sectors: u64) -> Result<Vec<BlockRange>> {
    let ranges = stream.block_ranges();
    if !ranges.is_empty() && !stream.can_be_read_anywhere() {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED,
            "Block ranges need a stream that can be read at any position: a file or memory.",
        ));
    }
    if let Some(beyond) = ranges.iter().find(|range| u64::from(*range.end()) >= sectors) {
        return Err(Failure::new(
            DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED,
            format!(
                "The stream has {sectors} sectors, and a block range goes up to sector {}: sector N of the disc comes \
                 from byte 2048 x N of the stream.",
                beyond.end()
            ),
        ));
    }
    Ok(ranges.iter().map(|range| BlockRange { start: *range.start(), end: *range.end() }).collect())
}
