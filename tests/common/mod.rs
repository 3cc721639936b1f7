//! Whole burns on a virtual recorder, from the library's Rust side.
#![allow(dead_code)]

pub mod fake;
pub mod replay;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use df2d::imapi::data::{DiscFormat2Data, WriteOutcome, WriteResult};
use df2d::imapi::erase::DiscFormat2Erase;
use df2d::imapi::events::{Progress, UpdateSink};
use df2d::imapi::recorder::Recorder;
use df2d::stream::Stream;
use df2d::transport::Data;

/// So many or, of what takes long, the percentage of them that DF2D_TEST_SCALE asks for.
pub fn scaled(count: u32) -> u32 {
    let percent = std::env::var("DF2D_TEST_SCALE").map_or(100, |text| text.parse().expect("a percentage"));
    (count * percent / 100).max(1)
}

/// Data in which every sector differs from every other.
pub fn image(sectors: usize, seed: u32) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2654435761).max(1);
    let mut data = vec![0; sectors * 2048];
    for word in data.chunks_exact_mut(4) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        word.copy_from_slice(&state.to_le_bytes());
    }
    data
}

/// A recorder with a disc in a file, on the virtual clock unless `keys` says otherwise.
pub fn recorder(path: &Path, keys: &str) -> Arc<Recorder> {
    let clock = if keys.contains("clock=") { "" } else { "&clock=virtual" };
    Recorder::open(format!("virtual:{}?{keys}{clock}", path.display()).as_bytes())
        .unwrap_or_else(|failure| panic!("{keys}: {failure:?}"))
}

pub fn writer(recorder: &Arc<Recorder>) -> Arc<DiscFormat2Data> {
    let writer = DiscFormat2Data::new();
    writer.put_recorder(Some(recorder.clone())).unwrap();
    writer.put_client_name("df2d tests").unwrap();
    writer
}

pub fn eraser(recorder: &Arc<Recorder>, full: bool) -> Arc<DiscFormat2Erase> {
    let eraser = DiscFormat2Erase::new();
    eraser.put_recorder(Some(recorder.clone())).unwrap();
    eraser.put_client_name("df2d tests").unwrap();
    eraser.put(|p| p.full_erase = full).unwrap();
    eraser
}

/// A DVD-RW in restricted overwrite, of which only so much is formatted.
pub fn quick_format(recorder: &Arc<Recorder>, sectors: u32) {
    eraser(recorder, true).erase_media().unwrap();
    let mut list = [0, 0, 0, 8, 0, 0, 0, 0, 0x15 << 2, 0, 0, 16];
    list[4..8].copy_from_slice(&sectors.to_be_bytes());
    let data = Data::ToDevice(&list);
    let cdb = [0x04, 0x11, 0, 0, 0, 0];
    let answer = recorder.party().execute(&cdb, data, Duration::from_secs(600)).unwrap().unwrap();
    assert_eq!(answer.status, 0, "{:02X?}", answer.sense());
}

pub fn memory(data: &[u8]) -> Arc<Stream> {
    Stream::from_memory(data.to_vec())
}

pub fn ended(writer: &DiscFormat2Data) -> WriteResult {
    match writer.operations().result().unwrap() {
        WriteOutcome::Ended(result) => result,
        WriteOutcome::Pending(_) => panic!("the write has not ended"),
    }
}

/// Keeps every event.
#[derive(Default)]
pub struct Recorded(pub Mutex<Vec<Progress>>);

impl UpdateSink for Recorded {
    fn update(&self, progress: &Progress) {
        self.0.lock().unwrap().push(*progress);
    }
}

impl Recorded {
    pub fn on(writer: &DiscFormat2Data) -> Arc<Recorded> {
        let recorded = Arc::new(Recorded::default());
        writer.operations().advise(recorded.clone()).unwrap();
        recorded
    }

    pub fn events(&self) -> Vec<Progress> {
        self.0.lock().unwrap().clone()
    }

    /// The actions in their order, each once.
    pub fn actions(&self) -> Vec<i32> {
        let mut actions: Vec<i32> = self.events().iter().map(|p| p.current_action).collect();
        actions.dedup();
        actions
    }
}

/// Calls a function for each event.
pub struct Each<F>(pub F);

impl<F: Fn(&Progress) + Send + Sync> UpdateSink for Each<F> {
    fn update(&self, progress: &Progress) {
        (self.0)(progress);
    }
}
