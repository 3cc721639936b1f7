//! The drive as a host sees it: bytes in, bytes out, on the virtual clock.
//!
//! `lives` and `burn` go the ordinary way of each medium. `addresses`, `recording`, `readiness`, `states` and `link` make
//! the checks that a faithful recorder must make, groups A to E of the list; `power_cuts` and `disturbance` disturb it.

mod addresses;
mod burn;
mod conformance;
mod disc_rules;
mod disturbance;
mod link;
mod lives;
mod power_cuts;
mod readiness;
mod recording;
mod states;
mod timing;

use std::sync::Arc;
use std::time::Duration;

use super::*;
use crate::transport::status;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const S: usize = 2048;

/// A drive with helpers that speak bytes.
struct Rig(Arc<VirtualRecorder>);

/// Key, additional sense code, qualifier.
type Code = (u8, u8, u8);

impl Rig {
    fn open(id: &str) -> Rig {
        Rig(VirtualRecorder::open(Config::parse(id.as_bytes()).unwrap()).unwrap())
    }

    /// Without the unit attention that it begins with.
    fn ready(id: &str) -> Rig {
        let rig = Rig::open(id);
        assert_eq!(rig.code(&[0; 6]), Some((6, 0x28, 0)));
        rig
    }

    fn raw(&self, cdb: &[u8], data: Data<'_>) -> std::result::Result<Answer, Fault> {
        self.0.execute(cdb, data, HOUR)
    }

    fn answer(&self, answer: std::result::Result<Answer, Fault>) -> Option<Code> {
        let answer = answer.unwrap();
        match answer.status {
            status::GOOD => None,
            _ => Some((answer.sense()[2], answer.sense()[12], answer.sense()[13])),
        }
    }

    /// A command without data; None is GOOD.
    fn code(&self, cdb: &[u8]) -> Option<Code> {
        self.answer(self.raw(cdb, Data::None))
    }

    fn good(&self, cdb: &[u8]) {
        assert_eq!(self.code(cdb), None, "{cdb:02x?}");
    }

    fn send(&self, cdb: &[u8], data: &[u8]) -> Option<Code> {
        self.answer(self.raw(cdb, Data::ToDevice(data)))
    }

    fn get(&self, cdb: &[u8], len: usize) -> std::result::Result<Vec<u8>, Code> {
        let mut data = vec![0xEE; len];
        let answer = self.raw(cdb, Data::FromDevice(&mut data)).unwrap();
        if answer.status != status::GOOD {
            return Err((answer.sense()[2], answer.sense()[12], answer.sense()[13]));
        }
        data.truncate(answer.transferred);
        Ok(data)
    }

    fn write_bytes(&self, lba: u32, data: &[u8]) -> Option<Code> {
        self.send(&cdb_rw(0x2A, lba, (data.len() / S) as u16), data)
    }

    /// Sectors that say where they belong.
    fn write(&self, lba: u32, count: u32) -> Option<Code> {
        self.write_bytes(lba, &pattern(lba, count))
    }

    /// Like a patient host.
    fn burn(&self, lba: u32, count: u32) {
        let end = lba + count;
        let mut at = lba;
        while at < end {
            let data = pattern(at, (end - at).min(16));
            loop {
                match self.write_bytes(at, &data) {
                    None => break at += (data.len() / S) as u32,
                    Some((2, 4, 8)) => self.0.clock.sleep(Duration::from_millis(5)),
                    other => panic!("WRITE at {at}: {other:02x?}"),
                }
            }
        }
    }

    fn read(&self, lba: u32, count: u32) -> std::result::Result<Vec<u8>, Code> {
        self.get(&cdb_rw(0x28, lba, count as u16), count as usize * S)
    }

    fn disc_info(&self) -> Vec<u8> {
        self.get(&[0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0], 34).unwrap()
    }

    fn track_info(&self, kind: u8, number: u32) -> std::result::Result<Track, Code> {
        let n = number.to_be_bytes();
        let data = self.get(&[0x52, kind, n[0], n[1], n[2], n[3], 0, 0, 36, 0], 36)?;
        let field = |at: usize| u32::from_be_bytes(data[at..at + 4].try_into().unwrap());
        Ok(Track {
            number: data[2],
            session: data[3],
            damaged: data[5] & 0x20 != 0,
            blank: data[6] & 0x40 != 0,
            next: (data[7] & 1 != 0).then_some(field(12)),
            start: field(8),
            free: field(16),
            size: field(24),
        })
    }

    fn next(&self) -> Option<u32> {
        self.track_info(1, 0xFF).unwrap().next
    }

    fn read_capacity(&self) -> u32 {
        let data = self.get(&[0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0], 8).unwrap();
        assert_eq!(data[4..], [0, 0, 8, 0]);
        u32::from_be_bytes(data[..4].try_into().unwrap())
    }

    /// Page 05h as a host writes it for track at once.
    fn track_at_once(&self, multi_session: bool, bufe: bool) {
        assert_eq!(self.select(&page05(multi_session, bufe)), None);
    }

    fn select(&self, page: &[u8]) -> Option<Code> {
        let mut list = vec![0; 8];
        list.extend(page);
        self.send(&[0x55, 0x10, 0, 0, 0, 0, 0, 0, list.len() as u8, 0], &list)
    }

