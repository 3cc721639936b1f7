//! Streams from all kinds of sources, well-behaved and otherwise.

use std::io::Write;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::atomic::AtomicUsize;

use super::*;
use crate::hresult::*;

fn all(stream: &Arc<Stream>) -> Vec<u8> {
    let mut pass = stream.begin().unwrap();
    let mut buffer = vec![0xEE; pass.size() as usize + 100];
    let got = pass.fill(&mut buffer).unwrap();
    assert_eq!(pass.fill(&mut buffer[got..]).unwrap(), 0);
    buffer.truncate(got);
    buffer
}

fn err<T>(result: Result<T>) -> Failure {
    result.err().expect("a failure")
}

#[test]
fn memory_is_read_whole_and_padded_on_request() {
    let stream = Stream::from_memory(vec![7u8; 3000]);
    assert_eq!(stream.size().unwrap(), 3000);
    assert_eq!(all(&stream), [7; 3000]);
    stream.put_padding(true);
    assert_eq!(stream.size().unwrap(), 4096);
    let padded = all(&stream);
    assert_eq!(padded.len(), 4096);
    assert!(padded[..3000].iter().all(|b| *b == 7) && padded[3000..].iter().all(|b| *b == 0));
    assert!(stream.can_be_read_again());
}

#[test]
fn small_buffers_meet_the_end_and_the_padding_anywhere() {
    let stream = Stream::from_memory((0..2049u32).map(|n| n as u8).collect::<Vec<_>>());
    stream.put_padding(true);
    for step in [1, 7, 2048, 2049, 4096] {
        let (mut pass, mut bytes) = (stream.begin().unwrap(), Vec::new());
        let mut buffer = vec![0xEE; step];
        loop {
            let got = pass.fill(&mut buffer).unwrap();
            bytes.extend_from_slice(&buffer[..got]);
            if got < step {
                break;
            }
        }
        assert_eq!(bytes.len(), 4096);
        assert!(bytes[2049..].iter().all(|b| *b == 0));
    }
}

#[test]
#[cfg_attr(miri, ignore = "it asks the system what Miri does not have")]
fn a_file_is_asked_for_its_size_each_time() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let stream = Stream::from_file(file.path().as_os_str().as_encoded_bytes()).unwrap();
    assert_eq!(stream.size().unwrap(), 0);
    file.write_all(&[1; 2048]).unwrap();
    assert_eq!(stream.size().unwrap(), 2048);
    let (mut a, mut b) = (stream.begin().unwrap(), stream.begin().unwrap());
    let mut buffer = [0; 2048];
    assert_eq!(a.fill(&mut buffer).unwrap() + b.fill(&mut buffer).unwrap(), 4096);
}

#[test]
#[cfg_attr(miri, ignore = "it asks the system what Miri does not have")]
fn a_file_that_shrinks_ends_early_and_is_not_padded() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&[1; 3000]).unwrap();
    let stream = Stream::from_file(file.path().as_os_str().as_encoded_bytes()).unwrap();
    stream.put_padding(true);
    let mut pass = stream.begin().unwrap();
    file.as_file().set_len(1000).unwrap();
    assert_eq!(pass.size(), 4096);
    assert_eq!(pass.fill(&mut [0; 4096]).unwrap(), 1000);
}

#[test]
#[cfg_attr(miri, ignore = "it asks the system what Miri does not have")]
fn what_is_no_file_is_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().as_os_str().as_encoded_bytes();
    assert_eq!(err(Stream::from_file(path)).hr, DF2D_E_INVALIDARG);
    assert_eq!(err(Stream::from_file(b"/dev/null")).hr, DF2D_E_INVALIDARG);
    let missing = err(Stream::from_file(b"/nowhere/at/all"));
    assert_eq!((missing.hr, missing.detail.errno), (DF2D_E_FAIL, libc::ENOENT));
}

#[test]
#[cfg_attr(miri, ignore = "it asks the system what Miri does not have")]
fn a_descriptor_is_read_from_its_start_whatever_its_offset() {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&[5; 2048]).unwrap();
    let stream = Stream::from_fd(file.as_fd(), None).unwrap();
    drop(file);
    assert_eq!(all(&stream), [5; 2048]);
    assert_eq!(all(&stream), [5; 2048]);
}

