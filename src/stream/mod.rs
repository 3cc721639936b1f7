//! Where the bytes of a write come from.

#![deny(unsafe_code)]

mod callbacks;
mod fan_out;
mod file;
mod pipe;
#[allow(unsafe_code)]
mod sys;

use std::ops::RangeInclusive;
use std::os::fd::BorrowedFd;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use callbacks::Callbacks;
pub use fan_out::MOST_STREAMS;

use crate::alive::Alive;
use crate::failure::{Failure, Result};
use crate::hresult::{
    DF2D_E_ABORT, DF2D_E_ACCESSDENIED, DF2D_E_FAIL, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED,
    DF2D_E_OUTOFMEMORY,
};

const SECTOR: u64 = 2048;

/// How a source can be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    /// At any position, by any number of passes at once.
    ByPosition,
    /// By one pass at a time, each from the start.
    FromStart,
    /// By one pass, ever.
    Once,
}

/// A kind of source.
trait Source: Send + Sync {
    fn access(&self) -> Access;

    /// Size in bytes, as it is now.
    fn size(&self) -> Result<u64>;

    /// A pass begins.
    fn begin(&self) -> Result<()> {
        Ok(())
    }

    /// The pass that began has ended.
    fn end(&self) {}

    /// Goes back to the start, before each pass. Only of [`Access::FromStart`].
    fn rewind(&self) -> Result<()> {
        Ok(())
    }

    /// Reads some bytes; none is the end. Those that are not read by position read on from where they are.
    fn read(&self, buffer: &mut [u8], position: u64) -> Result<usize>;

    /// Makes a read that runs on another thread, or is about to, return.
    fn cancel(&self) {}

    /// Those with whom it shares another source.
    fn group(&self) -> Option<&Arc<fan_out::Group>> {
        None
    }
}

/// A source of data. Any number of handles and writes share one.
pub struct Stream {
    source: Box<dyn Source>,
    padding: AtomicBool,
    ranges: Mutex<Vec<RangeInclusive<u32>>>,
    turn: Mutex<Turn>,
    /// A byte was asked of a source that can be read once.
    consumed: AtomicBool,
    _alive: Alive,
}

/// Who uses a source that serves one at a time.
#[derive(Default)]
struct Turn {
    taken: bool,
    /// The answer for those who ask meanwhile.
    last_size: Option<u64>,
}

impl Stream {
    fn new(source: impl Source + 'static) -> Arc<Stream> {
        Arc::new(Stream {
            source: Box::new(source),
            padding: AtomicBool::new(false),
            ranges: Mutex::default(),
            turn: Mutex::default(),
            consumed: AtomicBool::new(false),
            _alive: Alive::new(),
        })
    }

    /// A regular file or block device, opened now. A path is bytes.
    pub fn from_file(path: &[u8]) -> Result<Arc<Stream>> {
        Ok(Stream::new(file::FileSource::open(path)?))
    }

    /// A duplicate of an open descriptor. Without a size, the file says it; a pipe cannot.
    pub fn from_fd(fd: BorrowedFd<'_>, size: Option<u64>) -> Result<Arc<Stream>> {
        let file = file::duplicate(fd)?;
        if file::is_seekable(&file)? {
            Ok(Stream::new(file::FileSource::new(file, size)))
        } else {
            Ok(Stream::new(pipe::PipeSource::new(file, size)?))
        }
    }

    pub fn from_memory(memory: impl AsRef<[u8]> + Send + Sync + 'static) -> Arc<Stream> {
        Stream::new(MemorySource(memory))
    }

    pub fn from_callbacks(callbacks: impl Callbacks + 'static) -> Arc<Stream> {
        Stream::new(callbacks::CallbackSource(callbacks))
    }

    /// Streams that share this one: it is read once for all of them. A buffer of 0 bytes is one of the usual size.
    pub fn fan_out(self: &Arc<Self>, count: usize, buffer_bytes: usize) -> Result<Vec<Arc<Stream>>> {
        fan_out::fan_out(self, count, buffer_bytes)
    }

    fn group(&self) -> Option<&Arc<fan_out::Group>> {
        self.source.group()
    }

    /// Drops this reference and, if it was the last that a thread of the stream's worked for, waits for that thread.
    pub fn let_go(self: Arc<Self>) {
        let group = self.group().cloned();
        drop(self);
        if let Some(group) = group {
            group.join();
        }
    }

    /// Whether passes that begin from now on end with zeros up to a whole sector.
    pub fn put_padding(&self, on: bool) {
        self.padding.store(on, Ordering::Relaxed);
    }

    pub fn padding(&self) -> bool {
        self.padding.load(Ordering::Relaxed)
    }

    /// The sectors that writes which begin from now on take from it, in this order; none is all of it. They may
    /// overlap: what comes later is written later.
    pub fn put_block_ranges(&self, ranges: Vec<RangeInclusive<u32>>) {
        *self.ranges.lock().unwrap_or_else(PoisonError::into_inner) = ranges;
    }

