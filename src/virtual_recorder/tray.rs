//! The disc in the tray: its state together with its sectors, and the files in which both last.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::config::{Config, Media, StoreKind, invalid};
use super::disc::{Disc, TrackState};
use super::media::{Medium, SECTOR};
use super::persist;
use super::store::{Discard, Store};
use crate::failure::{Failure, Result, shown};
use crate::hresult::{DF2D_E_ACCESSDENIED, DF2D_E_FAIL, DF2D_E_IMAPI_RECORDER_LOCKED, DF2D_E_INVALIDARG};

/// More than any disc needs.
const MAX_DISC_FILE: u64 = 16 << 20;

pub struct Loaded {
    pub disc: Disc,
    pub store: Store,
    /// Where the state lasts; None without a file.
    disc_file: Option<PathBuf>,
    /// The disc file says that a track is being written.
    hot: bool,
    /// During a test write: the disc as it really is.
    rehearsal: Option<Disc>,
}

impl Loaded {
    /// The disc that this identifier describes; None is an empty tray.
    pub fn open(config: &Config) -> Result<Option<Loaded>> {
        match (config.media, &config.path) {
            (Some(Media::Nothing), _) => Ok(None),
            (Some(Media::Kind(medium)), None) => {
                let store = match config.store() {
                    StoreKind::Discard => Store::Discard(Discard::default()),
                    _ => Store::Memory(Default::default()),
                };
                Ok(Some(Loaded {
                    disc: fresh(config, medium),
                    store,
                    disc_file: None,
                    hot: false,
                    rehearsal: None,
                }))
            }
            (Some(Media::Kind(medium)), Some(path)) if medium.is_rom() => {
                open_pressed(medium, path).map(Some)
            }
            (_, Some(path)) => open_file(config, path).map(Some),
            (None, None) => Err(invalid("Say which medium it is: media=cd-r, media=none, …")),
        }
    }

    /// Makes the state last. `hot`: a track is being written. A test write leaves no trace.
    pub fn save(&mut self, hot: bool) -> io::Result<()> {
        if self.rehearsal.is_some() {
            self.hot = hot;
            return Ok(());
        }
        if let Some(path) = &self.disc_file {
            replace(path, persist::write(&self.disc, hot).as_bytes())?;
        }
        self.hot = hot;
        Ok(())
    }

    pub fn is_hot(&self) -> bool {
        self.hot
    }

    /// Lets no sectors lie about that are not on the disc; `gone`: none of them is.
    pub fn tidy(&mut self, gone: bool) -> io::Result<()> {
        if gone {
            self.store.clear()
        } else if self.disc.medium.sequential().is_some() {
            self.store.cut_to(self.disc.recorded_end())
        } else {
            Ok(())
        }
    }

    /// From now on everything goes as if it were recorded.
    pub fn rehearse(&mut self) {
        if self.rehearsal.is_none() {
            self.rehearsal = Some(self.disc.clone());
        }
    }

    pub fn is_rehearsing(&self) -> bool {
        self.rehearsal.is_some()
    }

    /// The end of a test write: nothing has happened.
    pub fn end_rehearsal(&mut self) {
        if let Some(disc) = self.rehearsal.take() {
            self.disc = disc;
            self.hot = false;
        }
    }
}

fn open_pressed(medium: &'static Medium, path: &Path) -> Result<Loaded> {
    if exists(&disc_path(path))? {
        return Err(invalid(format!(
            "\"{}\" is a recordable disc, as the file of the same name with .disc says, and no {}.",
            shown(path),
            medium.name
        )));
    }
    let (file, len) = open_regular(path, false, false)?;
    let sectors = u32::try_from(len.div_ceil(SECTOR as u64)).unwrap_or(u32::MAX);
    if sectors == 0 || sectors > medium.max_capacity {
        return Err(invalid(format!(
            "\"{}\" holds {sectors} sectors; a {} holds 1 to {}.",
            shown(path),
            medium.name,
            medium.max_capacity
        )));
    }
    let disc = Disc::pressed(medium, sectors);
    Ok(Loaded { disc, store: Store::File(file), disc_file: None, hot: false, rehearsal: None })
}

