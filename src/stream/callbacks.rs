//! Streams of the caller's functions, whose answers are believed only as far as they make sense.

use super::{Access, Source};
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_FAIL, DF2D_E_HANDLE, DF2D_E_PENDING, DF2D_S_FALSE, DF2D_S_OK, df2d_hresult};

/// The caller's functions, as they are.
pub trait Callbacks: Send + Sync {
    fn size(&self, size: &mut u64) -> df2d_hresult;
    fn read(&self, buffer: &mut [u8], got: &mut usize) -> df2d_hresult;
    fn can_seek(&self) -> bool;
    fn seek(&self, offset: u64) -> df2d_hresult;
    fn cancel(&self);
}

pub(super) struct CallbackSource<C>(pub C);

impl<C: Callbacks> Source for CallbackSource<C> {
    fn access(&self) -> Access {
        if self.0.can_seek() { Access::FromStart } else { Access::Once }
    }

    fn size(&self) -> Result<u64> {
        let mut size = 0;
        check("size", self.0.size(&mut size))?;
        Ok(size)
    }

    fn rewind(&self) -> Result<()> {
        check("seek", self.0.seek(0))
    }

    fn read(&self, buffer: &mut [u8], _position: u64) -> Result<usize> {
        let mut got = 0;
        check("read", self.0.read(buffer, &mut got))?;
        if got > buffer.len() {
            return Err(Failure::new(
                DF2D_E_FAIL,
                "The stream's read function says that it stored more than the buffer holds.",
            ));
        }
        Ok(got)
    }

    fn cancel(&self) {
        self.0.cancel();
    }
}

/// The source's own code is the failure's, except those that would be taken for an answer of this library: that all is
/// well, that time is up, that a handle is bad.
fn check(function: &str, hr: df2d_hresult) -> Result<()> {
    match hr {
        DF2D_S_OK | DF2D_S_FALSE => Ok(()),
        hr if hr > 0 || hr == DF2D_E_PENDING || hr == DF2D_E_HANDLE => Err(Failure::new(
            DF2D_E_FAIL,
            format!(
                "The stream's {function} function failed with {hr} (0x{hr:08X}), which is no code for that."
            ),
        )),
        hr => Err(Failure::new(
            hr,
            format!(
                "The stream's {function} function failed with 0x{hr:08X} ({}).",
                crate::hresult::name(hr)
            ),
        )),
    }
}
