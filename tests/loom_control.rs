//! Every interleaving of cancels with the end of a write, on the state machine that the library runs.
//! Run with RUSTFLAGS="--cfg loom".
#![cfg(loom)]

use df2d::pipeline::control::{CancelAnswer, Control};
use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, Ordering};
use loom::thread;

/// What the operation ended with.
#[derive(Clone, Copy, PartialEq, Debug)]
enum End {
    Success,
    Cancelled,
    Failed,
}

/// An operation as the engine runs it: write, point of no return, verification, result.
fn operate(control: &Control, verify: bool, fails: bool) -> End {
    let own = write(control, verify, fails);
    let may_succeed = control.seal();
    if may_succeed || own != End::Success { own } else { End::Cancelled }
}

fn write(control: &Control, verify: bool, fails: bool) -> End {
    if control.is_cancelled() {
        return End::Cancelled;
    }
    if fails {
        return if control.fail() { End::Failed } else { End::Cancelled };
    }
    if !control.commit() {
        return End::Cancelled;
    }
    if verify {
        control.begin_verification();
        if control.is_cancelled() {
            return End::Cancelled;
        }
    }
    End::Success
}

fn check(verify: bool, fails: bool) {
    let mut model = loom::model::Builder::new();
    // Three switches at any point reach every pair of steps that can disagree; more only repeats them.
    model.preemption_bound = Some(3);
    model.check(move || {
        let control = Arc::new(Control::default());
        assert!(control.begin());
        let cancellers: Vec<_> = (0..2)
            .map(|_| {
                let control = control.clone();
                thread::spawn(move || (control.cancel(), control.cancel()))
            })
            .collect();
        let end = operate(&control, verify, fails);
        let answers: Vec<_> = cancellers.into_iter().map(|t| t.join().unwrap()).collect();
        let after = control.cancel();
        control.end();
        assert_eq!(control.cancel(), CancelAnswer::NothingInProgress);

        let first = answers.iter().map(|a| a.0);
        if first.clone().any(|a| a == CancelAnswer::Accepted) {
            assert_ne!(end, End::Success, "a cancel was accepted");
        } else {
            assert_ne!(end, End::Cancelled, "no cancel was accepted");
        }
        for (one, two) in &answers {
            assert_eq!(one, two, "a repeated cancel returns what the first did");
        }
        assert_eq!(answers[0].0, answers[1].0, "all callers are told the same");
        assert_eq!(after, answers[0].0);
        if fails {
            assert_ne!(end, End::Success);
        }
    });
}

#[test]
fn an_accepted_cancel_never_ends_in_success() {
    check(false, false);
}

#[test]
fn nor_while_verifying() {
    check(true, false);
}

#[test]
fn nor_when_the_write_fails_by_itself() {
    check(false, true);
}

#[test]
fn one_operation_at_a_time() {
    loom::model(|| {
        let control = Arc::new(Control::default());
        let both = Arc::new(AtomicBool::new(false));
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let (control, both) = (control.clone(), both.clone());
                thread::spawn(move || {
                    if control.begin() {
                        assert!(!both.swap(true, Ordering::SeqCst), "two operations at once");
                        both.store(false, Ordering::SeqCst);
                        control.end();
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|t| t.join().unwrap());
        assert!(!control.in_progress());
    });
}
