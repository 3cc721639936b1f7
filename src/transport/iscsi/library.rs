//! libiscsi, looked for when the first drive on another machine is opened. It is LGPL and not everybody has it, so the
//! library neither links to it nor needs its header.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::mem::MaybeUninit;

use once_cell::sync::OnceCell;

use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_FAIL, DF2D_E_NOTIMPL};
use crate::transport::thread;

/// The versions whose `struct scsi_task` is the one below, newest first, and the name that a system has which is set up
/// for development.
const NAMES: [&CStr; 6] = [
    c"libiscsi.so.11",
    c"libiscsi.so.10",
    c"libiscsi.so.9",
    c"libiscsi.so.8",
    c"libiscsi.so.7",
    c"libiscsi.so",
];

/// `struct iscsi_context`, which has its secrets.
pub enum Context {}

/// `iscsi_command_cb`
pub type Callback =
    extern "C" fn(context: *mut Context, status: c_int, command_data: *mut c_void, private: *mut c_void);

/// `enum scsi_xfer_dir`
pub mod direction {
    use std::ffi::c_int;

    pub const NONE: c_int = 0;
    pub const READ: c_int = 1;
    pub const WRITE: c_int = 2;
}

/// `enum scsi_residual`: the device moved less than was asked for.
pub const RESIDUAL_UNDERFLOW: c_int = 1;
/// `enum iscsi_session_type`
pub const SESSION_NORMAL: c_int = 2;
/// `enum scsi_status`, where the target sends its initiators elsewhere.
pub const STATUS_REDIRECT: c_int = 0x101;

/// `struct scsi_task`, as far as it is used.
#[repr(C)]
pub struct Task {
    status: c_int,
    cdb_size: c_int,
    direction: c_int,
    expected: c_int,
    cdb: [u8; 16],
    pub residual_status: c_int,
    pub residual: usize,
    sense: Sense,
    pub datain: Received,
    mem: *mut c_void,
    private: *mut c_void,
}

/// `struct scsi_sense`
#[repr(C)]
struct Sense {
    error_type: u8,
    key: c_int,
    ascq: c_int,
    flags: u8,
    bit_pointer: u8,
    field_pointer: u16,
}

/// `struct scsi_data`: what came in, sense data with their length before them included.
#[repr(C)]
pub struct Received {
    pub size: c_int,
    pub data: *const u8,
}

/// `struct iscsi_data`
#[repr(C)]
pub struct Supplied {
    pub size: usize,
    pub data: *const u8,
}

macro_rules! functions {
    ($($name:ident: fn($($argument:ty),*) $(-> $result:ty)?;)*) => {
        /// The functions that are used, by their own names.
        pub struct Library {
            $(pub $name: unsafe extern "C" fn($($argument),*) $(-> $result)?,)*
        }

        impl Library {
            /// None if one of them is missing.
            ///
            /// # Safety
            /// `handle` is libiscsi.
            unsafe fn find(handle: *mut c_void) -> Option<Library> {
                Some(Library {
                    $($name: {
                        let name = concat!(stringify!($name), "\0");
                        // SAFETY: the handle is open, and the name ends with a zero byte.
                        let address = unsafe { libc::dlsym(handle, name.as_ptr().cast()) };
                        if address.is_null() {
                            return None;
                        }
                        // SAFETY: libiscsi declares the function of this name so, in every version of NAMES.
                        unsafe { std::mem::transmute::<*mut c_void, unsafe extern "C" fn($($argument),*) $(-> $result)?>(address) }
                    },)*
                })
            }
        }
    };
}

functions! {
    iscsi_create_context: fn(*const c_char) -> *mut Context;
    iscsi_destroy_context: fn(*mut Context) -> c_int;
    iscsi_set_targetname: fn(*mut Context, *const c_char) -> c_int;
    iscsi_set_session_type: fn(*mut Context, c_int) -> c_int;
    iscsi_set_isid_random: fn(*mut Context, u32, u32) -> c_int;
    iscsi_set_initiator_username_pwd: fn(*mut Context, *const c_char, *const c_char) -> c_int;
    iscsi_set_noautoreconnect: fn(*mut Context, c_int);
    iscsi_connect_async: fn(*mut Context, *const c_char, Callback, *mut c_void) -> c_int;
    iscsi_login_async: fn(*mut Context, Callback, *mut c_void) -> c_int;
    iscsi_logout_async: fn(*mut Context, Callback, *mut c_void) -> c_int;
    iscsi_get_target_address: fn(*mut Context) -> *const c_char;
    iscsi_get_error: fn(*mut Context) -> *const c_char;
    iscsi_get_fd: fn(*mut Context) -> c_int;
    iscsi_which_events: fn(*mut Context) -> c_int;
    iscsi_service: fn(*mut Context, c_int) -> c_int;
    iscsi_scsi_command_async: fn(*mut Context, c_int, *mut Task, Callback, *mut Supplied, *mut c_void) -> c_int;
    scsi_create_task: fn(c_int, *mut u8, c_int, c_int) -> *mut Task;
    scsi_free_scsi_task: fn(*mut Task);
    scsi_set_task_private_ptr: fn(*mut Task, *mut c_void);
}

