//! What the matrix of faults (`fault_matrix`) found, and those who read the code, one test each: disturbances in the middle of a
//! burn or an erase.
//!
//! | file | what it is about |
//! |---|---|
//! | `got_over` | what a task gets over |
//! | `said` | what is said of what it does not |
//! | `best_state` | what it leaves then |

mod best_state;
#[path = "../common/mod.rs"]
mod common;
mod got_over;
mod met;
mod said;
