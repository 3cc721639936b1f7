//! Vectors written by hand from the standard's field tables, and random bytes.

mod actions;
mod commands;
mod fuzz;
mod modes;
mod responses;
mod senses;
mod traces;

/// Fills in a field of a response that is otherwise zero.
fn put(response: &mut [u8], at: usize, data: &[u8]) {
    response[at..at + data.len()].copy_from_slice(data);
}
