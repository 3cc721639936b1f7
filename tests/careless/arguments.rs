//! What is passed for each kind of argument; `table` names them.

use std::alloc::Layout;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::fs::File;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::ptr::{null, null_mut, without_provenance_mut};
use std::sync::OnceLock;

use df2d::ffi::{types::*, virtual_recorder::df2d_virtual_fault};

use super::{Caller, Kind, callbacks};

/// How many of the identifiers are of a disc that can be written.
pub const DISCS: usize = 9;

const SIZES: [usize; 8] = [0, 1, 2, 18, 48, 260, 4096, 65_536];
const HUGE: [usize; 3] = [usize::MAX, isize::MAX as usize, 1 << 32];
const INTS: [i32; 16] = [0, 1, 2, 3, -1, 4, 5, 6, 8, 0x2A, 0x3F, 0x105, i32::MAX, i32::MIN, 0x1_0000, -2];

/// Operation codes, and how long a command is that begins with one.
const COMMANDS: [(u8, usize); 14] = [
    (0x00, 6),
    (0x12, 6),
    (0x1B, 6),
    (0x1E, 6),
    (0x28, 10),
    (0x2A, 10),
    (0x35, 10),
    (0x46, 10),
    (0x51, 10),
    (0x52, 10),
    (0x55, 10),
    (0x5A, 10),
    (0x5B, 10),
    (0xAD, 12),
];

/// All on the virtual clock and in memory.
pub fn ids() -> [&'static CStr; 16] {
    [
        c"virtual:?media=dvd+r&size=160&clock=virtual",
        c"virtual:?media=cd-rw&size=160&clock=virtual&speed=675",
        c"virtual:?media=dvd-rw&size=160&clock=virtual",
        c"virtual:?media=dvd+rw&size=160&clock=virtual&speed=4000",
        c"virtual:?media=bd-r&size=160&clock=virtual",
        c"virtual:?media=bd-re&size=160&clock=virtual",
        c"virtual:?media=dvd-ram&size=160&clock=virtual&protect=cartridge",
        c"virtual:?media=dvd-r-dl&size=320&clock=virtual",
        c"virtual:?media=cd-r&size=160&clock=virtual",
        c"virtual:?media=none&clock=virtual",
        c"virtual:?media=cd-r&size=1601&clock=never",
        c"virtual:/no/such/folder/disc?media=cd-r",
        c"/no/such/drive",
        c"iscsi://",
        c"",
        c"\xFF",
    ]
}

/// Descriptors that are open for as long as the program runs: a file and a socket whose other end is gone.
fn descriptors() -> &'static [OwnedFd] {
    static OPEN: OnceLock<Vec<OwnedFd>> = OnceLock::new();
    OPEN.get_or_init(|| {
        if cfg!(miri) {
            return Vec::new();
        }
        let file = File::open(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
        vec![file.into(), UnixStream::pair().unwrap().0.into()]
    })
}

