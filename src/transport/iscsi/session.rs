//! One session with a target: from login to logout, a command at a time. libiscsi is used without its own waits, so that
//! every wait has this library's limits, and without its reconnects.

use std::cell::Cell;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::io::{Error, ErrorKind};
use std::time::Duration;

use super::address::Address;
use super::library::{Callback, Context, Library, RESIDUAL_UNDERFLOW, SESSION_NORMAL, STATUS_REDIRECT};
use super::library::{Supplied, Task, direction};
use crate::transport::clock::Time;
use crate::transport::{Answer, Clock, Data, status};

/// What targets know this library by: the name that goes into an access list.
const INITIATOR: &CStr = c"iqn.2007-10.com.github:libdf2d";
/// What the peer does not acknowledge for this long, it will not.
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);
/// A silent connection is asked after this long, and then this often, whether the peer is still there.
const SILENCE: Duration = Duration::from_secs(10);
const PROBES: Duration = Duration::from_secs(5);
/// A target that does not take leave in this time is left without.
const LEAVE: Duration = Duration::from_secs(2);
/// A look at a session reads so many pieces of what the target has sent, and no more.
const MOST_AT_ONCE: usize = 64;

/// Why an exchange with the target came to no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// No answer until the limit.
    Timeout,
    /// The connection broke, or what came over it made no sense.
    Lost,
    /// There is no memory for it; nothing was sent.
    NoMemory,
}

/// Why there is no session.
pub enum NoSession {
    /// Nobody answers there.
    Unreachable(String),
    /// The target does not want us, or is not there.
    Refused(String),
}

pub struct Session {
    library: &'static Library,
    context: *mut Context,
    /// The command under way, or the last one.
    task: *mut Task,
    /// On the heap, because libiscsi keeps its address.
    end: Box<End>,
    /// Something went wrong, and a logout would not get through.
    broken: bool,
}

/// How the exchange that was begun last ended.
#[derive(Default)]
struct End {
    come: Cell<bool>,
    status: Cell<c_int>,
}

// SAFETY: a context is used by one thread at a time, which a Session, being used through `&mut`, takes care of; libiscsi
// ties it to no particular thread.
unsafe impl Send for Session {}

extern "C" fn ended(_: *mut Context, status: c_int, _: *mut c_void, end: *mut c_void) {
    // SAFETY: what every exchange is begun with is the End of its session, which outlives the context.
    let end = unsafe { &*end.cast::<End>() };
    end.come.set(true);
    end.status.set(status);
}

impl Session {
    /// Connects and logs in, until `until` at the latest. `isid` tells a target which session this one takes the place of.
    pub fn open(
        library: &'static Library,
        address: &Address,
        isid: u32,
        clock: &Clock,
        until: Time,
    ) -> Result<Session, NoSession> {
        // SAFETY: a C string, which is copied.
        let context = unsafe { (library.iscsi_create_context)(INITIATOR.as_ptr()) };
        if context.is_null() {
            return Err(NoSession::Unreachable("there is no memory for it".to_owned()));
        }
        let task = std::ptr::null_mut();
        let mut session = Session { library, context, task, end: Box::default(), broken: true };
        session.set_up(address, isid);
        session.connect(address, clock, until)?;
        session.log_in(clock, until)?;
        session.broken = false;
        Ok(session)
    }

    fn set_up(&mut self, address: &Address, isid: u32) {
        let (library, context) = (self.library, self.context);
        // SAFETY: the context lives, and the C strings are copied.
        unsafe {
            // A command that was under way is never repeated underneath.
            (library.iscsi_set_noautoreconnect)(context, 1);
            (library.iscsi_set_session_type)(context, SESSION_NORMAL);
            (library.iscsi_set_targetname)(context, address.target.as_ptr());
            (library.iscsi_set_isid_random)(context, isid, 0);
            if let Some(credentials) = &address.credentials {
                (library.iscsi_set_initiator_username_pwd)(
                    context,
                    credentials.user.as_ptr(),
                    credentials.password.as_ptr(),
                );
            }
        }
    }

