//! Passes that share a source, in an order that the tests decide.

use std::io::Write;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::*;
use crate::hresult::*;
use crate::stream::Callbacks;

const MIB: usize = 1 << 20;

/// Every 1000 bytes begin with their number. It is copied together, since Miri takes minutes for millions of numbers.
fn image(size: usize) -> Vec<u8> {
    let mut bytes = vec![0xA5; size];
    for (number, piece) in bytes.chunks_exact_mut(1000).enumerate() {
        piece[..4].copy_from_slice(&(number as u32).to_le_bytes());
    }
    bytes
}

/// A source that is read once, and gives what it is sent: a piece, or a failure.
struct Sent {
    size: usize,
    pieces: Mutex<Receiver<std::result::Result<Vec<u8>, i32>>>,
}

impl Callbacks for Sent {
    fn size(&self, size: &mut u64) -> i32 {
        *size = self.size as u64;
        DF2D_S_OK
    }
    fn read(&self, buffer: &mut [u8], got: &mut usize) -> i32 {
        match self.pieces.lock().unwrap().recv() {
            Ok(Ok(piece)) => {
                buffer[..piece.len()].copy_from_slice(&piece);
                *got = piece.len();
                DF2D_S_OK
            }
            Ok(Err(hr)) => hr,
            Err(_) => DF2D_S_OK,
        }
    }
    fn can_seek(&self) -> bool {
        false
    }
    fn seek(&self, _offset: u64) -> i32 {
        DF2D_E_FAIL
    }
    fn cancel(&self) {}
}

fn sent(size: usize) -> (Sender<std::result::Result<Vec<u8>, i32>>, Arc<Stream>) {
    let (sender, pieces) = channel();
    (sender, Stream::from_callbacks(Sent { size, pieces: Mutex::new(pieces) }))
}

fn some(pass: &mut Pass, size: usize) -> Vec<u8> {
    let mut bytes = vec![0xEE; size];
    let got = pass.fill(&mut bytes).unwrap();
    bytes.truncate(got);
    bytes
}

fn code<T>(result: Result<T>) -> i32 {
    result.err().expect("a failure").hr
}

/// As the end of a write.
fn end(pass: Pass) {
    let canceller = pass.canceller();
    drop(pass);
    canceller.finish();
}

#[test]
fn all_get_the_same_bytes_at_once() {
    let bytes = image(5 * MIB + 12);
    let source = Stream::from_memory(bytes.clone());
    for count in [1, 2, 8] {
        let shares = source.fan_out(count, MIB).unwrap();
        std::thread::scope(|scope| {
            for share in &shares {
                scope.spawn(|| {
                    let mut pass = share.begin().unwrap();
                    assert!(some(&mut pass, bytes.len() + 1) == bytes);
                    end(pass);
                });
            }
        });
        shares.into_iter().for_each(Stream::let_go);
        assert_eq!(Arc::strong_count(&source), 1, "the thread has gone");
    }
}

#[test]
#[cfg_attr(miri, ignore = "it asks the system what Miri does not have")]
fn a_pipe_is_shared_in_step_beyond_the_buffer() {
    let (near, far) = UnixStream::pair().unwrap();
    let bytes = image(4 * MIB);
    let source = Stream::from_fd(far.as_fd(), Some(bytes.len() as u64)).unwrap();
    let shares = source.fan_out(2, MIB).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| (&near).write_all(&bytes).unwrap());
        let mut passes: Vec<_> = shares.iter().map(|share| share.begin().unwrap()).collect();
        for piece in bytes.chunks(MIB / 2) {
            for pass in &mut passes {
                assert!(some(pass, piece.len()) == piece);
            }
        }
        passes.into_iter().for_each(end);
    });
    assert_eq!(code(shares[0].begin()), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
}

#[test]
fn whoever_falls_behind_a_file_goes_on_alone() {
    let bytes = image(6 * MIB);
    let source = Stream::from_memory(bytes.clone());
    let shares = source.fan_out(2, MIB).unwrap();
    let (mut first, mut second) = (shares[0].begin().unwrap(), shares[1].begin().unwrap());
    assert!(some(&mut second, 1000) == bytes[..1000]);
    assert!(some(&mut first, bytes.len()) == bytes);
    assert!(some(&mut second, bytes.len()) == bytes[1000..]);
    // A verification reads by itself as well.
    first.restart().unwrap();
    assert!(some(&mut first, bytes.len()) == bytes);
}

#[test]
fn whoever_falls_behind_a_pipe_is_dropped_and_no_other() {
    let bytes = image(6 * MIB);
    let (sender, source) = sent(bytes.len());
    bytes.chunks(PIECE).for_each(|piece| sender.send(Ok(piece.to_vec())).unwrap());
    let shares = source.fan_out(2, MIB).unwrap();
    let (mut first, mut second) = (shares[0].begin().unwrap(), shares[1].begin().unwrap());
    assert!(some(&mut second, 1000) == bytes[..1000]);
    assert!(some(&mut first, bytes.len()) == bytes);
    assert_eq!(code(second.fill(&mut [0; 10])), DF2D_E_IMAPI_LOSS_OF_STREAMING);
}

