//! Waiting for the system to say that drives may have come or gone: the messages of udev or, where there is none, what
//! inotify says of /dev and /dev/disk/by-id. Nothing is polled.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result, Write};
use std::path::PathBuf;
use std::sync::Arc;

use super::{Machine, news, system};

/// More than any message of udev, or dozens of inotify's.
const ROOM: usize = 16 * 1024;

pub struct Watch {
    /// None after it broke.
    source: Option<Source>,
    /// Why it is not the device manager, for the log.
    untold: Option<Error>,
    wake: Arc<File>,
}

enum Source {
    Udev(File),
    Files(Folders),
}

/// Why a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is time to look at the drives.
    News,
    Woken,
}

/// Ends a [`Watch`]'s wait, from any thread.
pub struct Waker(Arc<File>);

impl Waker {
    pub fn wake(&self) {
        // It fails only when it has been woken very often and not waited since.
        let _ = (&*self.0).write(&1u64.to_ne_bytes());
    }
}

impl Watch {
    pub(super) fn new(machine: &Machine) -> Result<Watch> {
        let (source, untold) = match machine.udev.as_ref().map(|connect| connect()) {
            Some(Ok(messages)) => (Source::Udev(File::from(messages)), None),
            // Sandboxes have the device manager's files and not its messages.
            Some(Err(error)) => (Source::Files(Folders::of(machine)?), Some(error)),
            None => (Source::Files(Folders::of(machine)?), None),
        };
        Ok(Watch { source: Some(source), untold, wake: Arc::new(system::event()?) })
    }

    pub fn waker(&self) -> Waker {
        Waker(self.wake.clone())
    }

    pub fn wait(&mut self) -> Cause {
        // Not before: whoever made the watch may hold what those who listen to the log ask for.
        if let Some(error) = self.untold.take() {
            log::warn!("the device manager's messages cannot be had ({error}); files are watched instead");
        }
        loop {
            let file = self.source.as_ref().map(Source::file);
            // Without a source there is still somebody who ends the wait.
            let [woken, readable] = system::wait(&self.wake, file).unwrap_or([true, false]);
            if woken {
                let _ = (&*self.wake).read(&mut [0; 8]);
                return Cause::Woken;
            }
            if readable && self.read() {
                return Cause::News;
            }
        }
    }

    /// Reads all there is; true if it is worth looking at the drives.
    fn read(&mut self) -> bool {
        let Some(source) = &mut self.source else { return false };
        match source.read() {
            Ok(news) => news,
            Err(error) => {
                log::error!("news of drives have ended: {error}");
                self.source = None;
                true
            }
        }
    }
}

impl Source {
    fn file(&self) -> &File {
        match self {
            Source::Udev(messages) => messages,
            Source::Files(folders) => &folders.inotify,
        }
    }

    fn read(&mut self) -> Result<bool> {
        let mut buffer = [0; ROOM];
        let mut news = false;
        loop {
            let got = match self.file().read(&mut buffer) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(got) => &buffer[..got],
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock => break,
                    ErrorKind::Interrupted => continue,
                    // More came than there was room for, and some of it is lost.
                    _ if error.raw_os_error() == Some(libc::ENOBUFS) => {
                        news = true;
                        continue;
                    }
                    _ => return Err(error),
                },
            };
            news |= match self {
                Source::Udev(_) => news::is_of_block_device(got),
                Source::Files(folders) => news::concern_drives(got, folders.dev),
            };
        }
        if let Source::Files(folders) = self {
            folders.arm()?;
        }
        Ok(news)
    }
}

/// /dev, and on the way to the lasting names as many folders as there are: each may come later, and go.
struct Folders {
    inotify: File,
    /// From /dev inwards.
    paths: [PathBuf; 3],
    /// The number of /dev in the events.
    dev: i32,
}

impl Folders {
    fn of(machine: &Machine) -> Result<Folders> {
        let paths = [machine.dev.clone(), machine.dev.join("disk"), machine.by_id()];
        let mut folders = Folders { inotify: system::inotify()?, paths, dev: -1 };
        folders.arm()?;
        Ok(folders)
    }

    /// From outside inwards: a folder that comes after its parent is watched is told of by that.
    fn arm(&mut self) -> Result<()> {
        let [dev, inner @ ..] = &self.paths;
        self.dev = system::watch_folder(&self.inotify, dev)?;
        for folder in inner {
            match system::watch_folder(&self.inotify, folder) {
                Err(error) if !is_absent(&error) => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}

fn is_absent(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}