/// A disc that nobody has used yet.
fn fresh(config: &Config, medium: &'static Medium) -> Disc {
    let mut disc = Disc::blank(medium, config.size.unwrap_or(medium.capacity));
    disc.protection = config.protect.unwrap_or_default();
    disc
}

fn open_file(config: &Config, path: &Path) -> Result<Loaded> {
    let disc_file = disc_path(path);
    let described = exists(&disc_file)?;
    let there = exists(path)?;
    let medium = match config.media {
        Some(Media::Kind(medium)) => Some(medium),
        _ => None,
    };
    if medium.is_none() && !described {
        return Err(invalid(if there {
            format!(
                "\"{}\" is there and \"{}\" is not; if it is the image of a pressed disc, say media=dvd-rom.",
                shown(path),
                shown(&disc_file)
            )
        } else {
            format!("\"{}\" does not exist; say which medium to make: media=cd-r, …", shown(path))
        }));
    }
    if described && !there {
        return Err(invalid(format!(
            "\"{}\" is there and \"{}\", which holds its sectors, is not; restore it, or remove the former too.",
            shown(&disc_file),
            shown(path)
        )));
    }
    // The lock lies on PATH, which is never replaced, and comes before anything is read or made.
    let (file, len) = open_regular(path, true, !there)?;
    if exists(&disc_file)? {
        return restore(config, path, disc_file, file, len);
    }
    // An empty file is what a recorder leaves that was killed right after it had made it.
    if len > 0 {
        return Err(invalid(format!(
            "\"{}\" exists and is no disc of this recorder; it is left as it is: choose another PATH.",
            shown(path)
        )));
    }
    let Some(medium) = medium else {
        return Err(invalid(format!("The disc file of \"{}\" has disappeared.", shown(path))));
    };
    let mut loaded = Loaded {
        disc: fresh(config, medium),
        store: Store::File(file),
        disc_file: Some(disc_file.clone()),
        hot: false,
        rehearsal: None,
    };
    loaded.save(false).map_err(|error| system("cannot be written", &disc_file, &error))?;
    Ok(loaded)
}

/// A disc that was here before.
fn restore(config: &Config, path: &Path, disc_file: PathBuf, file: File, len: u64) -> Result<Loaded> {
    let text = read_disc_file(&disc_file)?;
    let (disc, hot) = persist::read(&text).map_err(|wrong| {
        invalid(format!(
            "\"{}\", line {}: {}; restore it, or remove it and its image.",
            shown(&disc_file),
            wrong.line,
            wrong.why
        ))
    })?;
    let asked = config.media.is_none_or(|media| media.is_disc(disc.medium));
    if !asked || config.size.is_some_and(|size| size != disc.size) {
        return Err(invalid(format!(
            "\"{}\" is a disc with media={}&size={} already, and is left as it is: leave media and size out to \
             use it, or choose another PATH.",
            shown(path),
            disc.medium.name,
            disc.size
        )));
    }
    config.check_medium(disc.medium)?;
    let mut loaded =
        Loaded { disc, store: Store::File(file), disc_file: Some(disc_file), hot, rehearsal: None };
    if let Some(protection) = config.protect {
        // Whoever puts the disc in may have moved its tab.
        loaded.disc.protection = protection;
    }
    loaded.recover(path, len)?;
    Ok(loaded)
}

