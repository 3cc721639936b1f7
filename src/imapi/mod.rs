//! The IMAPI2 objects in safe Rust: state, rules and events. Read it with IMAPI2's pages open beside it.

#![forbid(unsafe_code)]

mod client_name;
pub mod data;
mod descriptors;
pub mod erase;
pub mod events;
pub mod format;
pub mod master;
pub mod medium;
pub mod multisession;
mod operation;
pub mod operations;
pub mod recorder;
mod recorder_ex;
mod recorder_pages;
pub mod result;
mod sinks;