    pub fn block_ranges(&self) -> Vec<RangeInclusive<u32>> {
        self.ranges.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Block ranges need that.
    pub fn can_be_read_anywhere(&self) -> bool {
        self.source.access() == Access::ByPosition
    }

    /// Size in bytes as the source has it now, padding included: what a write will record. Of a source that serves
    /// one at a time and is in use, it is the size that it last said.
    pub fn size(&self) -> Result<u64> {
        let size = match self.take_turn() {
            Ok(_turn) => self.ask_size()?,
            Err(in_use) => self.turn().last_size.ok_or(in_use)?,
        };
        Ok(self.padded(size))
    }

    /// Begins a pass over the whole stream from its start. Refused while a stream that cannot be read by
    /// position (callbacks, a pipe) is in use, and once one that cannot go back (callbacks without seek, a pipe) has
    /// been read from.
    pub fn begin(self: &Arc<Self>) -> Result<Pass> {
        let turn = self.take_turn()?;
        if self.source.access() == Access::Once && self.consumed.load(Ordering::Acquire) {
            return Err(not_supported(
                "The stream cannot be read a second time: it cannot go back to its start. Make a new one.",
            ));
        }
        self.source.begin()?;
        // The pass keeps the turn, and ends it when it is dropped.
        std::mem::forget(turn);
        let mut pass = Pass {
            stream: self.clone(),
            source_size: 0,
            size: 0,
            parts: Vec::new(),
            part: 0,
            before_part: 0,
            position: 0,
            ended: false,
            control: Arc::default(),
        };
        pass.source_size = self.ask_size()?;
        pass.size = self.padded(pass.source_size);
        if self.source.access() == Access::FromStart {
            self.source.rewind()?;
        }
        Ok(pass)
    }

    /// Whether a second pass, after the first was dropped, can read it again (verification).
    pub fn can_be_read_again(&self) -> bool {
        self.source.access() != Access::Once
    }

    fn ask_size(&self) -> Result<u64> {
        let size = self.source.size()?;
        if size > i64::MAX as u64 - SECTOR {
            return Err(not_supported("The stream says a size that no disc can have."));
        }
        self.turn().last_size = Some(size);
        Ok(size)
    }

    fn padded(&self, size: u64) -> u64 {
        if self.padding() { size.next_multiple_of(SECTOR) } else { size }
    }

    fn take_turn(&self) -> Result<TakenTurn<'_>> {
        if self.source.access() != Access::ByPosition && std::mem::replace(&mut self.turn().taken, true) {
            return Err(not_supported(
                "The stream is in use: one of callbacks, a pipe or a fan-out serves one write at a time.",
            ));
        }
        Ok(TakenTurn(self))
    }

    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct TakenTurn<'a>(&'a Stream);

impl Drop for TakenTurn<'_> {
    fn drop(&mut self) {
        self.0.turn().taken = false;
    }
}

fn not_supported(text: &'static str) -> Failure {
    Failure::new(DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED, text)
}

/// One reading of a stream from its start to its end. Dropping it frees the stream for the next.
pub struct Pass {
    stream: Arc<Stream>,
    /// What the source said it has.
    source_size: u64,
    /// That, with padding; or what the parts have together.
    size: u64,
    /// Without any, all of it.
    parts: Vec<Part>,
    /// The part that the next byte belongs to, and what the parts before it have together.
    part: usize,
    before_part: u64,
    /// Bytes given so far.
    position: u64,
    /// The source ended before its size.
    ended: bool,
    control: Arc<Control>,
}

/// Bytes of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub start: u64,
    pub len: u64,
}

impl Pass {
    /// Gives only these parts, in this order. The source must be one that is read by position.
    pub fn of_parts(mut self, parts: Vec<Part>) -> Result<Pass> {
        if self.stream.source.access() != Access::ByPosition {
            return Err(not_supported(
                "Block ranges need a stream that can be read at any position: a file, or memory.",
            ));
        }
        if parts.iter().any(|part| part.start.saturating_add(part.len) > self.size) {
            return Err(not_supported("A block range lies beyond the end of the stream."));
        }
        self.size = parts.iter().map(|part| part.len).sum();
        self.parts = parts;
        Ok(self)
    }

    /// Whether it can begin once more.
    pub fn can_restart(&self) -> bool {
        self.stream.can_be_read_again()
    }

    /// Begins once more, from the start.
    pub fn restart(&mut self) -> Result<()> {
        if self.stream.source.access() == Access::FromStart {
            self.stream.source.rewind()?;
        }
        (self.position, self.part, self.before_part) = (0, 0, 0);
        self.ended = false;
        Ok(())
    }

