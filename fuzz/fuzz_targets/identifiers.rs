//! What names a recorder. Nothing is opened.
#![no_main]

use df2d::transport::iscsi::{Address, SCHEME};
use df2d::transport::open::open;
use df2d::transport::sg::Node;
use df2d::virtual_recorder::Config;

libfuzzer_sys::fuzz_target!(|id: &[u8]| {
    if let Some(rest) = id.strip_prefix(b"virtual:") {
        if let Ok(config) = Config::parse(rest) {
            let _ = config.key();
        }
    } else if let Some(rest) = id.strip_prefix(SCHEME) {
        match Address::parse(rest) {
            Ok(address) => is_the_same(&address),
            Err(failure) => assert!(failure.hr < 0 && !failure.text.is_empty()),
        }
    } else if id.starts_with(b"/") {
        let _ = Node::named(id);
    } else {
        let failure = open(id).err().expect("there is no recorder of another kind");
        assert!(failure.hr < 0 && !failure.text.is_empty());
    }
});

/// What is given back as the identifier is one of the same drive, unless the password is missing.
fn is_the_same(address: &Address) {
    if address.credentials.is_none() {
        let again =
            Address::parse(&address.public().as_bytes()[SCHEME.len()..]).expect("it is an identifier");
        assert_eq!(again.key(), address.key());
    }
}
