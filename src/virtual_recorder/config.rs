//! What a "virtual:" identifier says.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::media::{self, Medium, Protection, SECTOR};
use crate::failure::{Failure, Result, shown};
use crate::hresult::DF2D_E_INVALIDARG;
use crate::transport::Clock;

const DEFAULT_BUFFER: u32 = 2 << 20;
const MAX_BUFFER: u32 = 1 << 30;
/// Every host may send 32 KiB at once; none makes a WRITE longer than the most.
const MIN_TRANSFER: u32 = 32 << 10;
const MAX_TRANSFER: u32 = 1 << 20;
const MAX_SPEED: u32 = 10_000_000;
const MIN_SIZE: u32 = 16;

/// What a "virtual:" identifier says. None is what it leaves open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    pub(super) path: Option<PathBuf>,
    pub(super) media: Option<Media>,
    pub(super) size: Option<u32>,
    pub(super) speed: Option<Speed>,
    pub(super) buffer: Option<u32>,
    pub(super) transfer: Option<u32>,
    pub(super) clock: Option<ClockKind>,
    pub(super) store: Option<StoreKind>,
    pub(super) protect: Option<Protection>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Media {
    Nothing,
    Kind(&'static Medium),
}

impl Media {
    /// A disc of this kind, whatever state it is in.
    pub fn is_disc(self, medium: &Medium) -> bool {
        matches!(self, Media::Kind(kind) if kind.disc == medium.disc)
    }

    fn agrees(self, other: Media) -> bool {
        match other {
            Media::Nothing => self == Media::Nothing,
            Media::Kind(medium) => self.is_disc(medium),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speed {
    Max,
    SectorsPerSecond(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClockKind {
    Real,
    Scaled(u32),
    Virtual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StoreKind {
    File,
    Memory,
    Discard,
}

impl Config {
    /// Parses what follows "virtual:": `PATH?key=value&…`.
    pub fn parse(id: &[u8]) -> Result<Config> {
        let (path, query) = match id.iter().position(|&b| b == b'?') {
            Some(at) => (&id[..at], Some(&id[at + 1..])),
            None => (id, None),
        };
        let mut config = Config { path: parse_path(path)?, ..Config::default() };
        for item in query.map(|q| q.split(|&b| b == b'&')).into_iter().flatten() {
            config.take(item)?;
        }
        config.check()?;
        Ok(config)
    }

    /// What identifies the drive in this process: the file's identity. None without a PATH: each open is a new drive.
    pub fn key(&self) -> Result<Option<String>> {
        let Some(path) = &self.path else { return Ok(None) };
        let resolved = match path.canonicalize() {
            Ok(resolved) => resolved,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => absent(path)?,
            Err(error) => return Err(super::tray::system("cannot be looked up", path, &error)),
        };
        Ok(Some(escape(resolved.as_os_str().as_bytes())))
    }

    pub(super) fn store(&self) -> StoreKind {
        let default = if self.path.is_some() { StoreKind::File } else { StoreKind::Memory };
        self.store.unwrap_or(default)
    }

    pub(super) fn speed(&self) -> Speed {
        self.speed.unwrap_or(Speed::Max)
    }

    /// The drive buffer, in sectors.
    pub(super) fn buffer_sectors(&self) -> u32 {
        self.buffer.unwrap_or(DEFAULT_BUFFER) / SECTOR as u32
    }

    /// The most bytes that a command moves.
    pub(super) fn transfer(&self) -> usize {
        self.transfer.unwrap_or(MAX_TRANSFER) as usize
    }

    pub(super) fn make_clock(&self) -> Arc<Clock> {
        match self.clock.unwrap_or(ClockKind::Real) {
            ClockKind::Real => Clock::real(),
            ClockKind::Scaled(factor) => Clock::scaled(factor),
            ClockKind::Virtual => Clock::simulated(),
        }
    }

    /// Whether what `other` asks for is what this drive is. Whatever `other` leaves open agrees.
    pub(super) fn agrees(&self, other: &Config) -> bool {
        let size = other.size.is_none_or(|size| self.size == Some(size));
        let media = other.media.is_none_or(|media| self.media.is_some_and(|mine| mine.agrees(media)));
        let protect = other.protect.is_none_or(|protect| self.protect == Some(protect));
        let buffer = other.buffer.is_none() || self.buffer_sectors() == other.buffer_sectors();
        let clock = other.clock.is_none_or(|clock| clock == self.clock.unwrap_or(ClockKind::Real));
        let speed = other.speed.is_none_or(|speed| speed == self.speed());
        let store = other.store.is_none_or(|store| store == self.store());
        let transfer = other.transfer.is_none() || self.transfer() == other.transfer();
        size && media && buffer && transfer && clock && speed && store && protect
    }

    /// For [`insert`](super::VirtualRecorder::insert): only what belongs to the disc.
    pub(super) fn check_disc_only(&self) -> Result<()> {
        if self.speed.is_none() && self.buffer.is_none() && self.transfer.is_none() && self.clock.is_none() {
            Ok(())
        } else {
            Err(invalid(
                "Only PATH, media, size, store and protect can be given for a disc; the rest belongs to the drive.",
            ))
        }
    }

    fn take(&mut self, item: &[u8]) -> Result<()> {
        let Some(at) = item.iter().position(|&b| b == b'=') else {
            return Err(invalid(format!(
                "\"{}\" is not key=value in the identifier of a virtual recorder.",
                show(item)
            )));
        };
        let (key, value) = (&item[..at], &item[at + 1..]);
        let fresh = match key {
            b"media" => self.media.replace(parse_media(value)?).is_none(),
            b"size" => {
                let size = number(value, MIN_SIZE, u32::MAX >> 1).ok_or_else(|| {
                    invalid(format!(
                        "size is the number of sectors of 2048 bytes, at least {MIN_SIZE}, and not \"{}\".",
                        show(value)
                    ))
                })?;
                self.size.replace(size).is_none()
            }
            b"speed" => self.speed.replace(parse_speed(value)?).is_none(),
            b"buffer" => {
                let buffer = number(value, SECTOR as u32, MAX_BUFFER).ok_or_else(|| {
                    invalid(format!("buffer is 2048 to {MAX_BUFFER} bytes, and not \"{}\".", show(value)))
                })?;
                self.buffer.replace(buffer).is_none()
            }
            b"transfer" => {
                let transfer = number(value, MIN_TRANSFER, MAX_TRANSFER).ok_or_else(|| {
                    invalid(format!(
                        "transfer is {MIN_TRANSFER} to {MAX_TRANSFER} bytes, and not \"{}\".",
                        show(value)
                    ))
                })?;
                self.transfer.replace(transfer).is_none()
            }
            b"clock" => self.clock.replace(parse_clock(value)?).is_none(),
            b"store" => self.store.replace(parse_store(value)?).is_none(),
            b"protect" => self.protect.replace(parse_protect(value)?).is_none(),
            _ => {
                return Err(invalid(format!(
                    "\"{}\" is not a key of virtual recorders: media, size, speed, buffer, transfer, clock, store, \
                     protect.",
                    show(key)
                )));
            }
        };
        if fresh {
            Ok(())
        } else {
            Err(invalid(format!("\"{}\" is given twice in the identifier.", show(key))))
        }
    }

    /// What keys say together.
    fn check(&self) -> Result<()> {
        match (&self.path, self.store) {
            (Some(_), Some(StoreKind::Memory | StoreKind::Discard)) => {
                return Err(invalid("store=memory and store=discard go without a PATH."));
            }
            (None, Some(StoreKind::File)) => return Err(invalid("store=file needs a PATH.")),
            _ => {}
        }
        match self.media {
            None if self.path.is_none() => {
                Err(invalid("Say which medium is in the drive: media=cd-r, media=none, …"))
            }
            None => Ok(()),
            Some(Media::Nothing) if self.says_more_of_a_disc() => Err(invalid(
                "media=none is a drive without a disc: it takes neither PATH nor size nor store nor protect.",
            )),
            Some(Media::Nothing) => Ok(()),
            Some(Media::Kind(medium)) => self.check_medium(medium),
        }
    }

    fn says_more_of_a_disc(&self) -> bool {
        self.path.is_some() || self.size.is_some() || self.store.is_some() || self.protect.is_some()
    }

    /// Also for a medium that only the disc file names.
    pub(super) fn check_medium(&self, medium: &Medium) -> Result<()> {
        if medium.is_rom() && (self.path.is_none() || self.size.is_some()) {
            return Err(invalid(format!(
                "media={} is a pressed disc: it needs the PATH of an existing image and takes no size.",
                medium.name
            )));
        }
        if let Some(size) = self.size.filter(|&s| s > medium.max_capacity || s % medium.unit != 0) {
            return Err(invalid(format!(
                "size={size} does not exist for media={}: at most {} sectors, in multiples of {}.",
                medium.name, medium.max_capacity, medium.unit
            )));
        }
        if self.protect.is_some_and(|kind| kind != Protection::None && !medium.protections.contains(&kind)) {
            return Err(invalid(format!("media={} cannot be write-protected like this.", medium.name)));
        }
        if self.buffer_sectors() < medium.unit {
            return Err(invalid(format!(
                "buffer must hold one write unit of media={}, {} bytes.",
                medium.name,
                medium.unit as usize * SECTOR
            )));
        }
        Ok(())
    }
}

fn parse_path(bytes: &[u8]) -> Result<Option<PathBuf>> {
    let mut path = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte != b'%' {
            path.push(byte);
            continue;
        }
        let digits = rest.get(..2).and_then(|d| Some(hex(d[0])? << 4 | hex(d[1])?));
        path.push(
            digits.ok_or_else(|| {
                invalid("A % in PATH stands before two hexadecimal digits; write % as %25.")
            })?,
        );
        rest = &rest[2..];
    }
    if path.contains(&0) {
        return Err(invalid("PATH contains a NUL byte."));
    }
    Ok(if path.is_empty() { None } else { Some(PathBuf::from(OsStr::from_bytes(&path))) })
}

fn hex(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).map(|value| value as u8)
}

fn parse_media(value: &[u8]) -> Result<Media> {
    if value == b"none" {
        return Ok(Media::Nothing);
    }
    if let Some(medium) = media::by_name(value) {
        return Ok(Media::Kind(medium));
    }
    let known: Vec<&str> = media::MEDIA.iter().map(|m| m.name).collect();
    let known = known.join(", ");
    Err(invalid(format!("\"{}\" is not a medium: none, {known}.", show(value))))
}

fn parse_speed(value: &[u8]) -> Result<Speed> {
    if value == b"max" {
        return Ok(Speed::Max);
    }
    let speed = number(value, 1, MAX_SPEED).ok_or_else(|| {
        invalid(format!("speed is max or 1 to {MAX_SPEED} sectors per second, and not \"{}\".", show(value)))
    })?;
    Ok(Speed::SectorsPerSecond(speed))
}

fn parse_clock(value: &[u8]) -> Result<ClockKind> {
    match value {
        b"real" => return Ok(ClockKind::Real),
        b"virtual" => return Ok(ClockKind::Virtual),
        _ => {}
    }
    let factor = value.strip_prefix(b"scaled:").and_then(|factor| number(factor, 1, 1_000_000));
    factor.map(ClockKind::Scaled).ok_or_else(|| {
        invalid(format!(
            "clock is real, virtual or scaled:N with N from 1 to 1000000, and not \"{}\".",
            show(value)
        ))
    })
}

fn parse_store(value: &[u8]) -> Result<StoreKind> {
    match value {
        b"file" => Ok(StoreKind::File),
        b"memory" => Ok(StoreKind::Memory),
        b"discard" => Ok(StoreKind::Discard),
        _ => Err(invalid(format!("store is file, memory or discard, and not \"{}\".", show(value)))),
    }
}

fn parse_protect(value: &[u8]) -> Result<Protection> {
    let known = super::persist::PROTECTIONS.iter().find(|(name, _)| name.as_bytes() == value);
    known.map(|(_, kind)| *kind).ok_or_else(|| {
        invalid(format!("protect is none, cartridge or persistent, and not \"{}\".", show(value)))
    })
}

/// Decimal digits only: no sign, no space.
pub(super) fn number(value: &[u8], min: u32, max: u32) -> Option<u32> {
    if value.is_empty() || value.len() > 10 || !value.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = value.iter().fold(0u64, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    u32::try_from(number).ok().filter(|n| (min..=max).contains(n))
}

/// Where a file that does not exist yet will be.
fn absent(path: &Path) -> Result<PathBuf> {
    let Some(name) = path.file_name() else {
        return Err(invalid(format!("\"{}\" does not name a file.", shown(path))));
    };
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder =
        folder.canonicalize().map_err(|e| super::tray::system("is not an existing folder", folder, &e))?;
    Ok(folder.join(name))
}

/// One spelling per path, of which different ones never coincide.
fn escape(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for &byte in bytes {
        match byte {
            b'!'..=b'~' if byte != b'%' => text.push(byte as char),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

fn show(bytes: &[u8]) -> String {
    shown(OsStr::from_bytes(bytes))
}

pub(super) fn invalid(text: impl Into<std::borrow::Cow<'static, str>>) -> Failure {
    Failure::new(DF2D_E_INVALIDARG, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_identifier() {
        let id =
            b"/tmp/a%20b%3F%ff+?media=dvd+r&size=1600&speed=676&buffer=65536&transfer=65536&clock=scaled:10\
                   &store=file";
        let config = Config::parse(id).unwrap();
        assert_eq!(config.path.as_deref().unwrap().as_os_str().as_bytes(), b"/tmp/a b?\xff+");
        assert_eq!(config.media, Some(Media::Kind(media::by_name(b"dvd+r").unwrap())));
        assert_eq!(config.size, Some(1600));
        assert_eq!(config.speed(), Speed::SectorsPerSecond(676));
        assert_eq!((config.buffer_sectors(), config.transfer()), (32, 65_536));
        assert_eq!(config.clock, Some(ClockKind::Scaled(10)));
        assert_eq!(config.store(), StoreKind::File);
    }

    #[test]
    fn what_is_left_out() {
        let config = Config::parse(b"?media=cd-r").unwrap();
        assert_eq!((config.store(), config.speed()), (StoreKind::Memory, Speed::Max));
        assert_eq!(config.buffer_sectors(), 1024);
        assert_eq!(config.key().unwrap(), None);
        assert_eq!(Config::parse(b"x.iso").unwrap().store(), StoreKind::File);
    }

    #[test]
    fn nonsense_is_refused_with_a_sentence() {
        let bad: &[&[u8]] = &[
            b"",
            b"?",
            b"x?",
            b"x?media",
            b"x?media=",
            b"x?media=cd",
            b"x?media=CD-R",
            b"x?media=cd-r&",
            b"x?media=cd-r&&size=320",
            b"x?media=cd-r&media=cd-r",
            b"x?media=cd-r&colour=red",
            b"x?media=cd-r&size=0",
            b"x?media=cd-r&size=15",
            b"x?media=cd-r&size=-1",
            b"x?media=cd-r&size=+320",
            b"x?media=cd-r&size= 320",
            b"x?media=cd-r&size=449850",
            b"x?media=cd-r&size=99999999999999999999",
            b"x?media=dvd+r&size=2295105",
            b"x?media=dvd+r&size=1601",
            b"x?media=bd-re&size=1616",
            b"x?media=cd-r&speed=0",
            b"x?media=cd-r&speed=fast",
            b"x?media=cd-r&speed=10000001",
            b"x?media=cd-r&buffer=0",
            b"x?media=cd-r&buffer=2047",
            b"x?media=bd-re&buffer=65535",
            b"x?media=cd-r&buffer=1073741825",
            b"x?media=cd-r&transfer=32767",
            b"x?media=cd-r&transfer=1048577",
            b"x?media=cd-r&clock=scaled:0",
            b"x?media=cd-r&clock=scaled:",
            b"x?media=cd-r&clock=scaled",
            b"x?media=cd-r&clock=fast",
            b"x?media=cd-r&store=disk",
            b"x?media=cd-r&store=memory",
            b"x?media=cd-r&store=discard",
            b"?media=cd-r&store=file",
            b"x?media=none",
            b"x?media=floppy",
            b"x?media=cd-r&protect=cartridge",
            b"x?media=dvd-ram&protect=glue",
            b"?media=none&protect=none",
            b"?media=none&size=320",
            b"?media=cd-rom",
            b"x?media=cd-rom&size=320",
            b"x%?media=cd-r",
            b"x%4?media=cd-r",
            b"x%4g?media=cd-r",
            b"x%+1?media=cd-r",
            b"x%00?media=cd-r",
            b"x\0?media=cd-r",
        ];
        for id in bad {
            let failure = Config::parse(id).expect_err(&String::from_utf8_lossy(id));
            assert_eq!(failure.hr, DF2D_E_INVALIDARG, "{}", String::from_utf8_lossy(id));
            assert!(failure.text.ends_with('.') || failure.text.ends_with('…'), "{}", failure.text);
        }
    }

    #[test]
    fn one_disc_in_two_states_agrees_with_itself() {
        let first = Config::parse(b"x?media=dvd-rw-ro").unwrap();
        for (id, agrees) in
            [(&b"x?media=dvd-rw"[..], true), (b"x?media=dvd-rw-ro", true), (b"x?media=dvd-r", false)]
        {
            assert_eq!(first.agrees(&Config::parse(id).unwrap()), agrees);
        }
    }

    #[test]
    fn one_key_per_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("disc é");
        let mut id = path.as_os_str().as_bytes().to_vec();
        id.extend_from_slice(b"?media=cd-r");
        let before = Config::parse(&id).unwrap().key().unwrap().unwrap();
        std::fs::write(&path, b"").unwrap();
        assert_eq!(Config::parse(&id).unwrap().key().unwrap().unwrap(), before);
        assert!(before.ends_with("disc%20%C3%A9"), "{before}");
        let lost = Config::parse(b"/no/such/folder/x?media=cd-r").unwrap().key().unwrap_err();
        assert_eq!(lost.hr, DF2D_E_INVALIDARG);
    }

    #[test]
    fn agreement_is_about_what_is_asked() {
        let first = Config::parse(b"x?media=cd-r&size=4000").unwrap();
        for (id, agrees) in [
            (&b"x"[..], true),
            (b"x?media=cd-r", true),
            (b"x?speed=max&buffer=2097152&clock=real&store=file", true),
            (b"x?media=dvd+r", false),
            (b"x?size=4001", false),
            (b"x?clock=virtual", false),
            (b"x?speed=75", false),
            (b"x?buffer=65536", false),
        ] {
            assert_eq!(first.agrees(&Config::parse(id).unwrap()), agrees, "{}", String::from_utf8_lossy(id));
        }
    }
}
