//! IDiscFormat2Erase: makes rewritable discs blank.

use std::sync::Arc;

use super::format::{Class, Codes, DiscFormat2};
use super::operation::Live;
use super::recorder::Recorder;
use crate::failure::Result;
use crate::hresult::*;
use crate::recipe::media::{self, ERASABLE, Kind};
use crate::recipe::medium::Medium;
use crate::recipe::{Options, Task};

/// An eraser.
pub type DiscFormat2Erase = DiscFormat2<Properties>;

/// The plain property, with IMAPI2's default.
#[derive(Clone, Debug, Default)]
pub struct Properties {
    pub full_erase: bool,
}

fn is_erasable(kind: &Kind) -> bool {
    ERASABLE.contains(&kind.physical_type)
}

impl Class for Properties {
    const CODES: Codes = Codes {
        busy: DF2D_E_IMAPI_ERASE_RECORDER_IN_USE,
        // As Microsoft documents EraseMedia and its own sample has it.
        no_recorder: DF2D_E_POINTER,
        second_recorder: Some(DF2D_E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED),
        recorder_not_supported: DF2D_E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED,
        client_name: DF2D_E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID,
    };

    fn media_types() -> &'static [i32] {
        ERASABLE
    }

    fn supports_recorder(recorder: &Recorder) -> Result<bool> {
        recorder.has_profile(is_erasable)
    }

    /// By its profile: what the disc is, not what has become of it. A closed disc can be erased.
    fn supports_medium(medium: &Medium) -> bool {
        media::kind_of(medium.profile).is_some_and(is_erasable)
    }
}

impl DiscFormat2Erase {
    /// Returns the result of this erase, even if another thread has begun the next one meanwhile.
    pub fn erase_media(&self) -> Result<df2d_hresult> {
        self.operations().finish(&*self.begin_erase()?)
    }

    pub fn erase_media_async(&self) -> Result<()> {
        self.begin_erase().map(drop)
    }

    fn begin_erase(&self) -> Result<Arc<Live>> {
        self.begin(|properties| Ok((options(properties.full_erase), None)))
    }
}

fn options(full: bool) -> Options {
    Options {
        task: Task::Erase { full },
        sectors: 0,
        ranges: Vec::new(),
        test_write: false,
        force_media_to_be_closed: false,
        disable_consumer_dvd_compatibility_mode: false,
        force_overwrite: true,
        buffer_underrun_free_disabled: false,
        postgap_already_in_image: false,
        speed: -1,
        pure_cav: false,
        verification: 0,
    }
}
