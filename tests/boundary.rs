//! The C functions as a careless caller calls them; `fuzz/` looks for more of the same.

mod careless;

/// Every function that the library exports, but for four that take or give nothing that could be wrong.
#[test]
fn every_function_is_called() {
    let plain = ["df2d_version_number", "df2d_version_string", "df2d_hresult_name", "df2d_hresult_message"];
    let mut called: Vec<&str> = careless::CALLS.iter().map(|(name, _)| *name).chain(plain).collect();
    called.sort_unstable();
    let mut exported: Vec<&str> =
        include_str!("../abi/symbols.txt").lines().filter_map(|line| line.split(' ').next()).collect();
    exported.sort_unstable();
    assert_eq!(called, exported);
}

/// Whatever is called with whatever, by DF2D_CALLERS callers (1000): nothing panics, no handle is taken for another, all user data is freed once, and at
/// the end nothing is left.
#[test]
#[cfg_attr(miri, ignore = "a single caller's burns take minutes")]
fn careless_callers() {
    let callers = std::env::var("DF2D_CALLERS").map_or(1000, |callers| callers.parse().unwrap());
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut calls = 0;
    for _ in 0..callers {
        let choices: Vec<u8> = (0..600)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                (state >> 32) as u8
            })
            .collect();
        calls += careless::run(&choices);
    }
    assert!(calls > callers * 20, "{calls} calls of {callers} callers");
}
