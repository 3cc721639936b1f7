# A DVD-RAM in the optical handler of tcmu-runner, behind the kernel's own loopback adapter. That device server knows no
# speeds, and its log has every command that comes to it.
# shellcheck shell=bash
source /host/lib.sh

disc=$work/disc
bytes=4700372992
log=/var/log/tcmu-runner.log
config=/sys/kernel/config/target
wwn=naa.5001405000000001

start() {
    modprobe -a target_core_user tcm_loop
    mount -t configfs configfs /sys/kernel/config
    mount -t tmpfs tmpfs /var/log
    dbus-daemon --system --fork
    tcmu-runner -d >/dev/null 2>&1 &
    until_true test -S /run/dbus/system_bus_socket -a -e "$log"
    truncate -s "$bytes" "$disc"
    mkdir -p "$config/core/user_0/drive"
    until_true plug
    mkdir -p "$config/loopback/$wwn/tpgt_1/lun/lun_0"
    echo "$wwn" >"$config/loopback/$wwn/tpgt_1/nexus"
    ln -s "$config/core/user_0/drive" "$config/loopback/$wwn/tpgt_1/lun/lun_0/drive"
    until_true is_there
    udevadm settle
}

# It takes a moment until the handler is there.
plug() {
    echo "dev_config=fbo/$disc,dev_size=$bytes" >"$config/core/user_0/drive/control" &&
        echo 1 >"$config/core/user_0/drive/enable"
}

erase() {
    dd if=/dev/zero of="$disc" bs=2048 count="$sectors" conv=notrunc 2>/dev/null
}

test_burn() {
    burn --verify image /dev/sr0
    check "burn" test "$status" = 0
    check "the disc" same "$disc"
    rescan
    check "the block device" reads_back /dev/sr0
}

# The disc of a mounted drive is not burned over.
test_mounted() {
    mount -o ro /dev/sr0 /mnt
    burn image /dev/sr0
    check "mounted" test "$status" = 1
    check "mounted: where" said '^E_IMAPI_RECORDER_LOCKED.*mounted at /mnt; unmount it first'
    umount /mnt
    burn image /dev/sr0
    check "unmounted" test "$status" = 0
}

# take ARGUMENT…: leaves out and err, like burn.
take() {
    status=0
    "$@" >out 2>err || status=$?
}

# Who insists has it unmounted, if he may and nobody is using it.
test_force() {
    mount -o ro /dev/sr0 /mnt
    take ./force /dev/sr0 0
    check "taking it mounted" told '^E_IMAPI_RECORDER_LOCKED.*mounted at /mnt'
    take "${ann[@]}" ./force /dev/sr0 1
    check "insisting without the right" told '^E_IMAPI_RECORDER_LOCKED.*may not unmount /mnt'
    exec 8</mnt
    take ./force /dev/sr0 1
    check "insisting while it is in use" told '^E_IMAPI_RECORDER_LOCKED.*files on it are in use'
    check "it is still mounted" mountpoint /mnt
    exec 8<&-
    take ./force /dev/sr0 1
    check "insisting" told '^S_OK'
    check "it is unmounted" test "$(mountpoint -q /mnt; echo $?)" != 0
}

# access WORD…: as a user of the group cdrom; what came of each word, in one line.
access() {
    "${ann[@]}" /host/access /dev/sr0 "$@" </dev/null | sed 's/ *$//' | paste -sd ,
}

# Exclusive access between operations: a mount is in the way, or another program, or nobody.
test_access() {
    check "its names" test "$(access name number paths)" = "name S_OK /dev/sr0,number S_OK 0,paths S_OK"
    mount -o ro /dev/sr0 /mnt
    mkdir -p "/tmp/a place"
    mount --bind /mnt "/tmp/a place"
    check "mounted twice" test "$(access paths)" = "paths S_OK /mnt:/tmp/a place"
    check "mounted: exclusive access" test "$(access acquire disable)" = \
        "acquire E_IMAPI_RECORDER_LOCKED,disable E_IMAPI_RECORDER_LOCKED"
    umount "/tmp/a place"
    check "mounted: by force" test "$(/host/access /dev/sr0 force paths </dev/null | sed 's/ *$//' | paste -sd ,)" = \
        "force S_OK,paths S_OK"
    mkfifo -m 666 held
    "${ann[@]}" /host/access /dev/sr0 acquire acquire release wait release <held >held.out &
    exec 8>held
    until_true grep -q '^release' held.out
    check "another program" test "$(access acquire)" = "acquire E_ACCESSDENIED"
    burn image /dev/sr0
    check "another program: a burn" said '^E_IMAPI_RECORDER_LOCKED'
    check "another program: a mount" test "$(mount -o ro /dev/sr0 /mnt 2>&1; echo $?)" != 0
    exec 8>&-
    wait $!
    check "it let go" test "$(access acquire release disable enable)" = \
        "acquire S_OK,release S_OK,disable S_OK,enable S_OK"
}

test_cancel() {
    erase
    begin_half /dev/sr0
    kill -INT "$burner"
    end_half
    check "cancel" test "$status" = 130
    check "cancel: the data" same "$disc" "$half"
    check "cancel: nothing behind it" cmp -n 1000000 -i "$((half * 2048)):0" "$disc" /dev/zero
}

# count_of CDB: how often it came, by its first bytes in hexadecimal.
count_of() {
    grep -c ": $1 " "$log"
}

asks_for_news() {
    (($(count_of 4a) > before + 2))
}

# The kernel asks the drive for news, but not while somebody burns.
test_news() {
    local before
    echo 200 >/sys/block/sr0/events_poll_msecs
    before=$(count_of 4a)
    check "the kernel asks for news" until_true asks_for_news
    begin_half /dev/sr0
    before=$(count_of 4a)
    # Ten times as long as it would take.
    sleep 2
    check "it does not ask during a burn" test "$(count_of 4a)" = "$before"
    go_on
    end_half
    check "a burn without news" test "$status" = 0
    echo -1 >/sys/block/sr0/events_poll_msecs
}

test_eject() {
    burn --eject image /dev/sr0
    check "burn and eject" test "$status" = 0
    check "eject" test "$(count_of '1b 0 0 0 2')" = 1
}

make_image
start
test_burn
test_mounted
test_force
test_access
test_cancel
test_news
test_eject
finish