    fn connect(&mut self, address: &Address, clock: &Clock, until: Time) -> Result<(), NoSession> {
        let (library, context) = (self.library, self.context);
        self.begin(|callback, end| {
            // SAFETY: the context lives, the C string is copied, and the callback is given its End.
            unsafe { (library.iscsi_connect_async)(context, address.portal.as_ptr(), callback, end) }
        })
        .map_err(|_| NoSession::Unreachable(self.error()))?;
        self.watch_connection();
        let events = self.wait(clock, until).map_err(silent)?;
        // The system's reason, before libiscsi takes it and forgets it.
        if let Some(error) = self.socket_error() {
            return Err(NoSession::Unreachable(error.to_string()));
        }
        self.service(events).and_then(|()| self.serve(clock, until)).map_err(silent).map(drop)
    }

    fn log_in(&mut self, clock: &Clock, until: Time) -> Result<(), NoSession> {
        let (library, context) = (self.library, self.context);
        self.begin(|callback, end| {
            // SAFETY: the context lives, and the callback is given its End.
            unsafe { (library.iscsi_login_async)(context, callback, end) }
        })
        .map_err(|_| NoSession::Refused(self.error()))?;
        match self.serve(clock, until).map_err(silent)? {
            0 => Ok(()),
            STATUS_REDIRECT => {
                // SAFETY: the context lives.
                let address = text(unsafe { (self.library.iscsi_get_target_address)(self.context) });
                Err(NoSession::Refused(format!("the target is now at {address}")))
            }
            _ => Err(NoSession::Refused(self.error())),
        }
    }

    /// What libiscsi says of the last failure: reasons, addresses and numbers, never the password.
    fn error(&self) -> String {
        // SAFETY: the context lives.
        text(unsafe { (self.library.iscsi_get_error)(self.context) })
    }

    /// Sends a command and waits for its answer. After an error the session is of no use any more.
    pub fn execute(
        &mut self,
        lun: u16,
        cdb: &[u8],
        mut data: Data<'_>,
        clock: &Clock,
        until: Time,
    ) -> Result<Answer, Ended> {
        let (way, length) = match &data {
            Data::FromDevice(buffer) if !buffer.is_empty() => (direction::READ, buffer.len()),
            Data::ToDevice(buffer) if !buffer.is_empty() => (direction::WRITE, buffer.len()),
            _ => (direction::NONE, 0),
        };
        self.new_task(cdb, way, length)?;
        let (library, context, task) = (self.library, self.context, self.task);
        let source = match &data {
            Data::ToDevice(buffer) => buffer.as_ptr(),
            _ => std::ptr::null(),
        };
        let mut supplied = Supplied { size: length, data: source };
        self.broken = true;
        self.begin(|callback, end| {
            let supplied = if source.is_null() { std::ptr::null_mut() } else { &raw mut supplied };
            // SAFETY: context and task live; what `supplied` names is copied, the data itself is only read, and not
            // after `serve` has returned: a session in which an exchange came to no end serves no other.
            unsafe {
                (library.iscsi_scsi_command_async)(context, c_int::from(lun), task, callback, supplied, end)
            }
        })?;
        let status = self.serve(clock, until)?;
        self.broken = false;
        // SAFETY: libiscsi is done with the task, which lives until the next one.
        let task = unsafe { &*task };
        match u8::try_from(status) {
            // Condition met, which says GOOD.
            Ok(status::GOOD | 0x04) => Ok(Answer::good(moved(task, &mut data))),
            Ok(status::CHECK_CONDITION) => Ok(Answer::check(sense(task))),
            Ok(status) => Ok(Answer { status, ..Answer::good(0) }),
            // What libiscsi calls cancelled, timed out, or an error.
            Err(_) => {
                self.broken = true;
                Err(Ended::Lost)
            }
        }
    }

    fn new_task(&mut self, cdb: &[u8], way: c_int, length: usize) -> Result<(), Ended> {
        self.free_task();
        let mut block = [0; 16];
        let (Some(place), Ok(length)) = (block.get_mut(..cdb.len()), c_int::try_from(length)) else {
            return Err(Ended::NoMemory);
        };
        place.copy_from_slice(cdb);
        // SAFETY: the block has this many bytes, and is copied.
        self.task =
            unsafe { (self.library.scsi_create_task)(cdb.len() as c_int, block.as_mut_ptr(), way, length) };
        if self.task.is_null() { Err(Ended::NoMemory) } else { Ok(()) }
    }

