//! From an identifier to a drive: the registry of kinds, and of the drives that are open.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use once_cell::sync::Lazy;

use super::Transport;
use super::drive::Drive;
use super::iscsi::{self, Address, Credentials, Iscsi};
#[cfg(target_os = "linux")]
use super::sg;
use crate::failure::{Failure, Result, shown};
use crate::hresult::{DF2D_E_ACCESSDENIED, DF2D_E_INVALIDARG, DF2D_E_NOTIMPL};
use crate::virtual_recorder;

struct OpenDrive {
    key: String,
    /// What whoever opened it logged in with.
    login: Option<Credentials>,
    drive: Weak<Drive>,
}

static OPEN: Lazy<Mutex<Vec<OpenDrive>>> = Lazy::new(Mutex::default);

/// Opens a drive, or gives the one that is open already.
///
/// `id` is bytes because a path is. Opening never disturbs the medium and needs no exclusive access.
pub fn open(id: &[u8]) -> Result<Arc<Drive>> {
    if let Some(rest) = id.strip_prefix(b"virtual:") {
        return open_virtual(id, rest);
    }
    if let Some(rest) = id.strip_prefix(iscsi::SCHEME) {
        return open_iscsi(rest);
    }
    #[cfg(target_os = "linux")]
    if id.starts_with(b"/") {
        return open_node(id);
    }
    Err(if id.is_empty() {
        Failure::new(DF2D_E_INVALIDARG, format!("The recorder identifier is empty. {KINDS}"))
    } else {
        Failure::new(
            DF2D_E_NOTIMPL,
            format!("\"{}\" is no recorder identifier of this version. {KINDS}", without_password(id)),
        )
    })
}

/// An identifier of no known kind, for a message. It may be one of a drive on another machine with a slip in it, and has a
/// password then.
fn without_password(id: &[u8]) -> String {
    let text = String::from_utf8_lossy(id);
    match text.split_once([':', '%', '@']) {
        Some((beginning, _)) if text.contains('@') => format!("{}…", shown(beginning)),
        _ => shown(&*text),
    }
}

#[cfg(target_os = "linux")]
const KINDS: &str = "A drive is the path of its device, \"/dev/sr0\", or on another machine \"iscsi://HOST/IQN/LUN\"; a virtual recorder is \
     \"virtual:PATH?media=cd-r\".";
#[cfg(not(target_os = "linux"))]
const KINDS: &str =
    "A virtual recorder is \"virtual:PATH?media=cd-r\", a drive on another machine \"iscsi://HOST/IQN/LUN\".";

fn open_virtual(id: &[u8], rest: &[u8]) -> Result<Arc<Drive>> {
    let config = virtual_recorder::Config::parse(rest)?;
    let mut open = open_drives();
    let key = config.key()?;
    if let Some(drive) = key.as_ref().and_then(|key| find(&open, key)) {
        let recorder = drive.transport().as_virtual().expect("no other recorder has such a key");
        recorder.check_same(&config)?;
        return Ok(drive);
    }
    let recorder = virtual_recorder::VirtualRecorder::open(config)?;
    Ok(add(&mut open, id, key, recorder))
}

#[cfg(target_os = "linux")]
fn open_node(id: &[u8]) -> Result<Arc<Drive>> {
    let node = sg::Node::named(id)?;
    let key = node.key();
    if let Some(drive) = find(&open_drives(), &key) {
        return Ok(drive);
    }
    // Not under the lock: a device that does not answer holds up no other.
    let transport = sg::Sg::open(&node)?;
    // Only now, when it is held open, is the number sure to be no other drive's.
    let key = node.key();
    let mut open = open_drives();
    // Somebody else may have opened it meanwhile.
    Ok(find(&open, &key).unwrap_or_else(|| add(&mut open, id, Some(key), transport)))
}

fn open_iscsi(rest: &[u8]) -> Result<Arc<Drive>> {
    let address = Address::parse(rest)?;
    let (key, login) = (address.key(), address.credentials.clone());
    if let Some(drive) = find_for(&open_drives(), &key, &login)? {
        return Ok(drive);
    }
    // It takes its time, so others may open theirs meanwhile.
    let drive = Drive::new(address.public().to_owned(), Iscsi::open(address)?);
    let mut open = open_drives();
    if let Some(quicker) = find_for(&open, &key, &login)? {
        return Ok(quicker);
    }
    open.push(OpenDrive { key, login, drive: Arc::downgrade(&drive) });
    Ok(drive)
}

/// Who finds a drive open needs no login of his own, so he must know as much as whoever logged in.
fn find_for(open: &[OpenDrive], key: &str, login: &Option<Credentials>) -> Result<Option<Arc<Drive>>> {
    let found = open.iter().filter(|entry| entry.key == key);
    let Some((entry, drive)) = found.filter_map(|entry| Some((entry, entry.drive.upgrade()?))).next() else {
        return Ok(None);
    };
    if entry.login != *login {
        return Err(Failure::new(
            DF2D_E_ACCESSDENIED,
            format!("{} is open already, with another user or password.", drive.id()),
        ));
    }
    Ok(Some(drive))
}

fn open_drives() -> MutexGuard<'static, Vec<OpenDrive>> {
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    open.retain(|entry| entry.drive.strong_count() > 0);
    open
}

fn find(open: &[OpenDrive], key: &str) -> Option<Arc<Drive>> {
    open.iter().find(|entry| entry.key == key).and_then(|entry| entry.drive.upgrade())
}

fn add(
    open: &mut Vec<OpenDrive>,
    id: &[u8],
    key: Option<String>,
    transport: Arc<dyn Transport>,
) -> Arc<Drive> {
    let drive = Drive::new(String::from_utf8_lossy(id).into_owned(), transport);
    if let Some(key) = key {
        open.push(OpenDrive { key, login: None, drive: Arc::downgrade(&drive) });
    }
    drive
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_in_the_kind_does_not_give_the_password_away() {
        for (id, beginning) in [
            ("isci://me%secret@host/iqn.x:y/0", "\"isci…\""),
            ("ISCSI://me%secret@host/iqn.x:y/0", "\"ISCSI…\""),
            ("me%secret@host/iqn.x:y/0", "\"me…\""),
            ("vitrual:disc.iso", "\"vitrual:disc.iso\""),
        ] {
            let failure = open(id.as_bytes()).err().unwrap();
            assert_eq!(failure.hr, DF2D_E_NOTIMPL);
            assert!(failure.text.starts_with(beginning), "{}", failure.text);
            assert!(!failure.text.contains("secret"), "{}", failure.text);
        }
    }
}
