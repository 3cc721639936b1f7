//! The list of recorders and its events, on folders that play a machine.

#[path = "common/machine.rs"]
mod machine;

use std::fs;
use std::os::fd::OwnedFd;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use df2d::hresult::*;
use df2d::imapi::master::{DeviceSink, DiscMaster};
use df2d::transport::discovery::Machine;
use machine::{Played, id};

// --- the list ---

#[test]
fn the_list_is_what_is_there() {
    let played = Played::new();
    let master = DiscMaster::of(played.machine());
    assert_eq!(master.count().unwrap(), 0);
    let (ten, two) = (played.add("sr10"), played.add("sr2"));
    played.register("sr3", 0);
    played.node("sr3");
    played.register("sr4", 5);
    for other in ["sda", "sr", "srx", "sr5p1", "loop0"] {
        played.add(other);
    }
    assert_eq!(master.count().unwrap(), 2, "no disk, no drive without a node, nothing of another name");
    assert_eq!(master.item(0).unwrap(), id(&two));
    assert_eq!(master.item(1).unwrap(), id(&ten));
    assert_eq!(master.item(2).unwrap_err().hr, DF2D_E_INVALIDARG);
    assert_eq!(master.item(usize::MAX).unwrap_err().hr, DF2D_E_INVALIDARG);
}

/// Items stay where they were counted until they are counted anew.
#[test]
fn the_list_is_a_snapshot() {
    let played = Played::new();
    let one = played.add("sr1");
    let master = DiscMaster::of(played.machine());
    assert_eq!(master.item(0).unwrap(), id(&one), "that counts, too");
    let zero = played.add("sr0");
    assert_eq!(master.item(0).unwrap(), id(&one));
    assert_eq!(master.count().unwrap(), 2);
    assert_eq!([master.item(0).unwrap(), master.item(1).unwrap()], [id(&zero), id(&one)]);
    played.remove("sr0");
    assert_eq!(master.item(1).unwrap(), id(&one));
    assert_eq!(*master.items().unwrap(), [id(&one)]);
}

#[test]
fn lasting_names_come_first() {
    let played = Played::new();
    played.add("sr0");
    let one = played.add("sr1");
    played.link("wwn-0x5", "sr0");
    let ata = played.link("ata-DRIVE_1234", "sr0");
    played.link("usb-DISK-part1", "sr10");
    fs::write(played.path("dev/disk/by-id/no link"), "").unwrap();
    let master = DiscMaster::of(played.machine());
    assert_eq!(*master.items().unwrap(), [id(&ata), id(&one)]);
}

#[test]
fn a_machine_without_any() {
    let root = tempfile::tempdir().unwrap();
    let master = DiscMaster::of(Machine::below(root.path()));
    assert_eq!(master.count().unwrap(), 0);
    assert!(!master.is_supported_environment().unwrap());
    let refused = master.advise(Told::new().0).unwrap_err();
    assert_eq!(refused.hr, DF2D_E_FAIL, "there is no /dev to watch");
    assert_eq!(refused.detail.errno, libc::ENOENT);
}

/// Nodes that are no drives make no environment for burning.
#[test]
fn what_cannot_be_opened_is_no_support() {
    let played = Played::new();
    played.add("sr0");
    assert!(!DiscMaster::of(played.machine()).is_supported_environment().unwrap());
}

// --- events ---

#[derive(Debug, PartialEq)]
enum News {
    Added(Vec<u8>),
    Removed(Vec<u8>),
}
use News::{Added, Removed};

/// A sink that passes on what it is told.
struct Told(Mutex<Sender<News>>);

impl Told {
    fn new() -> (Arc<Told>, Receiver<News>) {
        let (sender, receiver) = channel();
        (Arc::new(Told(Mutex::new(sender))), receiver)
    }
}

impl DeviceSink for Told {
    fn added(&self, id: &[u8]) {
        self.0.lock().unwrap().send(Added(id.to_vec())).unwrap();
    }

    fn removed(&self, id: &[u8]) {
        self.0.lock().unwrap().send(Removed(id.to_vec())).unwrap();
    }
}

