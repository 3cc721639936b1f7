use crate::failure::SenseCode;
use crate::mmc::Sense;
use crate::mmc::sense::to_fixed;

fn code(key: u8, asc: u8, ascq: u8, deferred: bool) -> SenseCode {
    SenseCode { key, asc, ascq, deferred }
}

/// A medium error at block 0x00012345.
#[test]
fn fixed_format() {
    let data = [0xF0, 0, 0x03, 0x00, 0x01, 0x23, 0x45, 0x0A, 0, 0, 0, 0, 0x0C, 0x00, 0, 0, 0, 0];
    let sense = Sense::decode(&data).unwrap();
    assert_eq!(sense.code, code(3, 0x0C, 0x00, false));
    assert_eq!(sense.information, Some(0x0001_2345));
    assert_eq!(sense.progress, None);
    // The same, deferred, without a valid address, and with ILI and the like beside the key.
    let data = [0x71, 0, 0xE3, 0x00, 0x01, 0x23, 0x45, 0x0A, 0, 0, 0, 0, 0x0C, 0x09, 0, 0, 0, 0];
    let sense = Sense::decode(&data).unwrap();
    assert_eq!(sense.code, code(3, 0x0C, 0x09, true));
    assert_eq!(sense.information, None);
}

#[test]
fn fixed_format_progress() {
    let mut data = [0x70, 0, 0x02, 0, 0, 0, 0, 0x0A, 0, 0, 0, 0, 0x04, 0x04, 0, 0x80, 0x80, 0x00];
    assert_eq!(Sense::decode(&data).unwrap().progress, Some(0x8000));
    data[16..].copy_from_slice(&[0xFF, 0xFF]);
    assert_eq!(Sense::decode(&data).unwrap().progress, Some(0xFFFF));
    // DVD+RW formatting in the background: the key is 0.
    data[2] = 0;
    assert_eq!(Sense::decode(&data).unwrap().progress, Some(0xFFFF));
    data[15] = 0;
    assert_eq!(Sense::decode(&data).unwrap().progress, None);
    // With ILLEGAL REQUEST it is a field pointer.
    data[15] = 0xC0;
    data[2] = 0x05;
    assert_eq!(Sense::decode(&data).unwrap().progress, None);
}

/// What is cut off is zero; additional bytes beyond the stated length do not count.
#[test]
fn fixed_format_short() {
    let data = [0x70, 0, 0x06, 0, 0, 0, 0, 0x0A, 0, 0, 0, 0, 0x29, 0x00];
    assert_eq!(Sense::decode(&data).unwrap().code, code(6, 0x29, 0, false));
    assert_eq!(Sense::decode(&data[..12]).unwrap().code, code(6, 0, 0, false));
    assert_eq!(Sense::decode(&data[..3]).unwrap().code, code(6, 0, 0, false));
    assert_eq!(Sense::decode(&data[..2]), None);
    let stale = [0x70, 0, 0x06, 0, 0, 0, 0, 0x00, 0, 0, 0, 0, 0x29, 0x01];
    assert_eq!(Sense::decode(&stale).unwrap().code, code(6, 0, 0, false));
}

#[test]
fn descriptor_format() {
    let data = [
        0x72, 0x02, 0x04, 0x07, 0, 0, 0, 24, // two known descriptors and a vendor's between them
        0x00, 0x0A, 0x80, 0, 0, 0, 0, 0, 0x01, 0x02, 0x03, 0x04, //
        0x80, 0x02, 0xEE, 0xEE, //
        0x02, 0x06, 0, 0, 0xC0, 0x40, 0x00, 0,
    ];
    let sense = Sense::decode(&data).unwrap();
    assert_eq!(sense.code, code(2, 0x04, 0x07, false));
    assert_eq!(sense.information, Some(0x0102_0304));
    assert_eq!(sense.progress, Some(0x4000));
    let mut deferred = data;
    deferred[0] = 0x73;
    deferred[1] = 0x03;
    deferred[10] = 0;
    let sense = Sense::decode(&deferred).unwrap();
    assert_eq!(sense.code, code(3, 0x04, 0x07, true));
    assert_eq!((sense.information, sense.progress), (None, None));
    // Cut within the second descriptor, and before the header's end.
    assert_eq!(Sense::decode(&data[..15]).unwrap().information, None);
    assert_eq!(Sense::decode(&data[..4]).unwrap().code, code(2, 0x04, 0x07, false));
    assert_eq!(Sense::decode(&data[..3]), None);
}

#[test]
fn nothing_said() {
    assert_eq!(Sense::decode(&[]), None);
    assert_eq!(Sense::decode(&[0; 18]), None);
    assert_eq!(Sense::decode(&[0xFF; 18]), None);
    assert_eq!(Sense::decode(&[0x74, 0, 3, 0, 0, 0, 0, 10]), None);
}

#[test]
fn fixed_stays_as_sent() {
    let data = [0xF0, 0, 0x23, 1, 2, 3, 4, 0x0A, 5, 6, 7, 8, 0x0C, 0x09, 9, 0xC0, 0x12, 0x34, 0xEE, 0xEE];
    assert_eq!(to_fixed(&data), data[..18]);
    assert_eq!(to_fixed(&data[..4]), [0xF0, 0, 0x23, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(to_fixed(&[]), [0; 18]);
}

#[test]
fn descriptors_become_fixed() {
    let mut data = [
        0x72, 0x02, 0x04, 0x07, 0, 0, 0, 44, //
        0x00, 0x0A, 0x80, 0, 0, 0, 0, 0, 0x01, 0x02, 0x03, 0x04, // information
        0x01, 0x0A, 0, 0, 0, 0, 0, 0, 0x05, 0x06, 0x07, 0x08, // command specific
        0x02, 0x06, 0, 0, 0xC0, 0x40, 0x01, 0, // sense key specific
        0x03, 0x02, 0, 0x77, // field replaceable unit
        0x05, 0x02, 0, 0x20, // block commands: ILI
        0x80, 0x02, 0xEE, 0xEE, // a vendor's
    ];
    let fixed = [
        0xF0, 0, 0x22, 0x01, 0x02, 0x03, 0x04, 0x0A, 0x05, 0x06, 0x07, 0x08, 0x04, 0x07, 0x77, 0xC0, 0x40,
        0x01,
    ];
    assert_eq!(to_fixed(&data), fixed);
    assert_eq!(Sense::decode(&fixed), Sense::decode(&data));
    // Deferred, with an address that has no place, and cut off after it.
    (data[0], data[12]) = (0x73, 0x01);
    assert_eq!(to_fixed(&data[..20]), [0x71, 0, 2, 0, 0, 0, 0, 0x0A, 0, 0, 0, 0, 4, 7, 0, 0, 0, 0]);
    assert_eq!(to_fixed(&data[..3])[..14], [0x71, 0, 2, 0, 0, 0, 0, 0x0A, 0, 0, 0, 0, 4, 0]);
}
