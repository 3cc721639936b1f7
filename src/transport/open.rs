//! From an identifier to a drive: the registry of kinds, and of the drives that are open.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use once_cell::sync::Lazy;

use super::drive::Drive;
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_INVALIDARG, DF2D_E_NOTIMPL};
use crate::virtual_recorder;

struct OpenDrive {
    key: String,
    drive: Weak<Drive>,
}

static OPEN: Lazy<Mutex<Vec<OpenDrive>>> = Lazy::new(Mutex::default);

/// Opens a drive, or gives the one that is open already.
///
/// `id` is bytes because a path is. Opening never disturbs the medium and needs no exclusive access.
pub fn open(id: &[u8]) -> Result<Arc<Drive>> {
    let Some(rest) = id.strip_prefix(b"virtual:") else {
        return Err(if id.is_empty() {
            Failure::new(
                DF2D_E_INVALIDARG,
                "The recorder identifier is empty; a virtual recorder is \"virtual:PATH?media=cd-r\".",
            )
        } else {
            Failure::new(
                DF2D_E_NOTIMPL,
                "This version opens virtual recorders only: \"virtual:PATH?media=cd-r\".",
            )
        });
    };
    let config = virtual_recorder::Config::parse(rest)?;
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    open.retain(|entry| entry.drive.strong_count() > 0);
    let key = config.key()?;
    if let Some(drive) = key.as_ref().and_then(|key| find(&open, key)) {
        let recorder = drive.transport().as_virtual().expect("only virtual recorders are registered here");
        recorder.check_same(&config)?;
        return Ok(drive);
    }
    let recorder = virtual_recorder::VirtualRecorder::open(config)?;
    let drive = Drive::new(String::from_utf8_lossy(id).into_owned(), recorder);
    if let Some(key) = key {
        open.push(OpenDrive { key, drive: Arc::downgrade(&drive) });
    }
    Ok(drive)
}

fn find(open: &[OpenDrive], key: &str) -> Option<Arc<Drive>> {
    open.iter().find(|entry| entry.key == key).and_then(|entry| entry.drive.upgrade())
}
