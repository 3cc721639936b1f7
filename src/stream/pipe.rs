//! Pipes, sockets and whatever else comes as it comes.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;

use super::{Access, Source, cancelled, sys, system_failure};
use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_INVALIDARG;

pub(super) struct PipeSource {
    pipe: File,
    size: u64,
    /// A byte in here wakes a read that waits: the read polls one end, the canceller writes to the other.
    wake: (UnixStream, UnixStream),
}

impl PipeSource {
    pub fn new(pipe: File, size: Option<u64>) -> Result<PipeSource> {
        let size = size.ok_or_else(|| {
            Failure::new(DF2D_E_INVALIDARG, "A pipe does not know its size; pass it in size_bytes.")
        })?;
        let wake = UnixStream::pair()
            .map_err(|error| system_failure(&error, "A socket pair cannot be made; os_error says why."))?;
        Ok(PipeSource { pipe, size, wake })
    }
}

impl Source for PipeSource {
    fn access(&self) -> Access {
        Access::Once
    }

    fn size(&self) -> Result<u64> {
        Ok(self.size)
    }

    fn read(&self, buffer: &mut [u8], _position: u64) -> Result<usize> {
        loop {
            let woken = sys::wait_readable(&self.pipe, &self.wake.0);
            match woken.and_then(|woken| if woken { Ok(None) } else { (&self.pipe).read(buffer).map(Some) }) {
                Ok(Some(got)) => return Ok(got),
                Ok(None) => return Err(cancelled()),
                // The caller's end may be non-blocking: it is waited for again.
                Err(error) if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock) => {}
                Err(error) => {
                    return Err(system_failure(&error, "The source could not be read; os_error says why."));
                }
            }
        }
    }

    fn cancel(&self) {
        // One byte always has room, and the other end is open.
        let _ = (&self.wake.1).write(&[0]);
    }
}
