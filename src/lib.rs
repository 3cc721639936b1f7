//! libdf2d: records data on CD, DVD and Blu-ray with the semantics of IMAPI2's IDiscFormat2Data, behind a C ABI.
//!
//! C programs see `include/df2d.h`; `docs/architecture.md` has the picture. Everything below the C boundary is a
//! conversation in MMC commands with a device behind one trait, [`transport::Transport`].

pub mod alive;
pub mod callback;
pub mod failure;
pub mod ffi;
pub mod hresult;
pub mod imapi;
pub mod mmc;
pub mod pipeline;
pub mod recipe;
pub mod stream;
pub mod transport;
pub mod virtual_recorder;
