//! What an object tells while an operation runs, and to whom.

use std::sync::Arc;

use super::result::WriteResult;
pub use crate::pipeline::meter::Progress;

/// A sink of DDiscFormat2DataEvents::Update or DDiscFormat2EraseEvents::Update. Dropped after its last use, with no lock held.
pub trait UpdateSink: Send + Sync {
    fn update(&self, progress: &Progress);
}

/// A sink of the end of an operation. Dropped after its last use, with no lock held.
pub trait EndSink: Send + Sync {
    fn end(&self, result: &WriteResult);
}

#[derive(Clone)]
pub enum Sink {
    Update(Arc<dyn UpdateSink>),
    End(Arc<dyn EndSink>),
}
