//! The IMAPI2 objects in safe Rust: state, rules and events. Read it with IMAPI2's pages open beside it.

#![forbid(unsafe_code)]

mod client_name;
pub mod data;
pub mod erase;
pub mod events;
pub mod format;
pub mod medium;
mod operation;
pub mod operations;
pub mod recorder;
pub mod result;