    /// Page 05h as a host writes it for DVD-R: write type 0 in packets of `unit`, or 2, with the multi-session bits.
    fn dash(&self, write_type: u8, unit: u8, multi_session: bool) {
        assert_eq!(self.select(&page05_dash(write_type, unit, multi_session)), None);
    }

    /// What this medium needs before it takes data; with the multi-session bits where they count.
    fn prepare(&self, media: &str, multi_session: bool) {
        match media {
            "cd-r" | "cd-rw" => self.track_at_once(multi_session, true),
            "dvd-r" | "dvd-r-dl" | "dvd-rw" => self.dash(0, 16, multi_session),
            "hd-dvd-r" => self.dash(0, 32, multi_session),
            "dvd+rw" | "dvd+rw-dl" => assert_eq!(self.format(0x98, u32::MAX, 0), None),
            "bd-re" => assert_eq!(self.format(0x00, self.capacities()[1].0, 0), None),
            _ => {}
        }
    }

    fn blank(&self, kind: u8) -> Option<Code> {
        self.code(&[0xA1, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    }

    fn reserve(&self, count: u32) -> Option<Code> {
        let c = count.to_be_bytes();
        self.code(&[0x53, 0, 0, 0, 0, c[0], c[1], c[2], c[3], 0])
    }

    fn profile(&self) -> u8 {
        self.get(&[0x46, 0, 0, 0, 0, 0, 0, 0, 8, 0], 8).unwrap()[7]
    }

    /// Next writable address of the last track, as hosts ask for it on media that do not know track FFh.
    fn next_of_last(&self) -> Option<u32> {
        let last = self.disc_info()[6];
        self.track_info(1, last.into()).unwrap().next
    }

    /// The descriptors of READ FORMAT CAPACITIES: blocks and the byte behind them.
    fn capacities(&self) -> Vec<(u32, u8)> {
        let list = self.get(&[0x23, 0, 0, 0, 0, 0, 0, 0, 252, 0], 252).unwrap();
        assert_eq!(usize::from(list[3]), list.len() - 4);
        list[4..].chunks(8).map(|d| (u32::from_be_bytes(d[..4].try_into().unwrap()), d[4])).collect()
    }

    fn close(&self, function: u8, track: u8) -> Option<Code> {
        self.code(&[0x5B, 0, function, 0, 0, track, 0, 0, 0, 0])
    }

    fn sync(&self) -> Option<Code> {
        self.code(&[0x35, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    }

    fn format(&self, kind: u8, blocks: u32, flags: u8) -> Option<Code> {
        let b = blocks.to_be_bytes();
        let list = [0, flags, 0, 8, b[0], b[1], b[2], b[3], kind, 0, 0, 0];
        self.send(&[0x04, 0x11, 0, 0, 0, 0], &list)
    }

    fn now(&self) -> Duration {
        self.0.clock.now()
    }
}

struct Track {
    number: u8,
    session: u8,
    damaged: bool,
    blank: bool,
    next: Option<u32>,
    start: u32,
    free: u32,
    size: u32,
}

fn cdb_rw(opcode: u8, lba: u32, count: u16) -> [u8; 10] {
    let (l, c) = (lba.to_be_bytes(), count.to_be_bytes());
    [opcode, 0, l[0], l[1], l[2], l[3], 0, c[0], c[1], 0]
}

fn page05(multi_session: bool, bufe: bool) -> Vec<u8> {
    let mut page = vec![0; 52];
    page[..2].copy_from_slice(&[0x05, 0x32]);
    page[2] = u8::from(bufe) << 6 | 1;
    page[3] = if multi_session { 0xC4 } else { 0x04 };
    page[4] = 8;
    page[15] = 150;
    page
}

fn page05_dash(write_type: u8, unit: u8, multi_session: bool) -> Vec<u8> {
    let mut page = vec![0; 52];
    page[..2].copy_from_slice(&[0x05, 0x32]);
    page[2] = 0x40 | write_type;
    page[3] = if multi_session { 0xC5 } else { 0x05 };
    page[4] = 8;
    if write_type == 0 {
        page[2] |= 0x20;
        page[3] |= 0x20;
        page[5] = unit;
        page[13] = unit;
    }
    page[15] = 150;
    page
}

fn pattern(lba: u32, count: u32) -> Vec<u8> {
    let sector = |lba: u32| lba.to_le_bytes().map(|byte| byte ^ 0x5A).repeat(S / 4);
    (lba..lba + count).map(sector).collect::<Vec<_>>().concat()
}

/// A disc file in a folder of its own.
struct Disc {
    folder: tempfile::TempDir,
    keys: String,
}

impl Disc {
    fn new(keys: &str) -> Disc {
        Disc { folder: tempfile::tempdir().unwrap(), keys: format!("{keys}&clock=virtual") }
    }

    fn id(&self) -> String {
        format!("{}?{}", self.path().display(), self.keys)
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("disc.iso")
    }

    fn disc_file(&self) -> std::path::PathBuf {
        self.folder.path().join("disc.iso.disc")
    }

    fn load(&self) -> Rig {
        Rig::ready(&self.id())
    }

    fn open(&self) -> crate::failure::Result<Arc<VirtualRecorder>> {
        VirtualRecorder::open(Config::parse(self.id().as_bytes())?)
    }
}