impl Loaded {
    /// Fits the state to what really stands in the file, after a power cut in particular.
    fn recover(&mut self, path: &Path, len: u64) -> Result<()> {
        let sectors = u32::try_from(len / SECTOR as u64).unwrap_or(u32::MAX);
        if self.hot {
            let limits: Vec<u32> = self.disc.tracks.iter().map(|track| self.disc.limit(track)).collect();
            for (track, limit) in self.disc.tracks.iter_mut().zip(limits) {
                // The end of the file is the end of the track in which it lies; of the others the disc file knows.
                if track.at_once && track.state != TrackState::Complete {
                    track.recorded = sectors.clamp(track.start, limit) - track.start;
                    track.state = TrackState::Writing;
                } else if track.state == TrackState::Writing && sectors <= limit {
                    let reached = sectors.saturating_sub(track.start);
                    track.recorded = if track.size == 0 { reached } else { track.recorded.max(reached) };
                }
            }
        }
        if self.hot || self.disc.format == super::disc::FormatState::Running {
            self.disc.break_off();
            let saved = self.save(false);
            let disc_file = self.disc_file.as_deref().unwrap_or(path);
            saved.map_err(|error| system("cannot be written", disc_file, &error))?;
        }
        match self.disc.recorded_end() {
            // Power was cut while it was being blanked.
            0 if !self.disc.is_random() => {
                self.store.clear().map_err(|error| system("cannot be written", path, &error))
            }
            // What replaced other sectors took up room without data of its own.
            end if end > sectors && self.disc.pow => {
                self.store.extend_to(end).map_err(|error| system("cannot be written", path, &error))
            }
            end if end > sectors => Err(invalid(format!(
                "\"{}\" holds {sectors} sectors, but its disc file says that {end} are recorded; restore it.",
                shown(path)
            ))),
            _ => Ok(()),
        }
    }
}

fn disc_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".disc");
    PathBuf::from(name)
}

fn exists(path: &Path) -> Result<bool> {
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_file() => Ok(true),
        Ok(_) => Err(invalid(format!("\"{}\" is not a regular file.", shown(path)))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(system("cannot be looked up", path, &error)),
    }
}

/// Opens and locks a regular file.
fn open_regular(path: &Path, write: bool, create: bool) -> Result<(File, u64)> {
    let mut options = OpenOptions::new();
    // Should it be a pipe by now, opening must not wait for its other end.
    options.read(true).write(write).create(create).custom_flags(libc::O_NONBLOCK);
    let file = options.open(path).and_then(beyond_stdio);
    let file = file.map_err(|error| system("cannot be opened", path, &error))?;
    let meta = file.metadata().map_err(|error| system("cannot be looked up", path, &error))?;
    if !meta.is_file() {
        return Err(invalid(format!("\"{}\" is not a regular file.", shown(path))));
    }
    match super::lock::lock(&file) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
            return Err(Failure::new(
                DF2D_E_IMAPI_RECORDER_LOCKED,
                format!(
                    "\"{}\" is in another recorder, perhaps of another program; wait until that is done with it.",
                    shown(path)
                ),
            ));
        }
        Err(error) => return Err(system("cannot be locked", path, &error)),
    }
    // Its length under the lock.
    let len = file.metadata().map_err(|error| system("cannot be looked up", path, &error))?.len();
    Ok((file, len))
}

fn read_disc_file(path: &Path) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAX_DISC_FILE + 1).read_to_end(&mut text));
    read.map_err(|error| system("cannot be read", path, &error))?;
    if text.len() as u64 > MAX_DISC_FILE {
        return Err(invalid(format!("\"{}\", line 1: it is too long for a disc file.", shown(path))));
    }
    Ok(text)
}

/// A program that was started with its standard output closed must not print into the disc.
fn beyond_stdio(file: File) -> io::Result<File> {
    // A duplicate never gets a descriptor below 3.
    if file.as_raw_fd() > 2 { Ok(file) } else { file.try_clone() }
}

/// Replaces a file so that it holds the old text or the new one whenever the process or the machine stops.
fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(".new");
    let draft = PathBuf::from(draft);
    let written = File::create(&draft).and_then(beyond_stdio).and_then(|mut file| {
        file.write_all(text)?;
        file.sync_all()?;
        std::fs::rename(&draft, path)
    });
    if written.is_err() {
        // A full file system has no use for half of it.
        let _ = std::fs::remove_file(&draft);
    }
    written?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// A failure that the system reports about a file.
pub fn system(what: &str, path: &Path, error: &io::Error) -> Failure {
    let hr = match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => DF2D_E_ACCESSDENIED,
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidInput => {
            DF2D_E_INVALIDARG
        }
        _ => DF2D_E_FAIL,
    };
    Failure::new(hr, format!("\"{}\" {what}: {error}.", shown(path))).errno(error.raw_os_error().unwrap_or(0))
}
