# Shared by the scripts: where things are, and how C programs are built against the static library.
# shellcheck shell=bash
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top" || exit 1
# Where rustup puts cargo, for shells that started before it was there; an older cargo of the system comes after it.
if [[ :$PATH: != *:${HOME-}/.cargo/bin:* && -x ${HOME-}/.cargo/bin/cargo ]]; then
    PATH=$HOME/.cargo/bin:$PATH
fi
# Where cargo builds. What would have it build for another machine, or elsewhere, does not count here.
target=$(realpath -m "${CARGO_TARGET_DIR:-$top/target}")
[[ ! -v CARGO_TARGET_DIR ]] || export CARGO_TARGET_DIR=$target
unset CARGO_BUILD_TARGET DESTDIR
cc=${CC:-gcc}
c_flags=(-std=c99 -Wall -Wextra -pedantic -Werror -O2 -g -D_FILE_OFFSET_BITS=64 -I"$top/include")
# Of df2d, which under the name df2d-burn is the program of that name.
df2d_sources=("$top"/programs/*.c)
# What rustc names for a static library on Linux (--print native-static-libs), but for what compilers add.
c_libs=("$target/release/libdf2d.a" -lutil -lrt -lpthread -lm -ldl)

say() {
    printf '\n== %s\n' "$*"
}

build_library() {
    scripts/need cargo "$cc"
    cargo build --release --lib --locked --quiet
}

# build_program OUTPUT SOURCE…
build_program() {
    local output=$1
    shift
    mkdir -p "$(dirname "$output")"
    "$cc" "${c_flags[@]}" "$@" "${c_libs[@]}" -o "$output"
}

# The commands in a project's README.md, to the letter, in a copy of it, which burn image.iso onto disc.iso:
# try_project FOLDER COPY [VARIABLE=VALUE…]
try_project() {
    rm -rf "$2"
    mkdir -p "$2"
    cp -r "$1/." "$2"
    awk '/^```/ { inside = $0 == "```sh"; next } inside' "$1/README.md" >"$2.sh"
    [[ -s $2.sh ]]
    (cd "$2" && env "${@:3}" sh -eu "$2.sh") &&
        cmp -n 2048000 "$2/image.iso" "$2/disc.iso"
}

# Whether there is a nightly toolchain with these components, which rustup adds where it can: has_nightly COMPONENT…
has_nightly() {
    local component
    command -v rustup >/dev/null || return 1
    if ! cargo +nightly --version >/dev/null 2>&1; then
        timeout 300 rustup toolchain install nightly --profile minimal >/dev/null 2>&1 || return 1
    fi
    for component in "$@"; do
        [[ $(rustup component list --toolchain nightly --installed) == *"$component"* ]] && continue
        timeout 300 rustup component add --toolchain nightly "$component" >/dev/null 2>&1 || return 1
    done
}