/// The next event; it is the test's end if none comes.
fn next(news: &Receiver<News>) -> News {
    news.recv_timeout(Duration::from_secs(20)).expect("no event came")
}

#[test]
fn without_a_device_manager_files_tell() {
    let played = Played::new();
    let before = played.add("sr0");
    let master = DiscMaster::of(played.machine());
    let (sink, news) = Told::new();
    let cookie = master.advise(sink).unwrap();
    let one = played.add("sr1");
    assert_eq!(next(&news), Added(id(&one)));
    // Found by the link that is there before its node.
    let link = played.link("ata-DRIVE", "sr2");
    played.add("sr2");
    assert_eq!(next(&news), Added(id(&link)));
    played.remove("sr0");
    assert_eq!(next(&news), Removed(id(&before)));
    // What is no drive is not told.
    played.register("sr7", 0);
    played.node("sr7");
    played.add("sda");
    played.remove("sr2");
    assert_eq!(next(&news), Removed(id(&link)));
    master.unadvise(cookie).unwrap();
    played.add("sr9");
    assert!(news.recv().is_err(), "the sink has gone, and nothing was told to it");
}

/// The folders of the lasting names come with the first drive, go with the last, and come again.
#[test]
fn folders_come_and_go() {
    let played = Played::new();
    let master = DiscMaster::of(played.machine());
    let (sink, news) = Told::new();
    let cookie = master.advise(sink).unwrap();
    for _ in 0..3 {
        // The link alone is no drive; its node turns up through a link elsewhere, which only the folder's watch sees.
        played.register("sr0", 5);
        let link = played.link("ata-DRIVE", "sr0");
        played.node("sr0");
        assert_eq!(next(&news), Added(id(&link)));
        fs::remove_dir_all(played.path("dev/disk")).unwrap();
        played.remove("sr0");
        assert_eq!(next(&news), Removed(id(&link)));
    }
    master.unadvise(cookie).unwrap();
}

/// Another drive in the place of one, all within one look, is no drive that stayed.
#[test]
fn a_drive_that_takes_the_place_of_another() {
    let played = Played::new();
    let (ours, theirs) = UnixDatagram::pair().unwrap();
    let master = DiscMaster::of(with_messages(&played, ours));
    let node = played.add("sr0");
    let (sink, news) = Told::new();
    let cookie = master.advise(sink).unwrap();
    // Kept, so that its number is not given out again, which sysfs does not do either.
    fs::rename(played.path("sys/class/block/sr0"), played.path("sys/kept")).unwrap();
    played.register("sr0", 5);
    theirs.send(&message("block")).unwrap();
    assert_eq!([next(&news), next(&news)], [Removed(id(&node)), Added(id(&node))]);
    master.unadvise(cookie).unwrap();
}

fn with_messages(played: &Played, socket: UnixDatagram) -> Machine {
    socket.set_nonblocking(true).unwrap();
    played.machine().with_udev(move || Ok(OwnedFd::from(socket.try_clone()?)))
}

fn message(subsystem: &str) -> Vec<u8> {
    let properties = format!("ACTION=add\0SUBSYSTEM={subsystem}\0DEVNAME=/dev/sr0\0");
    let mut message = b"libudev\0\xFE\xED\xCA\xFE".to_vec();
    for field in [40, 40, properties.len() as u32, 0, 0, 0, 0] {
        message.extend(field.to_ne_bytes());
    }
    message.extend(properties.bytes());
    message
}

