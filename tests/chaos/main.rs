//! Threads that call every function of the C boundary on the same objects, in any order, also from callbacks.
//!
//! Nothing is expected of an answer but that it is one: no panic (`DF2D_E_UNEXPECTED`), no deadlock, no memory written that
//! was not offered. In the end everything is destroyed, and nothing is alive: no object, no thread, no user data.
//!
//! `DF2D_CHAOS_ROUNDS` is how many calls each thread makes, `DF2D_CHAOS_SEED` what chance begins with.

mod calls;
mod world;

use std::sync::atomic::{AtomicU64, Ordering};

use calls::{BLOCKING, QUICK};
use df2d::ffi::library::df2d_live_objects;
use world::{Rng, World};

const THREADS: u64 = 6;

fn from_environment(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |value| value.parse().expect("a number"))
}

/// Those of the library, by their names.
fn threads_of_the_library() -> Vec<String> {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let names = tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("comm")).ok());
    names.filter(|name| name.starts_with("df2d")).collect()
}

fn alive() -> usize {
    let mut count = usize::MAX;
    // SAFETY: the pointer is good.
    assert_eq!(unsafe { df2d_live_objects(&mut count) }, 0);
    count
}

#[test]
fn every_function_from_many_threads_on_the_same_objects() {
    let rounds = from_environment("DF2D_CHAOS_ROUNDS", 50_000);
    let seed = from_environment("DF2D_CHAOS_SEED", 2026);
    let world = World::shared();
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || {
                let mut rng = Rng::new(seed.wrapping_mul(1000).wrapping_add(thread));
                for _ in 0..rounds {
                    // What lasts comes seldom enough that there is somebody to disturb it.
                    let calls = if rng.below(6) == 0 { BLOCKING } else { QUICK };
                    let (name, call) = calls[rng.below(calls.len())];
                    world.check(name, call(world, &mut rng));
                }
            });
        }
    });
    world.destroy_all();
    // What was destroyed in callbacks, or released, goes when its operation has ended, and tells nobody.
    while alive() != 0 || !threads_of_the_library().is_empty() {
        std::thread::yield_now();
    }
    let (given, freed) = (world.given.load(Ordering::SeqCst), world.freed.load(Ordering::SeqCst));
    let count = |counter: &AtomicU64| counter.load(Ordering::SeqCst);
    println!(
        "{} calls, {} of them in {} callbacks; {} operations ended, {} of them cancelled and {} with all of an image on \
         the disc; {given} user data",
        count(&world.calls),
        count(&world.inside),
        count(&world.callbacks),
        count(&world.operations),
        count(&world.cancels),
        count(&world.whole),
    );
    assert_eq!(given, freed, "each user data is freed once");
    assert!(count(&world.inside) > 0 && count(&world.cancels) > 0 && count(&world.whole) > 0);
}

#[test]
fn none_is_left_out() {
    let calls = concat!(include_str!("calls.rs"), include_str!("world.rs"));
    let symbols = include_str!("../../abi/symbols.txt").lines().filter_map(|line| line.split(' ').next());
    let missing: Vec<_> = symbols.filter(|symbol| !calls.contains(symbol)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
