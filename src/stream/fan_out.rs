//! One source that several writes share: a thread reads it once, into a buffer that each of them copies from.
//!
//! The buffer holds a stretch of the source. It goes on when all have its first byte, and past a write that has not only
//! while the one furthest ahead stands still for want of data: a write that falls behind delays no other by more than the
//! buffer. Such a write goes on alone if the source can be read by position, and else fails.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{JoinHandle, ThreadId};

use super::{Access, Pass, PassCanceller, Source, Stream, cancelled, not_supported};
use crate::callback::{self, ObjectId};
use crate::failure::{Failure, Result};
use crate::hresult::{
    DF2D_E_IMAPI_LOSS_OF_STREAMING, DF2D_E_INVALIDARG, DF2D_E_OUTOFMEMORY, DF2D_E_UNEXPECTED,
};
use crate::transport::{clock, thread};

pub const MOST_STREAMS: usize = 64;
/// For a source from which a write that falls behind can go on alone, and for one where it cannot.
const BUFFER: usize = 32 << 20;
const LARGE_BUFFER: usize = 256 << 20;
const LEAST_BUFFER: usize = 1 << 20;
const MOST_BUFFER: usize = 1 << 30;
/// Asked of the source at once. Much less than the least buffer.
const PIECE: usize = 256 << 10;

/// Streams that share the source. Without a size the buffer has the usual one.
pub(super) fn fan_out(source: &Arc<Stream>, count: usize, buffer: usize) -> Result<Vec<Arc<Stream>>> {
    if count == 0 || count > MOST_STREAMS {
        return Err(Failure::new(DF2D_E_INVALIDARG, "A source can be shared by 1 to 64 streams."));
    }
    if buffer != 0 && !(LEAST_BUFFER..=MOST_BUFFER).contains(&buffer) {
        return Err(Failure::new(
            DF2D_E_INVALIDARG,
            "The shared buffer has from 1048576 bytes to 1073741824; 0 lets the library choose.",
        ));
    }
    if source.group().is_some() {
        return Err(Failure::new(
            DF2D_E_INVALIDARG,
            "The source is itself a stream of a fan-out; share the first source among more streams.",
        ));
    }
    let size = match buffer {
        0 if source.can_be_read_anywhere() => BUFFER,
        0 => LARGE_BUFFER,
        asked => asked,
    };
    let state = State {
        buffer: memory(size)?,
        piece: memory(PIECE)?,
        held: 0..0,
        end: None,
        given_up: false,
        members: vec![Member::default(); count],
        reading: Reading::NotBegun,
        canceller: None,
        thread: None,
    };
    let group = Arc::new(Group {
        source: source.clone(),
        by_position: source.can_be_read_anywhere(),
        state: Mutex::new(state),
        more: Condvar::new(),
        taken: Condvar::new(),
    });
    Ok((0..count).map(|index| Stream::new(Share { group: group.clone(), index })).collect())
}

/// Writing zeroes makes the system back every page now, not in mid-burn. Many at once, for where nothing is optimized:
/// one by one takes Miri hours.
fn memory(size: usize) -> Result<Vec<u8>> {
    const ZEROES: [u8; 4096] = [0; 4096];
    let mut memory = Vec::new();
    memory.try_reserve_exact(size).map_err(|_| {
        Failure::new(DF2D_E_OUTOFMEMORY, "There is not enough memory for the shared buffer; ask for less.")
    })?;
    while memory.len() < size {
        memory.extend_from_slice(&ZEROES[..ZEROES.len().min(size - memory.len())]);
    }
    Ok(memory)
}

/// What the streams of one fan-out have together.
pub(super) struct Group {
    source: Arc<Stream>,
    by_position: bool,
    /// Not held while the source is called: it may call back.
    state: Mutex<State>,
    /// There are more bytes, or it is known that there will be none.
    more: Condvar,
    /// Some were taken, or a write waits for more or wants none any more.
    taken: Condvar,
}

struct State {
    /// Byte N of the source, if it is held, stands at N modulo the length.
    buffer: Vec<u8>,
    /// Where the source is read to; the thread takes it.
    piece: Vec<u8>,
    held: Range<u64>,
    /// How the reading ended.
    end: Option<Result<()>>,
    /// It ended because nobody wanted more.
    given_up: bool,
    members: Vec<Member>,
    reading: Reading,
    canceller: Option<PassCanceller>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Clone, Copy)]
enum Reading {
    NotBegun,
    /// On this thread, which may be inside the source's functions.
    Beginning(ThreadId),
    /// With the source's size as it was then, without and with padding.
    Begun {
        source_size: u64,
        size: u64,
    },
}

/// One of the streams.
#[derive(Clone, Default)]
struct Member {
    place: Place,
    /// Its next byte.
    position: u64,
    /// It was asked for a byte.
    asked: bool,
    /// It has all that was read, and wants more.
    waits: bool,
    cancelled: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    /// Its write has not begun.
    #[default]
    Waiting,
    Sharing,
    /// It reads the source by itself.
    Alone,
    /// It fell behind, and what it needs is gone.
    Lost,
    /// Its write has ended, or nobody has the stream any more.
    Left,
}

