//! The three threads of a write and what lies between them.
//!
//! The read thread fills [slots](slot) of the [`ring`] from the source, the device thread issues every command of the
//! recipe through a [`device::Device`] and hands slots to the drive ([`feed`]), and the write thread, which belongs
//! to the object that was asked to write, alone calls back. [`control`] decides who wins when a cancel meets the
//! end of a write; [`meter`] is what progress is read from; [`cause`] tells what lies behind a failure.

#![deny(unsafe_code)]

pub mod cause;
pub mod control;
pub mod device;
pub mod feed;
pub mod layout;
pub mod meter;
pub mod reader;
pub mod ring;
#[allow(unsafe_code)]
pub mod slot;