/// Files alone are no news where there is a device manager: it has more to do after they are there.
#[test]
fn a_device_managers_messages_tell() {
    let played = Played::new();
    let (ours, theirs) = UnixDatagram::pair().unwrap();
    let master = DiscMaster::of(with_messages(&played, ours));
    let (sink, news) = Told::new();
    let cookie = master.advise(sink).unwrap();
    played.add("sr0");
    theirs.send(&message("usb")).unwrap();
    theirs.send(b"add@/devices/virtual/block/sr0\0ACTION=add\0SUBSYSTEM=block\0").unwrap();
    let link = played.link("ata-DRIVE", "sr0");
    theirs.send(&message("block")).unwrap();
    assert_eq!(next(&news), Added(id(&link)), "with the link that came after the node");
    theirs.send(&message("block")).unwrap();
    fs::remove_file(&link).unwrap();
    played.remove("sr0");
    theirs.send(&message("block")).unwrap();
    assert_eq!(next(&news), Removed(id(&link)), "under the name that it came with");
    master.unadvise(cookie).unwrap();
}

/// Should the messages end, the watch does not, and does not spin.
#[test]
fn a_device_manager_that_goes() {
    let played = Played::new();
    let (ours, theirs) = UnixDatagram::pair().unwrap();
    let master = DiscMaster::of(with_messages(&played, ours));
    let (sink, news) = Told::new();
    let cookie = master.advise(sink).unwrap();
    let node = played.add("sr0");
    theirs.send(&[]).unwrap();
    assert_eq!(next(&news), Added(id(&node)), "one last look");
    master.unadvise(cookie).unwrap();
    assert!(news.recv().is_err());
}

/// Where its messages are forbidden the files have to do.
#[test]
fn a_device_manager_that_does_not_speak() {
    let played = Played::new();
    let silent = || Err(std::io::Error::from_raw_os_error(libc::EAFNOSUPPORT));
    let master = DiscMaster::of(played.machine().with_udev(silent));
    let (sink, news) = Told::new();
    let cookie = master.advise(sink).unwrap();
    let node = played.add("sr0");
    assert_eq!(next(&news), Added(id(&node)));
    master.unadvise(cookie).unwrap();
}

/// Runs as a user without rights to more than others have, whoever runs the tests.
fn as_nobody<R: Send>(body: impl FnOnce() -> R + Send) -> R {
    const NOBODY: libc::c_long = 65534;
    let as_nobody = || {
        // SAFETY: no pointers are involved.
        if unsafe { libc::geteuid() } == 0 {
            // SAFETY: no pointers are involved. As a bare system call it is of this thread alone, and of those it starts.
            assert_eq!(unsafe { libc::syscall(libc::SYS_setresuid, NOBODY, NOBODY, NOBODY) }, 0);
        }
        body()
    };
    std::thread::scope(|scope| scope.spawn(as_nobody).join().unwrap())
}

/// A node is there before its permissions are: the drive has come when it can be opened.
#[test]
fn a_drive_comes_when_it_can_be_opened() {
    let played = Played::new();
    let chmod = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let node = played.add("sr0");
    chmod(&node, 0);
    let master = DiscMaster::of(played.machine());
    let (sink, news) = Told::new();
    let cookie = as_nobody(|| master.advise(sink)).unwrap();
    // One that cannot be opened yet, and one that can be at once, so that the first look at the former has been.
    let one = played.path("dev/sr1");
    fs::write(played.path("closed"), "").unwrap();
    chmod(&played.path("closed"), 0);
    fs::rename(played.path("closed"), &one).unwrap();
    played.register("sr1", 5);
    let two = played.add("sr2");
    assert_eq!(next(&news), Added(id(&two)));
    chmod(&one, 0o444);
    assert_eq!(next(&news), Added(id(&one)));
    chmod(&node, 0o444);
    assert_eq!(next(&news), Added(id(&node)), "it was there at the beginning, but could not be opened");
    master.unadvise(cookie).unwrap();
}

#[test]
fn every_sink_is_told_from_its_own_beginning() {
    let played = Played::new();
    let master = DiscMaster::of(played.machine());
    let ((first, to_first), (second, to_second)) = (Told::new(), Told::new());
    let one = master.advise(first).unwrap();
    let zero = played.add("sr0");
    assert_eq!(next(&to_first), Added(id(&zero)));
    let two = master.advise(second).unwrap();
    assert!(one != 0 && two != 0 && one != two);
    played.remove("sr0");
    assert_eq!(next(&to_first), Removed(id(&zero)));
    assert_eq!(next(&to_second), Removed(id(&zero)));
    master.unadvise(one).unwrap();
    let again = played.add("sr3");
    assert_eq!(next(&to_second), Added(id(&again)));
    master.unadvise(two).unwrap();
    for cookie in [0, one, two, two + 1] {
        assert_eq!(master.unadvise(cookie).unwrap_err().hr, DF2D_E_INVALIDARG);
    }
    assert!(to_first.try_recv().is_err());
}