impl State {
    /// Whether somebody wants what the thread reads, or may yet.
    fn is_wanted(&self) -> bool {
        self.members.iter().any(|member| matches!(member.place, Place::Waiting | Place::Sharing))
    }

    /// Where the one that is furthest behind is.
    fn least_position(&self) -> u64 {
        let wanting = self.members.iter().filter(|it| matches!(it.place, Place::Waiting | Place::Sharing));
        wanting.map(|member| member.position).min().unwrap_or(self.held.end)
    }

    /// Whether those that fell behind may be dropped. Not before all have begun; where that would be the end of them, not
    /// before all have begun to read, since drives do not become ready at the same time.
    fn may_drop(&self, by_position: bool) -> bool {
        let has_begun = |it: &Member| match it.place {
            Place::Waiting => false,
            Place::Sharing => by_position || it.asked,
            _ => true,
        };
        let starves = |it: &Member| it.place == Place::Sharing && it.waits && it.position == self.held.end;
        self.members.iter().all(has_begun) && self.members.iter().any(starves)
    }

    /// Makes room for up to so many bytes, and says for how many there is.
    fn make_room(&mut self, wanted: usize, by_position: bool) -> usize {
        let capacity = self.buffer.len() as u64;
        let start = (self.held.end + wanted as u64).saturating_sub(capacity).max(self.held.start);
        self.held.start = start.min(self.least_position());
        if self.held.end - self.held.start == capacity && self.may_drop(by_position) {
            self.held.start = start;
            for member in &mut self.members {
                if member.place == Place::Sharing && member.position < start {
                    member.place = if by_position { Place::Alone } else { Place::Lost };
                }
            }
        }
        wanted.min((capacity - (self.held.end - self.held.start)) as usize)
    }

    /// There must be room.
    fn put(&mut self, bytes: &[u8]) {
        let at = (self.held.end % self.buffer.len() as u64) as usize;
        let (first, rest) = bytes.split_at(bytes.len().min(self.buffer.len() - at));
        self.buffer[at..at + first.len()].copy_from_slice(first);
        self.buffer[..rest.len()].copy_from_slice(rest);
        self.held.end += bytes.len() as u64;
    }

    /// The position must be held. Gives less than there is where the buffer comes round.
    fn get(&self, bytes: &mut [u8], position: u64) -> usize {
        let at = (position % self.buffer.len() as u64) as usize;
        let held = usize::try_from(self.held.end - position).unwrap_or(usize::MAX);
        let got = bytes.len().min(held).min(self.buffer.len() - at);
        bytes[..got].copy_from_slice(&self.buffer[at..at + got]);
        got
    }
}

impl Group {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state once the reading has begun, with the first write that does.
    fn begun(self: &Arc<Self>) -> Result<MutexGuard<'_, State>> {
        let this_thread = std::thread::current().id();
        let mut state = self.lock();
        loop {
            match state.reading {
                Reading::Begun { .. } => return Ok(state),
                Reading::Beginning(thread) if thread == this_thread => {
                    return Err(not_supported(
                        "The source is being asked for its size, and cannot begin a write of its own meanwhile.",
                    ));
                }
                Reading::Beginning(_) => {
                    state = self.more.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
                Reading::NotBegun => break,
            }
        }
        state.reading = Reading::Beginning(this_thread);
        drop(state);
        let pass = self.source.begin();
        let mut state = self.lock();
        let begun = pass.and_then(|pass| {
            let begun = Reading::Begun { source_size: pass.source_size, size: pass.size() };
            let (group, canceller) = (self.clone(), pass.canceller());
            state.thread = Some(thread::spawn("df2d fan out", move || group.run(pass))?);
            state.canceller = Some(canceller);
            Ok(begun)
        });
        state.reading = *begun.as_ref().unwrap_or(&Reading::NotBegun);
        self.more.notify_all();
        begun.map(|_| state)
    }

    /// The thread.
    fn run(self: Arc<Self>, mut pass: Pass) {
        // It works for several objects: the source's functions may wait for an operation of none.
        let _inside = callback::enter(ObjectId::EVERY);
        let group = self;
        let read = catch_unwind(AssertUnwindSafe(|| group.read(&mut pass)));
        // Whoever knows of the end finds the source free.
        drop(pass);
        let mut state = group.lock();
        state.end = Some(read.unwrap_or_else(|_| Err(Failure::code(DF2D_E_UNEXPECTED))));
        drop(state);
        group.more.notify_all();
    }

    fn read(&self, pass: &mut Pass) -> Result<()> {
        let mut piece = std::mem::take(&mut self.lock().piece);
        while self.lock().is_wanted() {
            let got = pass.read_some(&mut piece)?;
            if got == 0 {
                break;
            }
            self.share(&piece[..got]);
        }
        Ok(())
    }

