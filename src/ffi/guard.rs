//! The one gate that every C function passes: no panic leaves it, no forked child enters it, and every failure is
//! remembered where the caller can ask for it.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};

use super::handles::{self, Handle, Kind};
use super::out::Out;
use crate::failure::{Failure, Result};
use crate::hresult::{DF2D_E_PENDING, DF2D_E_UNEXPECTED, DF2D_S_OK, df2d_hresult};

thread_local! {
    static THREAD_ERROR: RefCell<Option<Failure>> = const { RefCell::new(None) };
    /// Its code, which is still there when the thread ends and the failure itself is gone.
    static THREAD_CODE: Cell<df2d_hresult> = const { Cell::new(DF2D_S_OK) };
}

/// A call that has no handle to remember its failure on.
pub(super) fn call(body: impl FnOnce() -> Result<df2d_hresult>) -> df2d_hresult {
    if in_forked_child() {
        return DF2D_E_UNEXPECTED;
    }
    let entered = || {
        super::log::read_environment();
        body()
    };
    contain(entered).unwrap_or_else(|failure| {
        let hr = failure.hr;
        tell(&failure);
        set_thread_error(failure);
        hr
    })
}

/// A call on an object.
pub(super) fn on<T: Kind>(
    token: *const T::Token,
    body: impl FnOnce(&Handle<T>) -> Result<df2d_hresult>,
) -> df2d_hresult {
    call(|| {
        let handle = handles::find::<T>(token)?;
        contain(|| body(&handle)).or_else(|failure| {
            let hr = failure.hr;
            // "Not yet" is an answer, not a failure worth remembering.
            if hr != DF2D_E_PENDING {
                tell(&failure);
                handle.set_error(failure);
            }
            Ok(hr)
        })
    })
}

/// A call on an object that asks for one value.
///
/// # Safety
/// `out` is NULL or valid for writes.
pub(super) unsafe fn get<T: Kind, V>(
    token: *const T::Token,
    out: *mut V,
    body: impl FnOnce(&Handle<T>) -> Result<V>,
) -> df2d_hresult {
    // SAFETY: as the caller promised.
    let out = unsafe { Out::zeroed(out) };
    on(token, |handle| {
        out.required()?;
        out.set(body(handle)?);
        Ok(DF2D_S_OK)
    })
}

/// A call that must work in a signal handler and a forked child: it takes no lock, allocates nothing, cannot panic.
pub(super) fn pure<R>(body: impl FnOnce() -> R) -> R {
    body()
}

/// While the thread ends, in a destructor of the caller's, only the code and its own sentence.
pub(super) fn thread_error() -> Option<Failure> {
    THREAD_ERROR.try_with(|error| error.borrow().clone()).unwrap_or_else(|_| {
        let code = THREAD_CODE.get();
        (code != DF2D_S_OK).then(|| Failure::code(code))
    })
}

fn set_thread_error(failure: Failure) {
    THREAD_CODE.set(failure.hr);
    // While the thread ends there may be no place left to remember it in.
    let _ = THREAD_ERROR.try_with(|error| error.replace(Some(failure)));
}

fn tell(failure: &Failure) {
    log::debug!(target: "df2d", "a call failed: 0x{:08X} {}", failure.hr, failure.text);
}

/// Runs the body; a panic becomes a failure.
fn contain<R>(body: impl FnOnce() -> Result<R>) -> Result<R> {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| Err(panicked(payload)))
}

fn panicked(payload: Box<dyn Any + Send>) -> Failure {
    let what = match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => text.to_string(),
        (_, Some(text)) => text.clone(),
        _ => "no message".to_owned(),
    };
    drop_quietly(payload);
    Failure::new(DF2D_E_UNEXPECTED, format!("The library failed internally ({what}); please report it."))
}

/// A payload whose own drop panics must not come through either, nor what that panic carries.
fn drop_quietly(mut payload: Box<dyn Any + Send>) {
    const TRIES: u32 = 3;
    for _ in 0..TRIES {
        match catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            Ok(()) => return,
            Err(next) => payload = next,
        }
    }
    std::mem::forget(payload);
}

/// The process that made the first call; 0 before that.
static PROCESS: AtomicU32 = AtomicU32::new(0);

fn in_forked_child() -> bool {
    let this = std::process::id();
    match PROCESS.compare_exchange(0, this, Ordering::Relaxed, Ordering::Relaxed) {
        Ok(_) => false,
        Err(first) => first != this,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("again");
        }
    }

    #[test]
    fn a_panic_becomes_a_failure() {
        assert_eq!(call(|| panic!("at the disco")), DF2D_E_UNEXPECTED);
        assert!(thread_error().unwrap().text.contains("at the disco"));
    }

    #[test]
    #[cfg_attr(
        miri,
        ignore = "what the second panic carries is left where it is, since its drop may panic as well"
    )]
    fn so_does_one_of_its_payload() {
        assert_eq!(call(|| std::panic::panic_any(Bomb)), DF2D_E_UNEXPECTED);
    }

    /// Every function of the C boundary begins its work in one of the guard's gates.
    #[test]
    #[cfg_attr(miri, ignore = "it reads the sources; no memory is in question")]
    fn every_function_passes_the_gate() {
        let gates = [
            "guard::call(",
            "guard::on::<",
            "guard::get::<",
            "guard::pure(",
            "out::text::<",
            "out::list::<",
            "out::texts::<",
            "out::failure(",
        ];
        let mut seen = 0;
        for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/ffi")).unwrap() {
            let source = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            for function in source.split(concat!("#[unsafe(", "no_mangle)]")).skip(1) {
                let body = function.split("\n}").next().unwrap();
                let name = body.split('(').next().unwrap().trim();
                assert!(gates.iter().any(|gate| body.contains(gate)), "{name} does not pass the guard");
                assert_eq!(body.matches("extern \"C\" fn").count(), 1, "{name}");
                seen += 1;
            }
        }
        assert!(seen > 60, "only {seen} functions found");
    }
}