/// Without the second stream, the first could not get beyond the buffer.
#[test]
fn nothing_is_let_go_before_all_have_begun_or_are_gone() {
    let bytes = image(3 * MIB);
    let source = Stream::from_memory(bytes.clone());
    let mut shares = source.fan_out(2, MIB).unwrap();
    let (unused, used) = (shares.pop().unwrap(), shares.pop().unwrap());
    let mut pass = used.begin().unwrap();
    assert!(some(&mut pass, MIB) == bytes[..MIB]);
    {
        let group = used.group().unwrap();
        let mut state = group.lock();
        state.members[0].waits = true;
        assert!(!state.may_drop(true), "the other has not begun");
        assert_eq!(state.make_room(1, true), 0);
    }
    let canceller = pass.canceller();
    let reader = std::thread::spawn(move || (pass.fill(&mut [0; 10]).map_err(|failure| failure.hr), pass));
    canceller.cancel();
    let (read, mut pass) = reader.join().unwrap();
    assert_eq!(read, Err(DF2D_E_ABORT));
    assert_eq!(code(pass.fill(&mut [0; 10])), DF2D_E_ABORT);
    end(pass);
    let mut pass = unused.begin().unwrap();
    assert!(some(&mut pass, bytes.len()) == bytes);
}

#[test]
fn a_failure_and_an_early_end_reach_all_after_the_bytes_before() {
    for (last, expected) in [(Err(DF2D_E_ACCESSDENIED), Err(DF2D_E_ACCESSDENIED)), (Ok(vec![]), Ok(0))] {
        let (sender, source) = sent(MIB);
        sender.send(Ok(vec![7; 5000])).unwrap();
        sender.send(last).unwrap();
        for share in source.fan_out(3, MIB).unwrap() {
            // The others are dropped unused, in their turn.
            let mut pass = share.begin().unwrap();
            assert_eq!(some(&mut pass, 5000), [7; 5000]);
            assert_eq!(pass.fill(&mut [0; 10]).map_err(|failure| failure.hr), expected);
        }
    }
}

#[test]
fn a_source_that_gives_nothing_holds_no_cancel() {
    let (sender, source) = sent(MIB);
    let shares = source.fan_out(2, MIB).unwrap();
    let (mut first, mut second) = (shares[0].begin().unwrap(), shares[1].begin().unwrap());
    let canceller = first.canceller();
    let reader = std::thread::spawn(move || code(first.fill(&mut [0; 10])));
    canceller.cancel();
    assert_eq!(reader.join().unwrap(), DF2D_E_ABORT);
    sender.send(Ok(vec![3; 10])).unwrap();
    assert_eq!(some(&mut second, 10), [3; 10]);
    drop(sender);
    end(second);
}

#[test]
fn a_source_in_use_is_refused_when_the_first_write_begins() {
    let (sender, source) = sent(MIB);
    let (one, other) = (source.fan_out(1, MIB).unwrap(), source.fan_out(1, MIB).unwrap());
    let pass = one[0].begin().unwrap();
    assert_eq!(code(other[0].begin()), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    assert_eq!(code(one[0].begin()), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
    drop(sender);
    end(pass);
}

#[test]
fn a_write_that_took_nothing_may_be_tried_again() {
    let (sender, source) = sent(4);
    sender.send(Ok(b"abcd".to_vec())).unwrap();
    let shares = source.fan_out(2, MIB).unwrap();
    end(shares[0].begin().unwrap());
    for share in &shares {
        assert_eq!(some(&mut share.begin().unwrap(), 4), b"abcd");
    }
    assert_eq!(code(shares[0].begin()), DF2D_E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED);
}

#[test]
fn padding_is_each_streams_own_and_block_ranges_are_nobodys() {
    let source = Stream::from_memory(image(3000));
    let shares = source.fan_out(2, MIB).unwrap();
    shares[1].put_padding(true);
    assert_eq!((shares[0].size().unwrap(), shares[1].size().unwrap()), (3000, 4096));
    assert!(shares.iter().all(|share| !share.can_be_read_anywhere() && share.can_be_read_again()));
    let padded = some(&mut shares[1].begin().unwrap(), 5000);
    assert_eq!((padded.len(), &padded[3000..]), (4096, &[0; 1096][..]));
    assert_eq!(some(&mut shares[0].begin().unwrap(), 5000).len(), 3000);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let source = Stream::from_memory(image(4));
    let refused = [(0, 0), (65, 0), (usize::MAX, 0), (1, 1), (1, MIB - 1), (1, MOST_BUFFER + 1)];
    for (count, buffer) in refused {
        assert_eq!(code(source.fan_out(count, buffer)), DF2D_E_INVALIDARG);
    }
    let share = source.fan_out(1, MIB).unwrap().remove(0);
    assert_eq!(code(share.fan_out(1, 0)), DF2D_E_INVALIDARG);
}