    /// Waits for room as long as somebody wants the bytes.
    fn share(&self, mut bytes: &[u8]) {
        let mut state = self.lock();
        while !bytes.is_empty() && state.is_wanted() {
            let (now, later) = bytes.split_at(state.make_room(bytes.len(), self.by_position));
            if now.is_empty() {
                state = self.taken.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            state.put(now);
            self.more.notify_all();
            bytes = later;
        }
    }

    /// A read beside the thread, which only a source that is read by position allows.
    fn read_alone(&self, buffer: &mut [u8], position: u64) -> Result<usize> {
        let Reading::Begun { source_size, .. } = self.lock().reading else { return Ok(0) };
        match usize::try_from(source_size.saturating_sub(position)).unwrap_or(usize::MAX) {
            0 => {
                buffer.fill(0);
                Ok(buffer.len())
            }
            left => {
                let part = buffer.len().min(left);
                self.source.source.read(&mut buffer[..part], position)
            }
        }
    }

    /// Waits for the thread, if nobody needs it any more. Not inside a callback, which it may be waiting for.
    pub(super) fn join(&self) {
        let mut state = self.lock();
        let over = state.end.is_some() || !state.is_wanted();
        let thread = if over { state.thread.take() } else { None };
        drop(state);
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

/// One of the streams, as a source.
struct Share {
    group: Arc<Group>,
    index: usize,
}

impl Share {
    /// It shares no longer. The last one has the reading of the source cancelled.
    fn move_to(&self, place: Place) {
        let mut state = self.group.lock();
        state.members[self.index].place = place;
        let over = !state.is_wanted();
        state.given_up |= over && state.end.is_none();
        let canceller = if over { state.canceller.take() } else { None };
        // Inside a read of the source there is nobody to wake.
        let is_its_own =
            state.thread.as_ref().is_some_and(|it| it.thread().id() == std::thread::current().id());
        drop(state);
        self.group.taken.notify_one();
        if let Some(canceller) = canceller.filter(|_| !is_its_own) {
            clock::user_code(|| canceller.cancel());
        }
    }
}

impl Source for Share {
    fn access(&self) -> Access {
        if self.group.by_position { Access::FromStart } else { Access::Once }
    }

    fn size(&self) -> Result<u64> {
        let reading = self.group.lock().reading;
        if let Reading::Begun { size, .. } = reading { Ok(size) } else { self.group.source.size() }
    }

    fn begin(&self) -> Result<()> {
        let mut state = self.group.begun()?;
        let all_there = state.held.start == 0 && !state.given_up;
        let member = &mut state.members[self.index];
        member.place = match member.place {
            Place::Waiting => Place::Sharing,
            // A write that was refused before it took a byte may be tried again.
            Place::Left if !member.asked && all_there => Place::Sharing,
            _ if self.group.by_position => Place::Alone,
            _ => {
                return Err(not_supported(
                    "The stream has had its write, and its source cannot be read a second time.",
                ));
            }
        };
        member.cancelled = false;
        Ok(())
    }

    /// What was given once is not in the buffer any more.
    fn rewind(&self) -> Result<()> {
        if self.group.lock().members[self.index].asked {
            self.move_to(Place::Alone);
        }
        Ok(())
    }

    fn read(&self, buffer: &mut [u8], position: u64) -> Result<usize> {
        let group = &*self.group;
        let mut state = group.lock();
        loop {
            let member = &mut state.members[self.index];
            match member.place {
                _ if member.cancelled => return Err(cancelled()),
                Place::Sharing => member.asked = true,
                Place::Lost => return Err(lost()),
                Place::Waiting | Place::Alone | Place::Left => break,
            }
            if position < state.held.end {
                let got = state.get(buffer, position);
                state.members[self.index].position = position + got as u64;
                group.taken.notify_one();
                return Ok(got);
            }
            if let Some(end) = &state.end {
                return end.clone().map(|()| 0);
            }
            state.members[self.index].waits = true;
            group.taken.notify_one();
            state = group.more.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.members[self.index].waits = false;
        }
        drop(state);
        group.read_alone(buffer, position)
    }

    fn cancel(&self) {
        self.group.lock().members[self.index].cancelled = true;
        self.group.more.notify_all();
    }

    fn end(&self) {
        self.move_to(Place::Left);
    }

    fn group(&self) -> Option<&Arc<Group>> {
        Some(&self.group)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.move_to(Place::Left);
    }
}

fn lost() -> Failure {
    Failure::new(
        DF2D_E_IMAPI_LOSS_OF_STREAMING,
        "The drive fell behind the others by more than the shared buffer, and the source cannot be read again for it; \
         give the fan-out a larger buffer.",
    )
}

#[cfg(test)]
#[path = "fan_out_tests.rs"]
mod tests;
