//! The table against a plain model, alone and under threads.

use std::collections::HashMap;

use super::*;

/// Xorshift: the same sequence on every run.
fn random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

const STEPS: usize = if cfg!(miri) { 300 } else { 20_000 };

#[test]
fn behaves_as_a_map_whose_keys_never_come_back() {
    let (mut table, mut model, mut dead) = (Table::new(), HashMap::new(), Vec::new());
    let mut state = 0x9E37_79B9_7F4A_7C15;
    for n in 0..STEPS {
        if model.len() < 8 || random(&mut state) % 2 == 0 {
            let token = table.insert(n).unwrap();
            assert!(model.insert(token, n).is_none() && !dead.contains(&token));
        } else {
            let token = *model.keys().next().unwrap();
            assert_eq!(table.remove(token), model.remove(&token));
            dead.push(token);
            dead.truncate(64);
        }
        assert!(model.iter().all(|(token, n)| table.get(*token) == Some(n)));
        assert!(dead.iter().all(|token| table.get(*token).is_none()));
        if model.len() > 16 {
            let token = *model.keys().next().unwrap();
            assert_eq!(table.remove(token), model.remove(&token));
        }
    }
}

#[test]
fn tokens_are_never_small_nor_minus_one() {
    let mut table = Table::new();
    for _ in 0..100 {
        let token = table.insert(()).unwrap();
        assert!(token >= 4096 && token != usize::MAX);
        table.remove(token);
    }
}

#[test]
fn forged_tokens_are_told_apart() {
    let mut table = Table::new();
    let token = table.insert(()).unwrap();
    for bit in 0..usize::BITS {
        assert!(table.get(token ^ (1 << bit)).is_none(), "bit {bit}");
    }
    for forged in [0, 1, 4096, usize::MAX, usize::MAX / 2] {
        assert!(table.get(forged).is_none());
    }
}

#[test]
fn a_slot_out_of_generations_is_retired() {
    let mut table = Table::new();
    let first = table.insert(()).unwrap();
    table.remove(first);
    table.slots[0].generation = LAST_GENERATION;
    let last = table.insert(()).unwrap();
    assert!(table.remove(last).is_some());
    assert!(table.get(last).is_none());
    let next = table.insert(()).unwrap();
    assert_ne!(next & 0xFFFF, last & 0xFFFF, "another slot");
}

#[test]
fn threads_see_their_own_tokens_live_and_all_others_dead() {
    let table = RwLock::new(Table::new());
    let rounds = if cfg!(miri) { 20 } else { 2_000 };
    std::thread::scope(|scope| {
        for name in 0..8usize {
            let table = &table;
            scope.spawn(move || {
                let mut stale = None;
                for n in 0..rounds {
                    let token = table.write().unwrap().insert((name, n)).unwrap();
                    assert_eq!(table.read().unwrap().get(token), Some(&(name, n)));
                    assert_eq!(table.write().unwrap().remove(token), Some((name, n)));
                    assert!(table.read().unwrap().get(token).is_none());
                    assert!(stale.replace(token).is_none_or(|old| table.read().unwrap().get(old).is_none()));
                }
            });
        }
    });
}
