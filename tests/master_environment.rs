//! Recorders that the environment names. A program of its own, since it changes the environment of all its threads.

#[path = "common/machine.rs"]
mod machine;

use std::os::unix::fs::symlink;

use df2d::imapi::master::DiscMaster;
use machine::{Played, id};

/// By whatever path a drive of this machine is named, it is in the list once.
#[test]
fn further_recorders_come_after_the_machines_and_none_twice() {
    let played = Played::new();
    let node = played.add("sr0");
    let link = played.link("ata-DRIVE", "sr0");
    let other = played.path("link");
    symlink(&node, &other).unwrap();
    let elsewhere = played.path("elsewhere");
    std::fs::write(&elsewhere, "").unwrap();
    let names = format!(
        " {} virtual:?media=cd-r {} {} {}  virtual:?media=cd-r iscsi://host/iqn/1 ",
        node.display(),
        link.display(),
        elsewhere.display(),
        other.display()
    );
    // SAFETY: the only test of this program, and it has no other thread that looks at the environment.
    unsafe { std::env::set_var("DF2D_RECORDERS", names) };
    let expected =
        [id(&link), b"virtual:?media=cd-r".to_vec(), id(&elsewhere), b"iscsi://host/iqn/1".to_vec()];
    assert_eq!(*DiscMaster::of(played.machine()).items().unwrap(), expected);
}
