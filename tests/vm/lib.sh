# Shared by the scripts that run in the virtual machine, where /host is what scripts/test-vm has put together.
# shellcheck shell=bash disable=SC2034 # the scripts use it
work=/tmp/work
image=$work/image
# A whole number of no medium's write units, and 1280 of them are a whole number of the library's buffers.
sectors=3001
half=1280
passed=0
failed=0

mkdir -p "$work"
chmod 777 "$work"
cp /host/df2d-burn /host/owner /host/force "$work/"
cd "$work" || exit
cp df2d-burn df2d

# Random data, which can be mounted all the same.
make_image() {
    head -c $((sectors * 2048)) /dev/urandom >image
    mke2fs -q -t ext2 -b 4096 image
}

# check NAME COMMAND…
check() {
    local name=$1
    shift
    if "$@" >check.out 2>&1; then
        passed=$((passed + 1))
    else
        echo "not ok: $name: $*; df2d-burn returned $status and said:"
        cat out err check.out
        failed=$((failed + 1))
    fi
}

finish() {
    ((failed)) && dmesg | tail -n 20
    echo "$passed passed, $failed failed"
    ((!failed))
    exit
}

# until_true COMMAND…: waits for it to succeed, 30 s at most.
until_true() {
    local i
    for ((i = 0; i < 300; i++)); do
        "$@" >/dev/null 2>&1 && return
        sleep 0.1
    done
    return 1
}

# Before a command: as an ordinary user, of the group that drives belong to or of none.
ann=(setpriv --reuid ann --regid ann --groups cdrom)
ann_without_rights=(setpriv --reuid ann --regid ann --clear-groups)

# burn ARGUMENTS…: as a user of the group cdrom; leaves $status, out and err.
burn() {
    status=0
    "${ann[@]}" timeout 120 ./df2d-burn --overwrite=yes "$@" >out 2>err </dev/null || status=$?
}

# df2d ARGUMENTS…: the same of df2d.
df2d() {
    status=0
    "${ann[@]}" timeout 120 ./df2d "$@" >out 2>err </dev/null || status=$?
}

said() {
    grep -q -- "$1" err
}

told() {
    grep -q -- "$1" out
}

# Starts a burn whose data stops coming half way, and returns when the drive has taken the first half.
begin_half() {
    rm -f pipe
    mkfifo -m 666 pipe
    "${ann[@]}" ./df2d-burn --json --overwrite=yes --size=$((sectors * 2048)) - "$1" <pipe >half.out 2>half.err &
    burner=$!
    exec 7>pipe
    head -c $((half * 2048)) image >&7
    until_true half_or_dead
    check "half a burn" grep -q "\"done_sectors\":$half," half.out
}

half_or_dead() {
    grep -q "\"done_sectors\":$half," half.out || ! kill -0 "$burner"
}

# The second half.
go_on() {
    tail -c +$((half * 2048 + 1)) image >&7
    exec 7>&-
}

# Waits for the burn that was begun; leaves $status, out and err.
end_half() {
    status=0
    wait "$burner" || status=$?
    exec 7>&-
    cp half.out out
    cp half.err err
}

# same FILE [SECTORS]: the image, or the beginning of it, stands in this file.
same() {
    cmp -n $((${2:-$sectors} * 2048)) image "$1"
}

# The block device holds the image. What was read from it before does not count.
reads_back() {
    rm -f read
    dd if="$1" of=read bs=2048 count="$sectors" iflag=fullblock && same read
}

is_there() {
    [[ -b /dev/sr0 && $(stat -c %G /dev/sr0) == cdrom ]]
}

# The kernel keeps the capacity that a disc had when it was first seen: it is made to find the drive anew.
rescan() {
    local device host
    device=$(readlink -f /sys/block/sr0/device)
    host=$(basename "$device")
    echo 1 >"$device/delete"
    find_drive "host${host%%:*}"
}

find_drive() {
    until_true test ! -e /sys/block/sr0
    echo '- - -' >"/sys/class/scsi_host/$1/scan"
    until_true is_there
    udevadm settle
}
