//! The handle table: from the tokens that C programs hold to the objects behind them.
//!
//! A token is not an address. It names a slot and the slot's generation at the time it was given out, so one that
//! was destroyed, made up, or is of another type is told apart from a live one without touching any memory.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use once_cell::sync::Lazy;

use super::types::{df2d_erase_t, df2d_master_t, df2d_recorder_t, df2d_stream_t, df2d_t};
use crate::alive::Alive;
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_HANDLE, DF2D_E_OUTOFMEMORY, DF2D_E_POINTER};
use crate::imapi::data::DiscFormat2Data;
use crate::imapi::erase::DiscFormat2Erase;
use crate::imapi::master::DiscMaster;
use crate::imapi::recorder::Recorder;
use crate::stream::Stream;

/// What a token stands for: an object, and the last failure of a call through this token.
pub(super) struct Handle<T> {
    pub object: Arc<T>,
    last_error: Mutex<Option<Failure>>,
    _alive: Option<Alive>,
}

impl<T> Handle<T> {
    pub fn last_error(&self) -> Option<Failure> {
        self.error().clone()
    }

    pub fn set_error(&self, failure: Failure) {
        let old = self.error().replace(failure);
        drop(old);
    }

    fn error(&self) -> MutexGuard<'_, Option<Failure>> {
        self.last_error.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A type of object that has handles.
pub(super) trait Kind: Send + Sync + Sized + 'static {
    /// The C type whose pointers are the tokens.
    type Token;
    /// Its name in df2d.h.
    const NAME: &'static str;
    /// Whether the object counts itself as alive, because it can outlive its handles.
    const COUNTS_ITSELF: bool = false;
    fn wrap(handle: Arc<Handle<Self>>) -> Object;
    fn unwrap(object: &Object) -> Option<&Arc<Handle<Self>>>;
}

#[derive(Clone)]
pub(super) enum Object {
    Data(Arc<Handle<DiscFormat2Data>>),
    Erase(Arc<Handle<DiscFormat2Erase>>),
    Master(Arc<Handle<DiscMaster>>),
    Recorder(Arc<Handle<Recorder>>),
    Stream(Arc<Handle<Stream>>),
}

impl Kind for DiscFormat2Data {
    type Token = df2d_t;
    const NAME: &'static str = "df2d_t";
    const COUNTS_ITSELF: bool = true;
    fn wrap(handle: Arc<Handle<Self>>) -> Object {
        Object::Data(handle)
    }
    fn unwrap(object: &Object) -> Option<&Arc<Handle<Self>>> {
        if let Object::Data(handle) = object { Some(handle) } else { None }
    }
}

impl Kind for DiscFormat2Erase {
    type Token = df2d_erase_t;
    const NAME: &'static str = "df2d_erase_t";
    const COUNTS_ITSELF: bool = true;
    fn wrap(handle: Arc<Handle<Self>>) -> Object {
        Object::Erase(handle)
    }
    fn unwrap(object: &Object) -> Option<&Arc<Handle<Self>>> {
        if let Object::Erase(handle) = object { Some(handle) } else { None }
    }
}

impl Kind for DiscMaster {
    type Token = df2d_master_t;
    const NAME: &'static str = "df2d_master_t";
    const COUNTS_ITSELF: bool = true;
    fn wrap(handle: Arc<Handle<Self>>) -> Object {
        Object::Master(handle)
    }
    fn unwrap(object: &Object) -> Option<&Arc<Handle<Self>>> {
        if let Object::Master(handle) = object { Some(handle) } else { None }
    }
}

impl Kind for Recorder {
    type Token = df2d_recorder_t;
    const NAME: &'static str = "df2d_recorder_t";
    fn wrap(handle: Arc<Handle<Self>>) -> Object {
        Object::Recorder(handle)
    }
    fn unwrap(object: &Object) -> Option<&Arc<Handle<Self>>> {
        if let Object::Recorder(handle) = object { Some(handle) } else { None }
    }
}

impl Kind for Stream {
    type Token = df2d_stream_t;
    const NAME: &'static str = "df2d_stream_t";
    const COUNTS_ITSELF: bool = true;
    fn wrap(handle: Arc<Handle<Self>>) -> Object {
        Object::Stream(handle)
    }
    fn unwrap(object: &Object) -> Option<&Arc<Handle<Self>>> {
        if let Object::Stream(handle) = object { Some(handle) } else { None }
    }
}

