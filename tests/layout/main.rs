//! abi/layout.def lists every constant of include/df2d.h, and the size and place of all that its types hold, and this
//! program holds Rust to it. c-tests/layout.c holds C to the same list, scripts/test-abi a computer of 32 bits, and later
//! versions to what has been released.
//!
//! The numbers of the list are worked out here, from the header's text: `DF2D_BLESS=1 cargo test --test layout`.

mod header;
mod list;

use std::path::{Path, PathBuf};

use list::LIST;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// A line of the list: what it is about, as C writes it, and its numbers.
pub struct Line {
    pub name: &'static str,
    pub numbers: &'static [i64],
}

#[test]
fn rust_lays_out_what_the_list_says() {
    let listed = std::fs::read_to_string(path("abi/layout.def")).unwrap();
    let lines: Vec<_> = listed.lines().filter(|line| line.contains('(')).collect();
    assert_eq!(lines.len(), LIST.len());
    for (line, actual) in lines.iter().zip(LIST) {
        let expected = numbers_here(line);
        assert!(line.contains(&format!("({}, ", actual.name)), "{} is not in {line}", actual.name);
        assert_eq!(
            actual.numbers, expected,
            "{}: Rust has the first, abi/layout.def the second",
            actual.name
        );
    }
}

/// Of a line of abi/layout.def the numbers for this computer: the value, the size, or the offset and the size.
fn numbers_here(line: &str) -> Vec<i64> {
    let words = line.trim_end_matches(')').split(", ");
    let numbers: Vec<i64> = words.filter_map(|word| word.parse().ok()).collect();
    match line.split('(').next().unwrap() {
        "CONSTANT" => numbers,
        _ if cfg!(target_pointer_width = "64") => numbers[..numbers.len() / 2].to_vec(),
        _ => numbers[numbers.len() / 2..].to_vec(),
    }
}

#[test]
fn the_list_is_the_headers() {
    let header = std::fs::read_to_string(path("include/df2d.h")).unwrap();
    let layout = header::parse(&header);
    for (name, generated) in
        [("abi/layout.def", layout.as_c_list()), ("tests/layout/list.rs", layout.as_rust_list())]
    {
        if std::env::var_os("DF2D_BLESS").is_some() {
            std::fs::write(path(name), &generated).unwrap();
        }
        let committed = std::fs::read_to_string(path(name)).unwrap_or_default();
        assert!(committed == generated, "{name} is stale: DF2D_BLESS=1 cargo test --test layout");
    }
}