    /// Where in the stream the next byte stands, and how many follow it there.
    fn place(&mut self) -> Part {
        while let Some(part) = self.parts.get(self.part) {
            let within = self.position - self.before_part;
            if within < part.len {
                return Part { start: part.start + within, len: part.len - within };
            }
            self.before_part += part.len;
            self.part += 1;
        }
        Part { start: self.position, len: u64::MAX }
    }

    /// The bytes that this pass will give, padding included, unless the source ends early.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Fills the buffer, or as much as there is: less only at the end of the stream. A source that ends before its
    /// size is not padded.
    pub fn fill(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.read_some(&mut buffer[filled..])? {
                0 => break,
                got => filled += got,
            }
        }
        Ok(filled)
    }

    /// Reads some bytes; none is the end.
    fn read_some(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let wanted = usize::try_from(self.size - self.position).unwrap_or(usize::MAX).min(buffer.len());
        if wanted == 0 || self.ended {
            return Ok(0);
        }
        let place = self.place();
        let part = usize::try_from(place.len).unwrap_or(usize::MAX).min(wanted);
        let left = usize::try_from(self.source_size.saturating_sub(place.start)).unwrap_or(usize::MAX);
        let got = match left {
            0 => {
                buffer[..part].fill(0);
                part
            }
            left => self.read(&mut buffer[..part.min(left)], place.start)?,
        };
        self.ended = got == 0;
        self.position += got as u64;
        Ok(got)
    }

    fn read(&self, buffer: &mut [u8], position: u64) -> Result<usize> {
        let _reading = self.control.begin_read()?;
        self.stream.consumed.store(true, Ordering::Release);
        self.stream.source.read(buffer, position)
    }

    /// Makes a `fill` that runs on another thread return, where the source can, and all later ones at once.
    pub fn canceller(&self) -> PassCanceller {
        PassCanceller { stream: self.stream.clone(), control: self.control.clone() }
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        self.stream.source.end();
        drop(TakenTurn(&self.stream));
    }
}

/// Whether a read runs, and whether none is wanted any more. Atomic: it is asked once per read.
#[derive(Default)]
struct Control(AtomicU8);

const READING: u8 = 1;
const CANCELLED: u8 = 2;

impl Control {
    fn begin_read(&self) -> Result<Reading<'_>> {
        let before = self.0.fetch_or(READING, Ordering::AcqRel);
        let reading = Reading(self);
        if before & CANCELLED == 0 { Ok(reading) } else { Err(cancelled()) }
    }

    /// Whether a read must be told.
    fn cancel(&self) -> bool {
        self.0.fetch_or(CANCELLED, Ordering::AcqRel) == READING
    }
}

struct Reading<'a>(&'a Control);

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_and(!READING, Ordering::AcqRel);
    }
}

fn cancelled() -> Failure {
    Failure::new(DF2D_E_ABORT, "The reading of the stream was cancelled.")
}

/// See [`Pass::canceller`].
#[derive(Clone)]
pub struct PassCanceller {
    stream: Arc<Stream>,
    control: Arc<Control>,
}

impl PassCanceller {
    /// Reaches the source at most once.
    pub fn cancel(&self) {
        if self.control.cancel() {
            self.stream.source.cancel();
        }
    }

    /// The pass was dropped: waits for what the stream still does for it on a thread of its own.
    pub fn finish(self) {
        self.stream.let_go();
    }
}

struct MemorySource<M>(M);

impl<M: AsRef<[u8]> + Send + Sync> Source for MemorySource<M> {
    fn access(&self) -> Access {
        Access::ByPosition
    }

    fn size(&self) -> Result<u64> {
        Ok(self.0.as_ref().len() as u64)
    }

    fn read(&self, buffer: &mut [u8], position: u64) -> Result<usize> {
        let rest =
            usize::try_from(position).ok().and_then(|at| self.0.as_ref().get(at..)).unwrap_or_default();
        let got = rest.len().min(buffer.len());
        buffer[..got].copy_from_slice(&rest[..got]);
        Ok(got)
    }
}

/// A failed system call. The texts are static: it can happen on the path of a burn.
fn system_failure(error: &std::io::Error, text: &'static str) -> Failure {
    let errno = error.raw_os_error().unwrap_or(0);
    let (hr, text) = match errno {
        libc::EACCES | libc::EPERM => {
            (DF2D_E_ACCESSDENIED, "The source may not be read; give this user the right to read it.")
        }
        libc::ENOENT => (DF2D_E_FAIL, "There is no such file; check the path."),
        libc::EMFILE | libc::ENFILE => {
            (DF2D_E_FAIL, "Too many files are open; close some, or raise the limit (ulimit -n).")
        }
        libc::ENOMEM => (DF2D_E_OUTOFMEMORY, "The system has no memory left; free some and try again."),
        libc::EIO => (DF2D_E_FAIL, "The source could not be read: its device reports an error (EIO)."),
        _ => (DF2D_E_FAIL, text),
    };
    Failure::new(hr, text).errno(errno)
}

#[cfg(test)]
mod tests;
