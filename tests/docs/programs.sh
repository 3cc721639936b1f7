# The programs of the pages, run on virtual recorders. Sourced by scripts/check-docs.
# shellcheck shell=bash disable=SC2154 # work, cc, target and ok are the caller's

sectors=1000

build_programs() {
    local program
    for program in list burn erase cancel list-all burn-polling erase-polling stop; do
        build_program "$work/run/$program" "$work/code/$program.c"
    done
    head -c $((sectors * 2048)) /dev/urandom >"$work/run/image.iso"
}

# Runs a program of the pages: in_run COMMAND…
in_run() {
    (cd "$work/run" && timeout 60 "$@")
}

lists() {
    DF2D_RECORDERS='virtual:one.iso?media=dvd+r virtual:two.iso?media=cd-rw' in_run "./$1" >"$work/listed" &&
        grep '^virtual:one.iso?media=dvd+r: .' "$work/listed" && grep '^virtual:two.iso?media=cd-rw: .' "$work/listed"
}

# The image is on the disc, and what is wrong is refused. How often progress is told is for time to say.
burns() {
    local disc=$1-burned.iso
    in_run "./$1" image.iso "virtual:$disc?media=dvd+r&clock=virtual&speed=680" >"$work/told" &&
        cmp -n $((sectors * 2048)) "$work/run/image.iso" "$work/run/$disc" &&
        ! in_run "./$1" 2>/dev/null
}

# A disc that was burned takes the image from sector 0 again.
erases() {
    local disc="virtual:$1.iso?media=cd-rw&clock=virtual"
    in_run ./burn image.iso "$disc" >/dev/null && in_run "./$1" "$disc" >"$work/told" && in_run ./burn image.iso "$disc" &&
        cmp -n $((sectors * 2048)) "$work/run/image.iso" "$work/run/$1.iso"
}

cancels() {
    in_run ./cancel image.iso 'virtual:cancelled.iso?media=dvd+r&clock=virtual&speed=680' >"$work/told" &&
        grep '^E_IMAPI_REQUEST_CANCELLED$' "$work/told" &&
        grep "of $sectors sectors are on the disc, which takes a further session" "$work/told" &&
        in_run ./burn image.iso 'virtual:cancelled.iso?clock=virtual'
}

# Half of the image comes, then the signal.
stops() {
    local pid status=0
    mkfifo "$work/run/source" "$work/run/told"
    (cd "$work/run" && exec timeout 60 ./stop $((sectors * 2048)) 'virtual:stopped.iso?media=dvd+r&clock=virtual') \
        <"$work/run/source" >"$work/run/told" 2>/dev/null &
    pid=$!
    exec 8>"$work/run/source" 9<"$work/run/told"
    head -c $((sectors * 1024)) "$work/run/image.iso" >&8
    read -r line <&9
    [[ $line == writing ]]
    kill -INT "$pid"
    cat <&9 >"$work/told"
    exec 8>&- 9<&-
    wait "$pid" || status=$?
    ((status == 1)) && grep '^E_IMAPI_REQUEST_CANCELLED$' "$work/told" && grep "of $sectors sectors are on the disc" "$work/told"
}

# Those for libburn, which finds the recorder where it looks for a drive.
build_libburn_programs() {
    local program
    {
        cmake -S . -B "$target/cmake" -DDF2D_CARGO_TARGET_DIR="$target" &&
            cmake --build "$target/cmake" -j 2 --target df2d-preload
    } || return
    for program in list burn erase; do
        "$cc" "${c_flags[@]}" -D_FILE_OFFSET_BITS=64 "$work/code/libburn-$program.c" -lburn -o "$work/run/libburn-$program" ||
            return
    done
}

# with_drive COMMAND…
with_drive() {
    in_run "$target/cmake/preload/df2d-preload" '/dev/sr9=virtual:libburn.iso?media=cd-rw' "$@"
}

libburn_lists() {
    with_drive ./libburn-list >"$work/listed" && grep '^/dev/sr9: DF2D ' "$work/listed"
}

libburn_burns() {
    with_drive ./libburn-burn image.iso /dev/sr9 && cmp -n $((sectors * 2048)) "$work/run/image.iso" "$work/run/libburn.iso"
}

# After that it is at its beginning again, and another program burns it.
libburn_erases() {
    with_drive ./libburn-erase /dev/sr9 && in_run ./burn-polling image.iso 'virtual:libburn.iso?clock=virtual' &&
        cmp -n $((sectors * 2048)) "$work/run/image.iso" "$work/run/libburn.iso"
}

run_programs() {
    build_programs
    ok "list drives" lists list
    ok "list drives, as in libburn" lists list-all
    ok "burn" burns burn
    ok "progress" grep " of $sectors sectors" "$work/told"
    ok "burn, polling" burns burn-polling
    ok "erase" erases erase
    ok "erase, polling" erases erase-polling
    ok "cancel" cancels
    ok "stop on a signal" stops
    if optional libburn cmake -- "the programs for libburn are not run"; then
        ok "the programs for libburn" build_libburn_programs
        ok "list drives with libburn" libburn_lists
        ok "burn with libburn" libburn_burns
        ok "erase with libburn" libburn_erases
    fi
}