    fn free_task(&mut self) {
        let task = std::mem::replace(&mut self.task, std::ptr::null_mut());
        if !task.is_null() {
            // SAFETY: made by libiscsi, freed once, and no exchange with it is under way.
            unsafe { (self.library.scsi_free_scsi_task)(task) }
        }
    }

    /// Answers what the target has asked meanwhile. Whether the connection still stands. A target that never stops asking
    /// is answered a part of it: whoever wants to send a command waits for this.
    pub fn is_alive(&mut self) -> bool {
        for _ in 0..MOST_AT_ONCE {
            match self.waiting() {
                Some(0) => return true,
                Some(_) if self.service(libc::POLLIN | libc::POLLOUT).is_ok() => {}
                _ => {
                    self.broken = true;
                    return false;
                }
            }
        }
        true
    }

    /// Bytes that came in, one at most; None if the connection has ended.
    fn waiting(&self) -> Option<usize> {
        let mut byte = 0u8;
        let flags = libc::MSG_PEEK | libc::MSG_DONTWAIT;
        // SAFETY: room for one byte.
        match unsafe { libc::recv(self.descriptor(), (&raw mut byte).cast(), 1, flags) } {
            0 => None,
            1.. => Some(1),
            _ => match Error::last_os_error().kind() {
                ErrorKind::WouldBlock | ErrorKind::Interrupted => Some(0),
                _ => None,
            },
        }
    }

    fn begin(&mut self, exchange: impl FnOnce(Callback, *mut c_void) -> c_int) -> Result<(), Ended> {
        self.end.come.set(false);
        match exchange(ended, (&raw const *self.end).cast_mut().cast()) {
            0 => Ok(()),
            _ => Err(Ended::Lost),
        }
    }

    /// Lets libiscsi work until what was begun has ended; its status.
    fn serve(&mut self, clock: &Clock, until: Time) -> Result<c_int, Ended> {
        while !self.end.come.get() {
            let events = self.wait(clock, until)?;
            self.service(events)?;
        }
        Ok(self.end.status.get())
    }

    /// Waits until libiscsi has something to do.
    fn wait(&self, clock: &Clock, until: Time) -> Result<i16, Ended> {
        loop {
            let left = until.saturating_sub(clock.now());
            if left.is_zero() {
                return Err(Ended::Timeout);
            }
            // SAFETY: the context lives.
            let events = unsafe { (self.library.iscsi_which_events)(self.context) };
            let mut poll = libc::pollfd { fd: self.descriptor(), events: events as i16, revents: 0 };
            let milliseconds = c_int::try_from(left.as_millis() + 1).unwrap_or(c_int::MAX);
            // SAFETY: one descriptor.
            match unsafe { libc::poll(&raw mut poll, 1, milliseconds) } {
                0 => {}
                1.. => return Ok(poll.revents),
                // A signal of the caller's.
                _ if Error::last_os_error().kind() == ErrorKind::Interrupted => {}
                _ => return Err(Ended::Lost),
            }
        }
    }

    fn service(&mut self, events: i16) -> Result<(), Ended> {
        // SAFETY: the context lives.
        match unsafe { (self.library.iscsi_service)(self.context, c_int::from(events)) } {
            0 => Ok(()),
            _ => Err(Ended::Lost),
        }
    }

    fn descriptor(&self) -> c_int {
        // SAFETY: the context lives.
        unsafe { (self.library.iscsi_get_fd)(self.context) }
    }

    fn socket_error(&self) -> Option<Error> {
        let mut error: c_int = 0;
        let mut size = size_of::<c_int>() as libc::socklen_t;
        // SAFETY: room for an int, of an int's size.
        let got = unsafe {
            libc::getsockopt(
                self.descriptor(),
                libc::SOL_SOCKET,
                libc::SO_ERROR,
                (&raw mut error).cast(),
                &raw mut size,
            )
        };
        (got == 0 && error != 0).then(|| Error::from_raw_os_error(error))
    }

