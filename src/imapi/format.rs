//! IDiscFormat2: what all objects that work on discs have. What they say of the medium is in `medium.rs`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::client_name;
use super::operation::{Live, Prepared};
use super::operations::Operations;
use super::recorder::Recorder;
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_IMAPI_RECORDER_REQUIRED, df2d_hresult};
use crate::recipe::Options;
use crate::recipe::medium::Medium;
use crate::stream::Pass;

/// What the classes of object differ in, by their plain properties.
pub trait Class: Clone + Default + Send + Sync + 'static {
    const CODES: Codes;
    /// IMAPI_MEDIA_PHYSICAL_TYPE
    fn media_types() -> &'static [i32];
    fn supports_recorder(recorder: &Recorder) -> Result<bool>;
    fn supports_medium(medium: &Medium) -> bool;
    /// Clears what belongs to one recorder when there is another.
    fn forget_recorder(&mut self) {}
}

/// The codes of a class for what all of them refuse.
pub struct Codes {
    /// An operation runs.
    pub busy: df2d_hresult,
    /// An operation without a recorder.
    pub no_recorder: df2d_hresult,
    /// A recorder while there is one, in classes that mind.
    pub second_recorder: Option<df2d_hresult>,
    pub recorder_not_supported: df2d_hresult,
    pub client_name: df2d_hresult,
}

/// An object with plain properties `P`, which stay as they are while an operation runs.
pub struct DiscFormat2<P> {
    settings: Mutex<Settings<P>>,
    operations: Arc<Operations>,
}

#[derive(Clone, Default)]
struct Settings<P> {
    recorder: Option<Arc<Recorder>>,
    /// Empty is unset.
    client_name: String,
    properties: P,
}

impl<P: Class> DiscFormat2<P> {
    pub fn new() -> Arc<Self> {
        Arc::new(DiscFormat2 { settings: Mutex::default(), operations: Operations::new(P::CODES.busy) })
    }

    pub fn operations(&self) -> &Arc<Operations> {
        &self.operations
    }

    fn settings(&self) -> MutexGuard<'_, Settings<P>> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    // --- properties ---

    pub fn recorder(&self) -> Option<Arc<Recorder>> {
        self.settings().recorder.clone()
    }

    pub(super) fn required_recorder(&self) -> Result<Arc<Recorder>> {
        self.recorder().ok_or_else(|| DF2D_E_IMAPI_RECORDER_REQUIRED.into())
    }

    /// None detaches.
    pub fn put_recorder(&self, recorder: Option<Arc<Recorder>>) -> Result<()> {
        self.operations.at_rest()?;
        if let Some(recorder) = &recorder {
            room_for_recorder(&self.settings())?;
            // What others want to know of the drive while it is at work.
            let _ = recorder.vendor_id();
            if !P::supports_recorder(recorder)? {
                return Err(P::CODES.recorder_not_supported.into());
            }
        }
        // The one before may be the last handle to its drive: it goes after the lock.
        self.set(|settings| {
            if recorder.is_some() {
                room_for_recorder(settings)?;
            }
            settings.properties.forget_recorder();
            Ok(std::mem::replace(&mut settings.recorder, recorder))
        })?
        .map(drop)
    }

    pub fn client_name(&self) -> String {
        self.settings().client_name.clone()
    }

    pub fn put_client_name(&self, name: &str) -> Result<()> {
        self.operations.at_rest()?;
        client_name::check(name, P::CODES.client_name)?;
        self.set(|settings| settings.client_name = name.to_owned())
    }

    pub fn properties(&self) -> P {
        self.settings().properties.clone()
    }

    /// Changes plain properties; refused during an operation.
    pub fn put(&self, change: impl FnOnce(&mut P)) -> Result<()> {
        self.set(|settings| change(&mut settings.properties))
    }

    /// Under the lock that the start of an operation takes too, so that none starts between look and change.
    fn set<R>(&self, change: impl FnOnce(&mut Settings<P>) -> R) -> Result<R> {
        let mut settings = self.settings();
        self.operations.at_rest()?;
        Ok(change(&mut settings))
    }

    // --- operations ---

    /// Begins an operation with the object as it is set now; `plan` says what it is to do, and with which data.
    pub(super) fn begin(
        &self,
        plan: impl FnOnce(&P) -> Result<(Options, Option<Pass>)>,
    ) -> Result<Arc<Live>> {
        self.operations.outside()?;
        let (claim, settings) = {
            let settings = self.settings();
            (self.operations.claim()?, settings.clone())
        };
        let Some(recorder) = settings.recorder else {
            return Err(Failure::new(
                P::CODES.no_recorder,
                "No recorder is set, and an operation needs one.",
            ));
        };
        if settings.client_name.is_empty() {
            return Err(Failure::new(
                P::CODES.client_name,
                "No client name is set, and an operation needs one: it tells others who uses the drive.",
            ));
        }
        let (options, pass) = plan(&settings.properties)?;
        // Everything that it needs, so that nothing can run short once the disc is being changed.
        let prepared = Prepared::new(recorder.party().clone(), settings.client_name, options, pass)?;
        claim.start(prepared)
    }
}

fn room_for_recorder<P: Class>(settings: &Settings<P>) -> Result<()> {
    match P::CODES.second_recorder {
        Some(code) if settings.recorder.is_some() => Err(code.into()),
        _ => Ok(()),
    }
}
