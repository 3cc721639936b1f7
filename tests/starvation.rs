//! A drive at the top speed of its medium, a source that stalls, and callbacks that take their time: the drive is never
//! without data as long as the source is fast enough on average. Everything on the virtual clock.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use common::*;
use df2d::hresult::*;
use df2d::imapi::recorder::Recorder;
use df2d::stream::{Callbacks, Stream};
use df2d::transport::Clock;
use df2d::virtual_recorder::Counters;

/// Media at their highest speeds, in sectors per second.
const FASTEST: [(&str, u32); 5] =
    [("cd-r", 3_900), ("dvd-r&size=2000000", 10_824), ("dvd+r", 16_236), ("bd-r", 35_122), ("bd-re", 4_391)];

/// Zeros, with a stall before each so many bytes.
struct Stalling {
    clock: Arc<Clock>,
    size: u64,
    /// Bytes from one stall to the next, and how long the given one lasts.
    every: u64,
    stall: Box<dyn Fn(u64) -> Duration + Send + Sync>,
    position: AtomicU64,
}

impl Callbacks for Stalling {
    fn size(&self, size: &mut u64) -> df2d_hresult {
        *size = self.size;
        DF2D_S_OK
    }

    fn read(&self, buffer: &mut [u8], got: &mut usize) -> df2d_hresult {
        let before = self.position.fetch_add(buffer.len() as u64, Ordering::Relaxed);
        let after = before + buffer.len() as u64;
        if before / self.every != after / self.every {
            self.clock.sleep((self.stall)(after / self.every));
        }
        *got = buffer.len();
        DF2D_S_OK
    }

    fn can_seek(&self) -> bool {
        false
    }

    fn seek(&self, _: u64) -> df2d_hresult {
        DF2D_E_NOTIMPL
    }

    fn cancel(&self) {}
}

fn open(medium: &str, rate: u32) -> Arc<Recorder> {
    let id = format!("virtual:?media={medium}&speed={rate}&store=discard&clock=virtual");
    Recorder::open(id.as_bytes()).unwrap_or_else(|failure| panic!("{id}: {failure:?}"))
}

fn counters(recorder: &Recorder) -> Counters {
    recorder.drive().transport().as_virtual().unwrap().counters()
}

/// Burns 20 seconds of data that stall before each `every` seconds' worth of it.
fn burn(
    medium: &str,
    rate: u32,
    every: f64,
    stall: impl Fn(u64) -> Duration + Send + Sync + 'static,
) -> Counters {
    let recorder = open(medium, rate);
    let size = u64::from(rate) * 20 * 2048;
    let stream = Stream::from_callbacks(Stalling {
        clock: recorder.drive().clock().clone(),
        size,
        every: (f64::from(rate) * every * 2048.0) as u64,
        stall: Box::new(stall),
        position: AtomicU64::new(0),
    });
    let writer = writer(&recorder);
    writer.put(|p| p.force_overwrite = true).unwrap();
    writer.write(&stream).unwrap_or_else(|failure| panic!("{medium}: {failure:?}"));
    counters(&recorder)
}

#[test]
fn a_source_that_stalls_for_two_seconds_at_a_time_starves_no_drive() {
    for (medium, rate) in FASTEST {
        // Two seconds of four: half of the time, the source gives nothing.
        let counters = burn(medium, rate, 4.0, |_| Duration::from_secs(2));
        assert_eq!((counters.underruns, counters.idle_ns), (0, 0), "{medium}");
    }
}

#[test]
fn nor_does_one_that_stalls_often_and_by_chance() {
    for (medium, rate) in FASTEST {
        // 0.1 to 0.9 seconds for each second's worth.
        let counters = burn(medium, rate, 1.0, |n| Duration::from_millis(100 + n * 7_919 % 800));
        assert_eq!((counters.underruns, counters.idle_ns), (0, 0), "{medium}");
    }
}

#[test]
fn where_that_takes_little_memory_it_may_stall_for_five_seconds() {
    for (medium, rate) in FASTEST {
        if rate < 11_000 {
            let counters = burn(medium, rate, 6.0, |_| Duration::from_secs(5));
            assert_eq!((counters.underruns, counters.idle_ns), (0, 0), "{medium}");
        }
    }
}

/// The measure can tell: a stall that nothing can bridge is counted, and the write goes on.
#[test]
fn a_stall_that_is_longer_than_any_reserve_is_an_under_run() {
    let counters = burn("bd-r", 35_122, 10.0, |_| Duration::from_secs(9));
    assert!(counters.underruns > 0 && counters.idle_ns > 4_000_000_000, "{counters:?}");
}

#[test]
fn callbacks_that_sleep_ten_seconds_cost_the_drive_nothing() {
    for (medium, rate) in FASTEST {
        let [alone, beside] = [0, 10].map(|seconds| {
            let recorder = open(medium, rate);
            let clock = recorder.drive().clock().clone();
            let writer = writer(&recorder);
            writer.put(|p| p.force_overwrite = true).unwrap();
            let sink = Each(move |_: &_| clock.sleep(Duration::from_secs(seconds)));
            writer.operations().advise(Arc::new(sink)).unwrap();
            writer.write(&memory(&vec![7; rate as usize * 5 * 2048])).unwrap();
            counters(&recorder)
        });
        assert_eq!(beside.idle_ns, 0, "{medium}");
        assert_eq!(beside.underruns, 0, "{medium}");
        assert_eq!(beside.max_gap_ns, alone.max_gap_ns, "{medium}");
    }
}
