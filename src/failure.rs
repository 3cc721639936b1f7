//! Why something did not work: an HRESULT, one sentence that says what to do, and what the device said.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt;

use crate::hresult::df2d_hresult;

pub type Result<T> = std::result::Result<T, Failure>;

/// A failed call or operation.
#[derive(Clone, Debug)]
pub struct Failure {
    pub hr: df2d_hresult,
    /// One sentence for people. Static on the burn's path, which allocates nothing.
    pub text: Cow<'static, str>,
    pub detail: Detail,
}

/// The device's and the system's part in a failure, as far as known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Detail {
    /// The system's error number, or 0.
    pub errno: i32,
    pub sense: Option<SenseCode>,
    /// The command that failed; `cdb_len` is 0 when none was involved.
    pub cdb: [u8; 16],
    pub cdb_len: u8,
    /// The address the failure belongs to.
    pub lba: Option<i64>,
    /// The link to the device broke underneath the command.
    pub link_lost: bool,
}

/// Sense key, additional sense code and qualifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SenseCode {
    pub key: u8,
    pub asc: u8,
    pub ascq: u8,
    /// The failure belongs to an earlier command.
    pub deferred: bool,
}

/// As the standards and every other program write it: "3/0C/00".
impl fmt::Display for SenseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let deferred = if self.deferred { "deferred " } else { "" };
        write!(f, "{deferred}{:X}/{:02X}/{:02X}", self.key, self.asc, self.ascq)
    }
}

impl Failure {
    pub fn new(hr: df2d_hresult, text: impl Into<Cow<'static, str>>) -> Self {
        Failure { hr, text: text.into(), detail: Detail::default() }
    }

    /// The code with its own sentence.
    pub fn code(hr: df2d_hresult) -> Self {
        Failure::new(hr, crate::hresult::message(hr))
    }

    /// It came from a command, not from the source or from the caller.
    pub fn is_devices(&self) -> bool {
        self.detail.cdb_len > 0
    }

    pub fn errno(mut self, errno: i32) -> Self {
        self.detail.errno = errno;
        self
    }

    pub fn command(mut self, cdb: &[u8]) -> Self {
        let len = cdb.len().min(16);
        self.detail.cdb = [0; 16];
        self.detail.cdb[..len].copy_from_slice(&cdb[..len]);
        self.detail.cdb_len = len as u8;
        self
    }

    pub fn at(mut self, lba: i64) -> Self {
        self.detail.lba = Some(lba);
        self
    }
}

/// What came from outside (an identifier, a path), as a sentence repeats it: its beginning and its end, if it is long.
pub fn shown(text: impl AsRef<OsStr>) -> String {
    const MOST: usize = 256;
    const ELLIPSIS: &str = "…";
    let text = text.as_ref().to_string_lossy();
    if text.len() <= MOST {
        return text.into_owned();
    }
    let part = (MOST - ELLIPSIS.len()) / 2;
    let is_whole = |at: &usize| text.is_char_boundary(*at);
    let head = (0..=part).rev().find(is_whole).unwrap_or(0);
    let tail = (text.len() - part..=text.len()).find(is_whole).unwrap_or(text.len());
    format!("{}{ELLIPSIS}{}", &text[..head], &text[tail..])
}

impl From<df2d_hresult> for Failure {
    fn from(hr: df2d_hresult) -> Self {
        Failure::code(hr)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sentence_repeats_is_no_longer_than_a_sentence() {
        assert_eq!(shown("a".repeat(256)), "a".repeat(256));
        assert_eq!(shown("a".repeat(100_000) + "end"), "a".repeat(126) + "…" + &"a".repeat(123) + "end");
        // Characters stay whole, wherever the limits fall.
        for before in 0..4 {
            let text = "x".repeat(before) + &"ä€😀".repeat(1000);
            let short = shown(&text);
            let (head, tail) = short.split_once('…').unwrap();
            assert!(short.len() <= 256 && text.starts_with(head) && text.ends_with(tail), "{short}");
        }
    }
}
