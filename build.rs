//! Link arguments of the shared library.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("linux") {
        return;
    }
    // Programs ask for this name at run time; it changes when the ABI breaks.
    let major = std::env::var("CARGO_PKG_VERSION_MAJOR").unwrap_or_default();
    println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libdf2d.so.{major}");
    // Never unloaded: a write that runs must not lose its code to dlclose.
    println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    // What the library needs is linked to it, so that programs need not know. A sanitizer or a fuzzer is in the program.
    let has = |cfg: &str| std::env::var_os(cfg).is_some();
    if !has("CARGO_CFG_SANITIZE") && !has("CARGO_CFG_FUZZING") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,defs");
    }
}