    /// A peer that vanished without a word is noticed within half a minute, and no other program inherits the socket.
    fn watch_connection(&self) {
        let descriptor = self.descriptor();
        let set = |level: c_int, name: c_int, value: u128| {
            let value = value as c_int;
            // SAFETY: an int, of an int's size. Where it fails, the limits of the commands remain.
            unsafe {
                libc::setsockopt(
                    descriptor,
                    level,
                    name,
                    (&raw const value).cast(),
                    size_of::<c_int>() as libc::socklen_t,
                )
            };
        };
        // SAFETY: a flag of a descriptor.
        unsafe { libc::fcntl(descriptor, libc::F_SETFD, libc::FD_CLOEXEC) };
        set(libc::SOL_SOCKET, libc::SO_KEEPALIVE, 1);
        #[cfg(target_os = "linux")]
        {
            set(libc::IPPROTO_TCP, libc::TCP_KEEPIDLE, SILENCE.as_secs().into());
            set(libc::IPPROTO_TCP, libc::TCP_KEEPINTVL, PROBES.as_secs().into());
            set(
                libc::IPPROTO_TCP,
                libc::TCP_KEEPCNT,
                u128::from((UNACKNOWLEDGED - SILENCE).as_secs() / PROBES.as_secs()),
            );
            set(libc::IPPROTO_TCP, libc::TCP_USER_TIMEOUT, UNACKNOWLEDGED.as_millis());
        }
    }

    /// Logs out, so that the target need not find out.
    pub fn close(mut self, clock: &Clock) {
        if self.broken {
            return;
        }
        let (library, context) = (self.library, self.context);
        let begun = self.begin(|callback, end| {
            // SAFETY: the context lives, and the callback is given its End.
            unsafe { (library.iscsi_logout_async)(context, callback, end) }
        });
        if begun.is_ok() {
            // Whether it answers or not, this is the end.
            let _ = self.serve(clock, clock.now() + LEAVE);
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // SAFETY: made by libiscsi and destroyed once. What is under way is called back for with an End that still lives.
        unsafe { (self.library.iscsi_destroy_context)(self.context) };
        self.free_task();
    }
}

/// Nobody said anything, or nothing that ends in a session.
fn silent(ended: Ended) -> NoSession {
    NoSession::Unreachable(
        match ended {
            Ended::Timeout => "no answer in time",
            _ => "the connection ended",
        }
        .to_owned(),
    )
}

/// How much the data phase moved; what came in is put where it belongs.
fn moved(task: &Task, data: &mut Data<'_>) -> usize {
    match data {
        Data::None => 0,
        Data::FromDevice(buffer) => {
            let received = received(task);
            let len = received.len().min(buffer.len());
            buffer[..len].copy_from_slice(&received[..len]);
            len
        }
        Data::ToDevice(buffer) if task.residual_status == RESIDUAL_UNDERFLOW => {
            buffer.len().saturating_sub(task.residual)
        }
        Data::ToDevice(buffer) => buffer.len(),
    }
}

fn received(task: &Task) -> &[u8] {
    match usize::try_from(task.datain.size) {
        // SAFETY: libiscsi says how many bytes there are, which live as long as the task.
        Ok(size) if size > 0 && !task.datain.data.is_null() => unsafe {
            std::slice::from_raw_parts(task.datain.data, size)
        },
        _ => &[],
    }
}

/// Sense data stands behind its length.
fn sense(task: &Task) -> &[u8] {
    match received(task) {
        [high, low, sense @ ..] => &sense[..sense.len().min(usize::from(u16::from_be_bytes([*high, *low])))],
        _ => &[],
    }
}

fn text(string: *const c_char) -> String {
    if string.is_null() {
        return String::new();
    }
    // SAFETY: libiscsi's strings end with a zero byte, and stay as they are until the context is used again.
    unsafe { CStr::from_ptr(string) }.to_string_lossy().trim().to_owned()
}
