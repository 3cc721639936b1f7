//! include/df2d.h is what the sources say, and every C and C++ compiler takes it.

use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What is public in C, in the order of the header.
const SOURCES: [&str; 19] = [
    "hresult.rs",
    "ffi/constants.rs",
    "ffi/recorder_constants.rs",
    "ffi/types.rs",
    "ffi/library.rs",
    "ffi/log.rs",
    "ffi/master.rs",
    "ffi/recorder.rs",
    "ffi/recorder_lists.rs",
    "ffi/recorder_ex.rs",
    "ffi/recorder_pages.rs",
    "ffi/stream.rs",
    "ffi/format.rs",
    "ffi/data.rs",
    "ffi/medium.rs",
    "ffi/multisession.rs",
    "ffi/write.rs",
    "ffi/erase.rs",
    "ffi/virtual_recorder.rs",
];

fn header_path() -> PathBuf {
    Path::new(ROOT).join("include/df2d.h")
}

fn generated() -> String {
    let config = cbindgen::Config::from_file(Path::new(ROOT).join("cbindgen.toml")).unwrap();
    let mut builder = cbindgen::Builder::new().with_config(config);
    for source in SOURCES {
        builder = builder.with_src(Path::new(ROOT).join("src").join(source));
    }
    let mut text = Vec::new();
    builder.generate().expect("cbindgen reads the sources").write(&mut text);
    let text = String::from_utf8(text).unwrap();
    // The structs have a tag, for forward declarations, but are used by their typedef names.
    let text = text.replace("struct df2d_", "df2d_").replace("typedef df2d_", "typedef struct df2d_");
    one_line_comments(&text.replace("typedef struct df2d_hresult", "typedef df2d_hresult"))
}

/// cbindgen spreads the shortest comment over three lines; here it takes one.
fn one_line_comments(header: &str) -> String {
    let lines: Vec<_> = header.lines().collect();
    let (mut text, mut n) = (String::new(), 0);
    while n < lines.len() {
        let short = lines[n].trim() == "/*" && lines.get(n + 2).is_some_and(|end| end.trim() == "*/");
        if short {
            let indent = &lines[n][..lines[n].find('/').unwrap()];
            text += &format!("{indent}/* {} */\n", lines[n + 1].trim());
            n += 3;
        } else {
            text += lines[n];
            text += "\n";
            n += 1;
        }
    }
    text
}

#[test]
fn header_is_fresh() {
    let generated = generated();
    if std::env::var_os("DF2D_BLESS").is_some() {
        std::fs::create_dir_all(Path::new(ROOT).join("include")).unwrap();
        std::fs::write(header_path(), &generated).unwrap();
    }
    let committed = std::fs::read_to_string(header_path()).unwrap_or_default();
    assert!(committed == generated, "include/df2d.h is stale: DF2D_BLESS=1 cargo test --test header");
}

#[test]
fn version_macros_are_the_packages() {
    let header = std::fs::read_to_string(header_path()).unwrap();
    let (major, minor, patch) = (
        env!("CARGO_PKG_VERSION_MAJOR").parse::<u32>().unwrap(),
        env!("CARGO_PKG_VERSION_MINOR").parse::<u32>().unwrap(),
        env!("CARGO_PKG_VERSION_PATCH").parse::<u32>().unwrap(),
    );
    let expected = [
        format!("#define DF2D_VERSION_MAJOR {major}\n"),
        format!("#define DF2D_VERSION_MINOR {minor}\n"),
        format!("#define DF2D_VERSION_PATCH {patch}\n"),
        format!("#define DF2D_VERSION_NUMBER {}\n", major * 1_000_000 + minor * 1000 + patch),
        format!("#define DF2D_VERSION_STRING \"{}\"\n", env!("CARGO_PKG_VERSION")),
    ];
    for line in expected {
        assert!(header.contains(&line), "the header lacks {line}");
    }
}

/// Nothing of Rust shows, and nothing that some binding generator cannot read.
#[test]
fn header_speaks_c() {
    let header = std::fs::read_to_string(header_path()).unwrap();
    let without_addresses = header.replace("iscsi://", "");
    for word in ["# Safety", "Option<", "Result<", "::new", "enum ", "//", " bool ", "[`", "_private"] {
        assert!(!without_addresses.contains(word), "the header contains {word:?}");
    }
    let includes: Vec<_> = header.lines().filter(|line| line.starts_with("#include")).collect();
    assert_eq!(includes, ["#include <stddef.h>", "#include <stdint.h>"]);
}

/// Every function that the sources define is declared, and the other way round.
#[test]
fn header_declares_every_function() {
    let header = std::fs::read_to_string(header_path()).unwrap();
    let mut defined = Vec::new();
    for entry in std::fs::read_dir(Path::new(ROOT).join("src/ffi")).unwrap() {
        let source = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for part in source.split("extern \"C\" fn df2d_").skip(1) {
            defined.push(format!("df2d_{}", part.split('(').next().unwrap()));
        }
    }
    for name in &defined {
        assert!(header.contains(&format!(" {name}(")) || header.contains(&format!("*{name}(")), "{name}");
    }
    let declared = header.lines().filter(|line| is_declaration(line)).count();
    assert_eq!(declared, defined.len());
}

/// No function goes without a test of what it does with a bad handle, or of its answers.
#[test]
fn every_function_has_a_c_test() {
    let mut tests = String::new();
    for entry in std::fs::read_dir(Path::new(ROOT).join("c-tests")).unwrap() {
        tests += &std::fs::read_to_string(entry.unwrap().path()).unwrap();
    }
    let header = std::fs::read_to_string(header_path()).unwrap();
    for line in header.lines().filter(|line| is_declaration(line)) {
        let name = line.split('(').next().unwrap().rsplit([' ', '*']).next().unwrap();
        assert!(tests.contains(&format!("{name}(")) || tests.contains(&format!("{name})")), "{name}");
    }
}

fn is_declaration(line: &str) -> bool {
    let starts = ["df2d_hresult df2d_", "uint32_t df2d_", "const char *df2d_"];
    starts.iter().any(|start| line.starts_with(start))
}

#[test]
fn header_compiles_alone_and_twice_everywhere() {
    let c = ["c89", "c99", "c11", "c17", "c2x"];
    let cpp = ["c++98", "c++11", "c++14", "c++17", "c++20"];
    for (compiler, suffix, standards) in
        [("gcc", "c", c), ("clang", "c", c), ("g++", "cpp", cpp), ("clang++", "cpp", cpp)]
    {
        if Command::new(compiler).arg("--version").output().is_err() {
            assert!(std::env::var_os("CI").is_none(), "{compiler} is missing");
            eprintln!("SKIPPED: {compiler} is not installed");
            continue;
        }
        standards.iter().for_each(|standard| compile(compiler, suffix, standard));
    }
}

fn compile(compiler: &str, suffix: &str, standard: &str) {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join(format!("twice.{suffix}"));
    let text = "#include <df2d.h>\n#include <df2d.h>\n\
                int main(void) { return DF2D_VERSION_MAJOR + (int)sizeof(df2d_progress) > 0 ? 0 : 1; }\n\
                #if DF2D_E_POINTER >= 0\n#error signs\n#endif\n";
    std::fs::write(&source, text).unwrap();
    let output = Command::new(compiler)
        .args(["-Wall", "-Wextra", "-pedantic", "-Werror", "-c", "-o"])
        .arg(folder.path().join("twice.o"))
        .arg(format!("-std={standard}"))
        .arg(format!("-I{ROOT}/include"))
        .arg(&source)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{compiler} -std={standard}:\n{errors}");
}