impl Library {
    /// Loads it, once in a process; what was missing is looked for again.
    pub fn get() -> Result<&'static Library> {
        static LIBRARY: OnceCell<Library> = OnceCell::new();
        LIBRARY.get_or_try_init(|| thread::run("df2d iscsi", || Library::load(&NAMES))?)
    }

    fn load(names: &[&CStr]) -> Result<Library> {
        let handle = names.iter().find_map(|name| {
            // SAFETY: a C string; what runs at loading is the system's own library. It is never unloaded.
            let handle = unsafe { libc::dlopen(name.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
            (!handle.is_null()).then_some(handle)
        });
        let handle = handle.ok_or_else(missing)?;
        // SAFETY: a library of this name.
        unsafe { Library::find(handle) }.filter(Library::has_known_tasks).ok_or_else(|| {
            Failure::new(
                DF2D_E_FAIL,
                "The libiscsi of this system is of a version that the library does not know; install version 1.18, \
                 1.19 or 1.20.",
            )
        })
    }

    /// Whether a task is laid out as [`Task`] is: what was put in by its functions is found in its places.
    fn has_known_tasks(&self) -> bool {
        const CDB: [u8; 16] = *b"not a command...";
        const LENGTH: c_int = 0x0123_4567;
        let mut cdb = CDB;
        // SAFETY: the descriptor block is copied.
        let task = unsafe { (self.scsi_create_task)(16, cdb.as_mut_ptr(), direction::READ, LENGTH) };
        if task.is_null() {
            return false;
        }
        let mark = std::ptr::from_ref(self).cast_mut().cast();
        let mut copy = MaybeUninit::<Task>::zeroed();
        // SAFETY: the task is alive until it is freed, and no version's is smaller than what is copied: the private
        // pointer, the last of it, has always been followed by more. Zeros and any bytes are a Task.
        let copy = unsafe {
            (self.scsi_set_task_private_ptr)(task, mark);
            copy.as_mut_ptr().copy_from_nonoverlapping(task, 1);
            (self.scsi_free_scsi_task)(task);
            copy.assume_init()
        };
        copy.cdb_size == 16
            && copy.direction == direction::READ
            && copy.expected == LENGTH
            && copy.cdb == CDB
            && copy.datain.data.is_null()
            && copy.private == mark
    }
}

fn missing() -> Failure {
    Failure::new(
        DF2D_E_NOTIMPL,
        "A drive on another machine needs libiscsi, which is not installed here: install the package libiscsi7 (Debian, \
         Ubuntu) or libiscsi (Fedora, Arch, openSUSE), and try again.",
    )
}

#[cfg(test)]
mod tests {
    use std::mem::offset_of;
    use std::process::Command;

    use super::*;

    #[test]
    fn a_missing_library_is_named_with_its_package() {
        let failure = Library::load(&[c"libiscsi.so.of-nowhere"]).err().unwrap();
        assert_eq!(failure.hr, DF2D_E_NOTIMPL);
        assert!(failure.text.contains("install the package libiscsi7"), "{}", failure.text);
    }

    #[test]
    fn another_library_of_the_name_is_not_used() {
        let failure = Library::load(&[c"libc.so.6"]).err().unwrap();
        assert_eq!(failure.hr, DF2D_E_FAIL);
    }

    /// The header's word for where things are, where there is a header.
    #[test]
    fn a_task_is_what_the_header_says() {
        const SOURCE: &str = r#"
            #include <stddef.h>
            #include <stdint.h>
            #include <stdio.h>
            #include <iscsi/iscsi.h>
            #include <iscsi/scsi-lowlevel.h>
            #define AT(member) (int)offsetof(struct scsi_task, member)
            int main(void)
            {
                printf("%d %d %d %d %d %d ", AT(cdb_size), AT(xfer_dir), AT(expxferlen), AT(cdb), AT(residual_status), AT(residual));
                printf("%d %d %d %d ", AT(datain.size), AT(datain.data), AT(ptr), (int)offsetof(struct iscsi_data, data));
                printf("%d %d %d %d %d %d\n", SCSI_XFER_NONE, SCSI_XFER_READ, SCSI_XFER_WRITE, SCSI_RESIDUAL_UNDERFLOW,
                    ISCSI_SESSION_NORMAL, SCSI_STATUS_REDIRECT);
                return 0;
            }
        "#;
        let here = tempfile::tempdir().unwrap();
        let (source, program) = (here.path().join("offsets.c"), here.path().join("offsets"));
        std::fs::write(&source, SOURCE).unwrap();
        match Command::new("cc").arg(&source).arg("-o").arg(&program).output() {
            Ok(built) if built.status.success() => {}
            _ => {
                println!("not compared: there is no compiler here, or no header (package libiscsi-dev)");
                return;
            }
        }
        let said = Command::new(&program).output().unwrap().stdout;
        let at = |member: usize| member as c_int;
        let known = [
            at(offset_of!(Task, cdb_size)),
            at(offset_of!(Task, direction)),
            at(offset_of!(Task, expected)),
            at(offset_of!(Task, cdb)),
            at(offset_of!(Task, residual_status)),
            at(offset_of!(Task, residual)),
            at(offset_of!(Task, datain.size)),
            at(offset_of!(Task, datain.data)),
            at(offset_of!(Task, private)),
            at(offset_of!(Supplied, data)),
            direction::NONE,
            direction::READ,
            direction::WRITE,
            RESIDUAL_UNDERFLOW,
            SESSION_NORMAL,
            STATUS_REDIRECT,
        ];
        let said: Vec<c_int> = String::from_utf8(said)
            .unwrap()
            .split_whitespace()
            .map(|number| number.parse().unwrap())
            .collect();
        assert_eq!(said, known);
    }
}
