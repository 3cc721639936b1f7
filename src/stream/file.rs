//! Files and block devices, read by position.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::os::fd::BorrowedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileExt, FileTypeExt, OpenOptionsExt};

use super::{Access, Source, sys, system_failure};
use crate::failure::{Failure, Result, shown};
use crate::hresult::DF2D_E_INVALIDARG;

pub(super) struct FileSource {
    file: File,
    /// What the caller said; else the file is asked.
    size: Option<u64>,
}

impl FileSource {
    pub fn open(path: &[u8]) -> Result<FileSource> {
        // Without O_NONBLOCK a FIFO would hold the caller until somebody opens its other end. std sets O_CLOEXEC.
        let file = OpenOptions::new()
            .read(true)
            .custom_flags(libc::O_NONBLOCK)
            .open(OsStr::from_bytes(path))
            .map_err(|error| system_failure(&error, "The file cannot be opened; os_error says why."))
            .map_err(|failure| named(path, failure))?;
        if !is_seekable(&file).map_err(|failure| named(path, failure))? {
            let failure = Failure::new(
                DF2D_E_INVALIDARG,
                "This is neither a file nor a block device; open it and pass the descriptor instead.",
            );
            return Err(named(path, failure));
        }
        Ok(FileSource::new(file, None))
    }

    pub fn new(file: File, size: Option<u64>) -> FileSource {
        FileSource { file, size }
    }
}

/// Says of which file the failure speaks: a program may have many.
fn named(path: &[u8], mut failure: Failure) -> Failure {
    failure.text = format!("\"{}\": {}", shown(OsStr::from_bytes(path)), failure.text).into();
    failure
}

/// Whether it can be read by position. A directory can not be read at all.
pub(super) fn is_seekable(file: &File) -> Result<bool> {
    let kind = file.metadata().map_err(|error| asked(&error))?.file_type();
    if kind.is_dir() {
        return Err(Failure::new(
            DF2D_E_INVALIDARG,
            "This is a directory; a stream needs a file, such as an image.",
        ));
    }
    Ok(kind.is_file() || kind.is_block_device())
}

/// A duplicate (close-on-exec) of a descriptor that must be open for reading.
pub(super) fn duplicate(fd: BorrowedFd<'_>) -> Result<File> {
    let owned = fd.try_clone_to_owned().map_err(|error| match error.raw_os_error() {
        Some(libc::EBADF) => {
            Failure::new(DF2D_E_INVALIDARG, "The file descriptor is not open.").errno(libc::EBADF)
        }
        _ => system_failure(&error, "The file descriptor cannot be duplicated; os_error says why."),
    })?;
    if !sys::is_readable(&owned).map_err(|error| asked(&error))? {
        return Err(Failure::new(DF2D_E_INVALIDARG, "The file descriptor is not open for reading."));
    }
    Ok(File::from(owned))
}

fn asked(error: &std::io::Error) -> Failure {
    system_failure(error, "The source cannot be asked what it is; os_error says why.")
}

impl Source for FileSource {
    fn access(&self) -> Access {
        Access::ByPosition
    }

    fn size(&self) -> Result<u64> {
        if let Some(size) = self.size {
            return Ok(size);
        }
        let size = self.file.metadata().and_then(|metadata| {
            if metadata.file_type().is_block_device() {
                sys::block_device_size(&self.file)
            } else {
                Ok(metadata.len())
            }
        });
        size.map_err(|error| {
            system_failure(&error, "The source cannot be asked for its size; os_error says why.")
        })
    }

    fn read(&self, buffer: &mut [u8], position: u64) -> Result<usize> {
        loop {
            match self.file.read_at(buffer, position) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    return Err(system_failure(&error, "The source could not be read; os_error says why."));
                }
                Ok(got) => return Ok(got),
            }
        }
    }
}
