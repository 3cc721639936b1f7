//! Whole burns on every medium, with the disc read back from its file.

mod common;

use common::*;
use df2d::hresult::*;

const MEDIA: [&str; 4] = ["cd-r", "dvd+r", "dvd+rw", "bd-re"];

#[test]
fn every_medium_holds_what_was_written() {
    for media in MEDIA {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("disc.iso");
        let recorder = recorder(&path, &format!("media={media}&speed=2400"));
        let writer = writer(&recorder);
        let events = Recorded::on(&writer);
        let data = image(5000, 1);
        let code = writer.write(&memory(&data)).unwrap_or_else(|f| panic!("{media}: {f:?}"));
        assert_eq!(code, DF2D_S_OK, "{media}");
        let result = ended(&writer);
        println!("{media}: {result:?} {:?}", events.actions());
        assert_eq!(&std::fs::read(&path).unwrap()[..data.len()], data, "{media}");
        assert_eq!(result.content_after, 2);
        assert_eq!(result.sectors_on_media, 5000);
        assert_eq!(*events.actions().last().unwrap(), 6);
    }
}