impl Caller<'_> {
    // --- handles ---

    fn handle(&mut self, kind: Kind) -> usize {
        let alive: Vec<usize> =
            self.alive.iter().filter(|(of, _)| *of == kind).map(|(_, handle)| *handle).collect();
        let handle = match self.below(16) {
            1 => 0,
            2 => self.one_of(&[1, 8, usize::MAX, 1 << 63, 0xDEAD_BEEF]),
            3 => self.any_known(),
            4 => {
                let bit = self.below(usize::BITS as usize);
                self.any_known() ^ (1 << bit)
            }
            _ if alive.is_empty() => 0,
            _ => self.one_of(&alive),
        };
        self.call.first_handle.get_or_insert(handle);
        self.call.bad_handle |= handle != 0 && !self.alive.contains(&(kind, handle));
        handle
    }

    fn any_known(&mut self) -> usize {
        if self.known.is_empty() {
            return 0;
        }
        let which = self.below(self.known.len());
        self.known[which].1
    }

    pub fn writer(&mut self) -> *mut df2d_t {
        without_provenance_mut(self.handle(Kind::Writer))
    }

    pub fn eraser(&mut self) -> *mut df2d_erase_t {
        without_provenance_mut(self.handle(Kind::Eraser))
    }

    pub fn recorder(&mut self) -> *mut df2d_recorder_t {
        without_provenance_mut(self.handle(Kind::Recorder))
    }

    pub fn stream(&mut self) -> *mut df2d_stream_t {
        without_provenance_mut(self.handle(Kind::Stream))
    }

    pub fn master(&mut self) -> *mut df2d_master_t {
        without_provenance_mut(self.handle(Kind::Master))
    }

    fn new_handle<T>(&mut self, kind: Kind) -> *mut *mut T {
        let out: *mut *mut T = self.out();
        if !out.is_null() {
            // SAFETY: it was lent just now. What a call that fails leaves in it must be NULL.
            unsafe { *out = without_provenance_mut(usize::MAX) };
            self.call.handles_out.push((kind, out.cast()));
        }
        out
    }

    pub fn new_writer(&mut self) -> *mut *mut df2d_t {
        self.new_handle(Kind::Writer)
    }

    pub fn new_eraser(&mut self) -> *mut *mut df2d_erase_t {
        self.new_handle(Kind::Eraser)
    }

    pub fn new_recorder(&mut self) -> *mut *mut df2d_recorder_t {
        self.new_handle(Kind::Recorder)
    }

    pub fn new_stream(&mut self) -> *mut *mut df2d_stream_t {
        self.new_handle(Kind::Stream)
    }

    /// Of a fan-out. So many handles are given next.
    pub fn stream_count(&mut self) -> usize {
        self.call.capacity = self.one_of(&[2, 1, 3, 64, 0, 65, usize::MAX]);
        self.call.capacity
    }

    pub fn buffer_size(&mut self) -> usize {
        self.one_of(&[1 << 20, (1 << 20) + 1, 1, 1 << 31, usize::MAX])
    }

    /// Room for as many as were asked for, if that can be.
    pub fn new_streams(&mut self) -> *mut *mut df2d_stream_t {
        if self.below(16) == 1 {
            return null_mut();
        }
        let count = if self.call.capacity > 64 { 0 } else { self.call.capacity };
        let room: *mut *mut df2d_stream_t = self.lend(count * size_of::<usize>()).cast();
        for at in 0..count {
            // SAFETY: it was lent just now, and what a call that fails leaves in it must be NULL.
            unsafe {
                room.add(at).write(without_provenance_mut(usize::MAX));
                self.call.handles_out.push((Kind::Stream, room.add(at).cast()));
            }
        }
        room
    }

    pub fn new_master(&mut self) -> *mut *mut df2d_master_t {
        self.new_handle(Kind::Master)
    }

    // --- memory ---

    /// Exactly so many bytes, aligned for everything that is in the header.
    fn lend(&mut self, bytes: usize) -> *mut u8 {
        let layout = Layout::from_size_align(bytes.max(1), 8).unwrap();
        // SAFETY: the layout is not empty.
        let memory = unsafe { std::alloc::alloc(layout) };
        assert!(!memory.is_null());
        // SAFETY: there are so many bytes.
        unsafe { memory.write_bytes(0xAA, layout.size()) };
        self.call.lent.push((memory, layout));
        memory
    }

    fn filled(&mut self, bytes: usize) -> *mut u8 {
        let memory = self.lend(bytes);
        let mut content = vec![0; bytes];
        // Zeros, when there is nothing left to choose from.
        let _ = self.choices.fill_buffer(&mut content);
        // SAFETY: both are of this length.
        unsafe { memory.copy_from_nonoverlapping(content.as_ptr(), bytes) };
        memory
    }

    /// Room for one value.
    pub fn out<T>(&mut self) -> *mut T {
        if self.below(16) == 1 { null_mut() } else { self.lend(size_of::<T>()).cast() }
    }

    /// Room for a struct that begins with its own size.
    pub fn structure<T>(&mut self) -> *mut T {
        let size = size_of::<T>();
        let (stated, real) = match self.below(8) {
            1 => return null_mut(),
            2 => (0, size),
            3 => (4, size),
            4 => (size - 1, size),
            5 => (size + 24, size + 24),
            _ => (size, size),
        };
        let memory = self.lend(real);
        // SAFETY: there is room for more.
        unsafe { memory.cast::<u32>().write(stated as u32) };
        memory.cast()
    }

    fn size_of_room(&mut self) -> usize {
        let needed = self.needed;
        match self.below(4) {
            0 => needed,
            1 => needed.saturating_sub(1),
            _ => self.one_of(&SIZES),
        }
    }

    /// Room for an array; its size is passed next. Nothing is there when it is NULL, whatever size is passed.
    pub fn room<T>(&mut self) -> *mut T {
        if self.below(6) == 1 {
            self.call.capacity = if self.below(2) == 0 { 0 } else { self.one_of(&HUGE) };
            return null_mut();
        }
        self.call.capacity = self.size_of_room();
        self.lend(self.call.capacity * size_of::<T>()).cast()
    }

    pub fn capacity(&mut self) -> usize {
        self.call.capacity
    }

    pub fn needed(&mut self) -> *mut usize {
        let out: *mut usize = self.out();
        if !out.is_null() {
            // SAFETY: it was lent just now.
            unsafe { *out = 0 };
            self.call.needed_out = Some(out);
        }
        out
    }

    pub fn bytes(&mut self) -> *const u8 {
        if self.below(6) == 1 {
            self.call.capacity = if self.below(2) == 0 { 0 } else { self.one_of(&HUGE) };
            return null();
        }
        self.call.capacity = self.size_of_room();
        self.filled(self.call.capacity)
    }

    pub fn size(&mut self) -> u32 {
        self.call.capacity as u32
    }

    pub fn cdb(&mut self) -> *const u8 {
        if self.below(16) == 1 {
            self.call.capacity = self.one_of(&SIZES);
            return null();
        }
        let (opcode, length) = self.one_of(&COMMANDS);
        self.call.capacity = if self.below(8) == 1 { self.one_of(&SIZES) } else { length };
        let cdb = self.filled(self.call.capacity);
        if self.call.capacity > 0 {
            // SAFETY: there is a first byte.
            unsafe { *cdb = opcode };
        }
        cdb
    }

    pub fn cdb_size(&mut self) -> u32 {
        self.size()
    }

    pub fn sense(&mut self) -> *mut u8 {
        if self.below(16) == 1 { null_mut() } else { self.lend(18) }
    }

    pub fn image(&mut self) -> *const c_void {
        self.call.capacity = self.one_of(&[40 * 2048, callbacks::IMAGE.len(), 0, 1, 2048]);
        if self.below(8) == 1 { null() } else { callbacks::IMAGE.as_ptr().cast() }
    }

    pub fn image_size(&mut self) -> usize {
        self.call.capacity
    }

    pub fn ranges(&mut self) -> *const df2d_block_range {
        self.call.capacity = self.one_of(&[1, 0, 2, 3, 32]);
        if self.below(8) == 1 {
            self.call.capacity = self.one_of(&HUGE);
            return null();
        }
        let bytes = self.call.capacity * size_of::<df2d_block_range>();
        self.filled(bytes) as *const _
    }

    pub fn range_count(&mut self) -> usize {
        self.call.capacity
    }

    // --- text ---

    fn text(&mut self, of: &[&'static CStr]) -> *const c_char {
        if self.below(16) == 1 { null() } else { self.one_of(of).as_ptr() }
    }

    pub fn id(&mut self) -> *const c_char {
        self.text(&ids())
    }

    pub fn name(&mut self) -> *const c_char {
        self.text(&[
            c"fuzzer",
            c"",
            c"\xC3\xA9",
            c"\xFF\xFE",
            c"a name that is longer than any that is allowed for it",
        ])
    }

    pub fn path(&mut self) -> *const c_char {
        self.text(&[c"Cargo.toml", c"", c"/", c"/no/such/file", c"/dev/null", c"\xFF"])
    }

    pub fn spec(&mut self) -> *const c_char {
        self.text(&[
            c"?media=dvd+rw&size=160",
            c"?media=cd-r&size=160",
            c"?media=bd-re&size=160&store=discard",
            c"?media=none",
            c"?media=cd-r&speed=4",
            c"",
        ])
    }

    // --- numbers ---

    pub fn int(&mut self) -> i32 {
        let end = self.one_of(&[4, INTS.len()]);
        INTS[self.below(end)]
    }

    pub fn uint(&mut self) -> u32 {
        self.int() as u32
    }

    pub fn long(&mut self) -> i64 {
        self.one_of(&[0, 1, 2048, 500, 40 * 2048, 3_600_000, -1, i64::MIN, i64::MAX])
    }

    pub fn timeout(&mut self) -> u32 {
        self.one_of(&[u32::MAX, 0, 1])
    }

    pub fn cookie(&mut self) -> u32 {
        if self.cookies.is_empty() || self.below(4) == 1 {
            return self.uint();
        }
        let which = self.below(self.cookies.len());
        self.cookies[which]
    }

    pub fn new_cookie(&mut self) -> *mut u32 {
        let out: *mut u32 = self.out();
        self.call.cookie_out = (!out.is_null()).then_some(out);
        out
    }

    pub fn fd(&mut self) -> c_int {
        let open = descriptors();
        match self.below(2 + open.len()) {
            0 => -1,
            1 => 1_000_000,
            n => open[n - 2].as_raw_fd(),
        }
    }

    // --- functions ---

    fn function<F>(&mut self, function: F) -> Option<F> {
        (self.below(8) != 1).then_some(function)
    }

    pub fn user_data(&mut self) -> *mut c_void {
        callbacks::user_data(self.below(callbacks::BEHAVIOURS))
    }

    pub fn free_fn(&mut self) -> df2d_free_fn {
        if self.below(4) == 1 { None } else { callbacks::free_fn() }
    }

    pub fn update_fn(&mut self) -> df2d_update_fn {
        self.function(callbacks::update)
    }

    pub fn end_fn(&mut self) -> df2d_end_fn {
        self.function(callbacks::end)
    }

    pub fn erase_update_fn(&mut self) -> df2d_erase_update_fn {
        self.function(callbacks::erase_update)
    }

    pub fn erase_end_fn(&mut self) -> df2d_erase_end_fn {
        self.function(callbacks::erase_end)
    }

    pub fn notify_fn(&mut self) -> df2d_master_notify_fn {
        self.function(callbacks::notify)
    }

    pub fn log_fn(&mut self) -> df2d_log_fn {
        self.function(callbacks::log)
    }

    pub fn callbacks(&mut self) -> *const df2d_stream_callbacks {
        let memory: *mut df2d_stream_callbacks = self.structure();
        if memory.is_null() {
            return memory;
        }
        // SAFETY: there is room for the whole struct, whose first member is filled in already; what lies beyond it must
        // be zero.
        unsafe {
            let struct_size = (*memory.cast::<[u32; 1]>())[0];
            memory.write(df2d_stream_callbacks {
                struct_size,
                reserved: u32::from(self.below(16) == 1),
                size: self.function(callbacks::size),
                read: self.function(callbacks::read),
                seek: self.function(callbacks::seek),
                cancel: self.function(callbacks::cancel),
                close: self.function(callbacks::close),
            });
            if struct_size as usize > size_of::<df2d_stream_callbacks>() {
                let beyond = struct_size as usize - size_of::<df2d_stream_callbacks>();
                memory.add(1).cast::<u8>().write_bytes(u8::from(self.below(2) == 1), beyond);
            }
        }
        memory
    }

    pub fn fault(&mut self) -> *const df2d_virtual_fault {
        let memory: *mut df2d_virtual_fault = self.structure();
        if memory.is_null() {
            return memory;
        }
        let (opcode, lba) =
            (self.one_of(&[-1, 0x2A, 0x35, 0x5B, 0, 0x51, 300]), self.one_of(&[-1, 0, 20, -2]));
        let [sense_key, asc, ascq] =
            [self.one_of(&[2, 3, 4, 5, 6, 7, 16]), self.one_of(&[4, 0x0C, 0x28, 0x29]), 0];
        let (deferred, delay_ms) = (self.below(2) as u8, self.one_of(&[0, 1000, 3_600_000, -1, i64::MAX]));
        let (skip, times, effect) = (self.below(20) as u32, self.below(3) as u32, self.below(9) as i32);
        // SAFETY: there is room for the whole struct, whose first member is filled in already.
        unsafe {
            let struct_size = (*memory.cast::<[u32; 1]>())[0];
            memory.write(df2d_virtual_fault {
                struct_size,
                opcode,
                lba,
                skip,
                times,
                effect,
                sense_key,
                asc,
                ascq,
                deferred,
                delay_ms,
            });
        }
        memory
    }
}