#[test]
#[cfg_attr(miri, ignore = "it asks the system what Miri does not have")]
fn a_pipe_needs_a_size_and_is_read_once() {
    let (mut near, far) = UnixStream::pair().unwrap();
    assert_eq!(err(Stream::from_fd(far.as_fd(), None)).hr, DF2D_E_INVALIDARG);
    let stream = Stream::from_fd(far.as_fd(), Some(4)).unwrap();
    drop(stream.begin().unwrap());
    near.write_all(b"abcdef").unwrap();
    assert!(!stream.can_be_read_again());
    assert_eq!(all(&stream), b"abcd");
    assert_eq!(err(stream.begin()).hr, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
}

#[test]
#[cfg_attr(miri, ignore = "it asks the system what Miri does not have")]
fn a_pipe_that_gives_nothing_can_be_cancelled() {
    let (_near, far) = UnixStream::pair().unwrap();
    far.set_nonblocking(true).unwrap();
    let stream = Stream::from_fd(far.as_fd(), Some(4)).unwrap();
    let mut pass = stream.begin().unwrap();
    let canceller = pass.canceller();
    let reader = std::thread::spawn(move || (pass.fill(&mut [0; 4]), pass.fill(&mut [0; 4])));
    canceller.cancel();
    canceller.clone().cancel();
    let (first, second) = reader.join().unwrap();
    assert_eq!((err(first).hr, err(second).hr), (DF2D_E_ABORT, DF2D_E_ABORT));
}

#[test]
#[cfg_attr(miri, ignore = "it asks the system what Miri does not have")]
fn a_pipe_that_closes_early_gives_less() {
    let (mut near, far) = UnixStream::pair().unwrap();
    let stream = Stream::from_fd(far.as_fd(), Some(2048)).unwrap();
    near.write_all(&[1; 100]).unwrap();
    drop(near);
    assert_eq!(all(&stream).len(), 100);
}

/// A source that answers what it is told to.
#[derive(Default)]
struct Told {
    size: u64,
    seeks: bool,
    size_hr: i32,
    read_hr: i32,
    seek_hr: i32,
    too_much: bool,
    cancels: Arc<AtomicUsize>,
    position: AtomicUsize,
}

impl Callbacks for Told {
    fn size(&self, size: &mut u64) -> i32 {
        *size = self.size;
        self.size_hr
    }
    fn read(&self, buffer: &mut [u8], got: &mut usize) -> i32 {
        let at = self.position.load(Ordering::Relaxed);
        *got = buffer.len().min(1000).min(self.size as usize - at);
        buffer[..*got].fill(9);
        self.position.fetch_add(*got, Ordering::Relaxed);
        if self.too_much {
            *got = buffer.len() + 1;
        }
        self.read_hr
    }
    fn can_seek(&self) -> bool {
        self.seeks
    }
    fn seek(&self, offset: u64) -> i32 {
        self.position.store(offset as usize, Ordering::Relaxed);
        self.seek_hr
    }
    fn cancel(&self) {
        self.cancels.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn callbacks_read_in_short_pieces_once_or_from_the_start_again() {
    let once = Stream::from_callbacks(Told { size: 4096, ..Told::default() });
    assert_eq!(all(&once), [9; 4096]);
    assert_eq!(err(once.begin()).hr, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    let again = Stream::from_callbacks(Told { size: 4096, seeks: true, ..Told::default() });
    assert_eq!(all(&again), all(&again));
}

#[test]
fn callbacks_serve_one_pass_at_a_time_and_their_size_is_remembered() {
    let stream = Stream::from_callbacks(Told { size: 4096, seeks: true, ..Told::default() });
    let pass = stream.begin().unwrap();
    assert_eq!(err(stream.begin()).hr, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    assert_eq!(stream.size().unwrap(), 4096);
    drop(pass);
    assert!(stream.begin().is_ok());
}

#[test]
fn codes_of_the_source_are_its_own_unless_they_would_mislead() {
    let read = |read_hr| {
        let stream = Stream::from_callbacks(Told { size: 10, read_hr, ..Told::default() });
        let mut pass = stream.begin().unwrap();
        pass.fill(&mut [0; 10]).map_err(|failure| (failure.hr, failure.text.into_owned()))
    };
    assert_eq!(read(DF2D_S_FALSE), Ok(10));
    assert_eq!(read(DF2D_E_ACCESSDENIED).unwrap_err().0, DF2D_E_ACCESSDENIED);
    for hr in [DF2D_E_PENDING, DF2D_E_HANDLE, 5] {
        let (code, text) = read(hr).unwrap_err();
        assert_eq!(code, DF2D_E_FAIL);
        assert!(text.contains(&hr.to_string()), "{text}");
    }
}

#[test]
fn a_failing_size_or_seek_or_too_many_bytes_are_failures() {
    let size = Stream::from_callbacks(Told { size_hr: DF2D_E_ABORT, ..Told::default() });
    assert_eq!((err(size.size()).hr, err(size.begin()).hr), (DF2D_E_ABORT, DF2D_E_ABORT));
    let seek = Stream::from_callbacks(Told { seeks: true, seek_hr: DF2D_E_ABORT, ..Told::default() });
    assert_eq!(err(seek.begin()).hr, DF2D_E_ABORT);
    assert!(seek.size().is_ok(), "the turn was given back");
    let liar = Stream::from_callbacks(Told { size: 10, too_much: true, ..Told::default() });
    assert_eq!(err(liar.begin().unwrap().fill(&mut [0; 10])).hr, DF2D_E_FAIL);
    let huge = Stream::from_callbacks(Told { size: u64::MAX, ..Told::default() });
    assert_eq!(err(huge.size()).hr, DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
}

#[test]
fn a_cancel_between_reads_does_not_call_the_source() {
    let cancels = Arc::new(AtomicUsize::new(0));
    let stream = Stream::from_callbacks(Told { size: 10, cancels: cancels.clone(), ..Told::default() });
    let mut pass = stream.begin().unwrap();
    pass.canceller().cancel();
    assert_eq!(err(pass.fill(&mut [0; 10])).hr, DF2D_E_ABORT);
    assert_eq!(cancels.load(Ordering::Relaxed), 0);
}