/// Gives out a new token for the object.
pub(super) fn insert<T: Kind>(object: Arc<T>) -> Result<*mut T::Token> {
    let alive = (!T::COUNTS_ITSELF).then(Alive::new);
    let handle = Arc::new(Handle { object, last_error: Mutex::new(None), _alive: alive });
    let mut table = TABLE.write().unwrap_or_else(PoisonError::into_inner);
    let token = table.insert(T::wrap(handle));
    drop(table);
    let token = token.ok_or_else(|| {
        Failure::new(
            DF2D_E_OUTOFMEMORY,
            "There is no room for a further handle; destroy those no longer needed.",
        )
    })?;
    Ok(std::ptr::without_provenance_mut(token))
}

/// The handle behind a token. The table is not locked any more when it returns.
pub(super) fn find<T: Kind>(token: *const T::Token) -> Result<Arc<Handle<T>>> {
    if token.is_null() {
        return Err(Failure::new(DF2D_E_POINTER, format!("The {} is NULL.", T::NAME)));
    }
    let table = TABLE.read().unwrap_or_else(PoisonError::into_inner);
    let handle = table.get(token.addr()).and_then(T::unwrap).cloned();
    drop(table);
    handle.ok_or_else(bad_handle::<T>)
}

/// Takes the token out of use and gives what was behind it.
pub(super) fn remove<T: Kind>(token: *const T::Token) -> Result<Arc<Handle<T>>> {
    let mut table = TABLE.write().unwrap_or_else(PoisonError::into_inner);
    let handle = table.get(token.addr()).and_then(T::unwrap).cloned();
    // What the slot held is dropped after the lock: it can be the object's end, and that calls user code.
    let held = handle.as_ref().and_then(|_| table.remove(token.addr()));
    drop(table);
    drop(held);
    handle.ok_or_else(bad_handle::<T>)
}

fn bad_handle<T: Kind>() -> Failure {
    let name = T::NAME;
    Failure::new(
        DF2D_E_HANDLE,
        format!("The {name} was destroyed, is of another type, or never came from this library."),
    )
}

static TABLE: Lazy<RwLock<Table<Object>>> = Lazy::new(|| RwLock::new(Table::new()));

struct Slot<T> {
    generation: usize,
    content: Option<T>,
}

struct Table<T> {
    slots: Vec<Slot<T>>,
    free: Vec<usize>,
}

// How a token is laid out. With 64 bits a tag in the top byte makes it an address that no program can have; with
// 32 bits the generation, which is never 0, keeps it above the first megabyte. Neither is ever -1 or small, which
// garbage collectors and .NET's SafeHandle take amiss.
#[cfg(target_pointer_width = "64")]
mod layout {
    pub const INDEX_BITS: u32 = 28;
    pub const GENERATION_BITS: u32 = 28;
    pub const TAG: usize = 0x5D << 56;
}
#[cfg(not(target_pointer_width = "64"))]
mod layout {
    pub const INDEX_BITS: u32 = 20;
    pub const GENERATION_BITS: u32 = 12;
    pub const TAG: usize = 0;
}
/// One short of all bits set, so that no token is -1.
const MAX_SLOTS: usize = (1 << layout::INDEX_BITS) - 1;
const LAST_GENERATION: usize = (1 << layout::GENERATION_BITS) - 1;

impl<T> Table<T> {
    const fn new() -> Table<T> {
        Table { slots: Vec::new(), free: Vec::new() }
    }

    /// None when the table is full or memory is out.
    fn insert(&mut self, content: T) -> Option<usize> {
        let index = match self.free.pop() {
            Some(index) => index,
            None => self.grow()?,
        };
        let slot = &mut self.slots[index];
        slot.content = Some(content);
        Some(layout::TAG | slot.generation << layout::INDEX_BITS | index)
    }

    fn grow(&mut self) -> Option<usize> {
        let index = self.slots.len();
        if index >= MAX_SLOTS {
            return None;
        }
        self.slots.try_reserve(1).ok()?;
        // Removing never allocates: there is room for every slot in the free list from the start.
        self.free.try_reserve(self.slots.len() + 1).ok()?;
        self.slots.push(Slot { generation: 1, content: None });
        Some(index)
    }

    fn index_of(&self, token: usize) -> Option<usize> {
        let index = token & ((1 << layout::INDEX_BITS) - 1);
        let slot = self.slots.get(index)?;
        (token == layout::TAG | slot.generation << layout::INDEX_BITS | index).then_some(index)
    }

    fn get(&self, token: usize) -> Option<&T> {
        self.slots[self.index_of(token)?].content.as_ref()
    }

    fn remove(&mut self, token: usize) -> Option<T> {
        let index = self.index_of(token)?;
        let slot = &mut self.slots[index];
        let content = slot.content.take()?;
        // A slot that has used up its generations is never used again: a token is never given out twice.
        if slot.generation < LAST_GENERATION {
            slot.generation += 1;
            self.free.push(index);
        }
        Some(content)
    }
}

#[cfg(test)]
#[path = "handles_tests.rs"]
mod tests;
