//! The C boundary: the only `extern "C"` of the library.
//!
//! One file per IMAPI2 interface. Each function is a few lines: it passes the guard, looks up its handles, and
//! calls the safe object behind them. The doc comments of public items land in df2d.h and are written for its
//! readers; what every unsafe function here asks of its caller is what df2d.h says.
#![allow(clippy::missing_safety_doc)]

pub mod constants;
pub mod recorder_constants;
pub mod types;

pub mod library;
pub mod log;

pub mod master;
pub mod recorder;
pub mod recorder_ex;
pub mod recorder_lists;
pub mod recorder_pages;
pub mod stream;

pub mod data;
pub mod format;
pub mod medium;
pub mod multisession;
pub mod write;

pub mod erase;

pub mod virtual_recorder;

mod guard;
mod handles;
mod operation;
mod out;
mod user_data;
