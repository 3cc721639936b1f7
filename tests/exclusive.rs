//! What exclusive access asks of the system, and when it gives it back.

mod common;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::fake::{Reply, Scripted};
use df2d::failure::{Failure, Result};
use df2d::hresult::*;
use df2d::imapi::recorder::Recorder;
use df2d::transport::drive::Drive;
use df2d::transport::{Answer, Claim, Clock, Data, Fault, Limits, Transport};

/// A drive of a system that counts who keeps it, and refuses when it is told to.
struct Kept {
    drive: Arc<Scripted>,
    system: Arc<System>,
    mounted: Vec<PathBuf>,
}

#[derive(Default)]
struct System {
    claims: AtomicUsize,
    forced: AtomicUsize,
    refusal: Mutex<Option<Failure>>,
}

impl System {
    fn claims(&self) -> usize {
        self.claims.load(Ordering::SeqCst)
    }

    fn refuse(&self, hr: Option<df2d_hresult>) {
        *self.refusal.lock().unwrap() = hr.map(Failure::code);
    }
}

struct Counted(Arc<System>);

impl Claim for Counted {}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.claims.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Transport for Kept {
    fn execute(&self, cdb: &[u8], data: Data<'_>, timeout: Duration) -> std::result::Result<Answer, Fault> {
        self.drive.execute(cdb, data, timeout)
    }

    fn clock(&self) -> &Arc<Clock> {
        self.drive.clock()
    }

    fn limits(&self) -> Limits {
        self.drive.limits()
    }

    fn claim(&self, force: bool) -> Result<Box<dyn Claim>> {
        if let Some(failure) = self.system.refusal.lock().unwrap().clone() {
            return Err(failure);
        }
        self.system.claims.fetch_add(1, Ordering::SeqCst);
        self.system.forced.fetch_add(force.into(), Ordering::SeqCst);
        Ok(Box::new(Counted(self.system.clone())))
    }

    fn block_device(&self) -> Option<PathBuf> {
        Some("/dev/sr7".into())
    }

    fn mount_points(&self) -> Vec<PathBuf> {
        self.mounted.clone()
    }
}

fn drive() -> (Arc<Drive>, Arc<System>) {
    mounted(&[])
}

fn mounted(at: &[&str]) -> (Arc<Drive>, Arc<System>) {
    let system = Arc::new(System::default());
    let drive = Scripted::new(Duration::ZERO, [], Reply::Good);
    let mounted = at.iter().map(PathBuf::from).collect();
    (Drive::new("kept".to_owned(), Arc::new(Kept { drive, system: system.clone(), mounted })), system)
}

#[test]
fn the_system_keeps_the_drive_from_the_first_to_the_last() {
    let (drive, system) = drive();
    let recorder = Recorder::of(drive.clone());
    recorder.acquire_exclusive_access(true, "a").unwrap();
    recorder.acquire_exclusive_access(false, "b").unwrap();
    assert_eq!((system.claims(), system.forced.load(Ordering::SeqCst)), (1, 1));
    recorder.disable_mcn().unwrap();
    assert_eq!(system.claims(), 2);
    recorder.release_exclusive_access().unwrap();
    recorder.release_exclusive_access().unwrap();
    assert_eq!((system.claims(), recorder.exclusive_access_owner()), (1, String::new()));
    recorder.enable_mcn().unwrap();
    assert_eq!(system.claims(), 0);
}

#[test]
fn an_operation_has_a_claim_of_its_own() {
    let (drive, system) = drive();
    let recorder = Recorder::of(drive.clone());
    let signal = drive.clock().signal();
    recorder.acquire_exclusive_access(false, "held").unwrap();
    let at_work = recorder.party().acquire("at work", &signal, || true).unwrap().unwrap();
    assert_eq!((system.claims(), drive.exclusive_owner().as_str()), (2, "held"));
    let second = recorder.party().acquire("second", &signal, || true);
    assert_eq!(second.err().unwrap().hr, DF2D_E_IMAPI_RECORDER_LOCKED);
    recorder.release_exclusive_access().unwrap();
    assert_eq!((system.claims(), drive.exclusive_owner().as_str()), (1, "at work"));
    drop(at_work);
    assert_eq!((system.claims(), drive.exclusive_owner().as_str()), (0, ""));
}

/// A refusal of the system's leaves nobody the owner, and what was acquired before stays.
#[test]
fn what_the_system_refuses_is_not_owned() {
    let (drive, system) = drive();
    let recorder = Recorder::of(drive.clone());
    let signal = drive.clock().signal();
    system.refuse(Some(DF2D_E_IMAPI_RECORDER_LOCKED));
    let refused = recorder.acquire_exclusive_access(false, "a").unwrap_err();
    assert_eq!((refused.hr, drive.exclusive_owner().as_str()), (DF2D_E_ACCESSDENIED, ""));
    assert_eq!(recorder.release_exclusive_access().unwrap_err().hr, DF2D_E_FAIL);
    assert_eq!(recorder.disable_mcn().unwrap_err().hr, DF2D_E_IMAPI_RECORDER_LOCKED);
    let refused = recorder.party().acquire("a", &signal, || true).err().unwrap();
    assert_eq!((refused.hr, drive.exclusive_owner().as_str()), (DF2D_E_IMAPI_RECORDER_LOCKED, ""));
    system.refuse(Some(DF2D_E_DEV_NOT_EXIST));
    assert_eq!(recorder.acquire_exclusive_access(false, "a").unwrap_err().hr, DF2D_E_DEV_NOT_EXIST);
    system.refuse(None);
    recorder.acquire_exclusive_access(false, "a").unwrap();
    system.refuse(Some(DF2D_E_IMAPI_RECORDER_LOCKED));
    recorder.acquire_exclusive_access(false, "a").unwrap();
    assert_eq!(system.claims(), 1);
}

#[test]
fn all_of_it_ends_with_the_recorder() {
    let (drive, system) = drive();
    let recorder = Recorder::of(drive.clone());
    recorder.acquire_exclusive_access(false, "a").unwrap();
    recorder.disable_mcn().unwrap();
    drop(recorder);
    assert_eq!((system.claims(), drive.exclusive_owner().as_str()), (0, ""));
}

/// What is in the way is a file system, if there is one.
#[test]
fn a_mounted_disc_is_told_apart_from_another_program() {
    for (mounts, code) in
        [(&[][..], DF2D_E_ACCESSDENIED), (&["/media/My disc", "/mnt"][..], DF2D_E_IMAPI_RECORDER_LOCKED)]
    {
        let (drive, system) = mounted(mounts);
        let recorder = Recorder::of(drive);
        assert_eq!(recorder.volume_path_names(), mounts.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(
            (recorder.volume_name(), recorder.legacy_device_number().unwrap()),
            ("/dev/sr7".into(), 7)
        );
        system.refuse(Some(DF2D_E_IMAPI_RECORDER_LOCKED));
        assert_eq!(recorder.acquire_exclusive_access(false, "a").unwrap_err().hr, code);
    }
}