/// A sink that runs a function for each event.
struct Each<F>(F);

impl<F: Fn() + Send + Sync> DeviceSink for Each<F> {
    fn added(&self, _: &[u8]) {
        (self.0)();
    }

    fn removed(&self, _: &[u8]) {
        (self.0)();
    }
}

/// The last sink takes itself away and puts another in its place: the watcher goes on, and is one.
#[test]
fn sinks_change_inside_a_sink() {
    let played = Played::new();
    let master = DiscMaster::of(played.machine());
    let (sink, news) = Told::new();
    let (done, changed) = channel();
    let own = Arc::new(AtomicU32::new(0));
    let changing = {
        let (master, own, done) = (Arc::downgrade(&master), own.clone(), Mutex::new(done));
        Each(move || {
            let master = master.upgrade().unwrap();
            master.unadvise(own.load(Ordering::SeqCst)).unwrap();
            done.lock().unwrap().send(master.advise(sink.clone()).unwrap()).unwrap();
        })
    };
    own.store(master.advise(Arc::new(changing)).unwrap(), Ordering::SeqCst);
    let zero = played.add("sr0");
    let after = changed.recv_timeout(Duration::from_secs(20)).unwrap();
    played.remove("sr0");
    assert_eq!(next(&news), Removed(id(&zero)), "the first event that came after it");
    master.unadvise(after).unwrap();
    assert!(news.recv().is_err());
}

/// The handle goes inside a sink: nothing more is told, and the master goes with the watcher.
#[test]
fn shut_down_inside_a_sink() {
    let played = Played::new();
    let master = DiscMaster::of(played.machine());
    let (done, ended) = channel();
    let done = Mutex::new(done);
    let weak = Arc::downgrade(&master);
    let closing = Each(move || {
        weak.upgrade().unwrap().shut_down(false);
        done.lock().unwrap().send(()).unwrap();
    });
    master.advise(Arc::new(closing)).unwrap();
    let (sink, news) = Told::new();
    master.advise(sink).unwrap();
    played.add("sr0");
    ended.recv_timeout(Duration::from_secs(20)).unwrap();
    assert!(ended.recv().is_err(), "and the sink has gone");
    assert!(news.recv().is_err());
    assert_eq!(master.advise(Told::new().0).unwrap_err().hr, DF2D_E_HANDLE);
}

#[test]
fn a_sink_that_panics_is_told_again() {
    let played = Played::new();
    let master = DiscMaster::of(played.machine());
    master.advise(Arc::new(Each(|| panic!("in a sink")))).unwrap();
    let (sink, news) = Told::new();
    master.advise(sink).unwrap();
    let zero = played.add("sr0");
    assert_eq!(next(&news), Added(id(&zero)));
    played.remove("sr0");
    assert_eq!(next(&news), Removed(id(&zero)));
    master.shut_down(true);
}

/// Advising and unadvising on many threads while drives come and go: nobody waits for ever, and no watcher is left.
#[test]
fn many_at_once() {
    let played = Played::new();
    let master = DiscMaster::of(played.machine());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..200 {
                    let cookie = master.advise(Arc::new(Each(|| ()))).unwrap();
                    master.unadvise(cookie).unwrap();
                }
            });
        }
        for _ in 0..50 {
            played.add("sr0");
            played.remove("sr0");
        }
    });
    // The watcher holds the master while it lives.
    assert_eq!(Arc::strong_count(&master), 1);
    symlink("nowhere", played.path("dev/sr0")).unwrap();
    assert_eq!(master.count().unwrap(), 0);
}
