# A DVD+R in a drive of tgtd, which open-iscsi brings to the kernel as /dev/sr0. That device server writes anywhere, forgets
# where to write next, makes a DVD-ROM of a disc whose track is closed, and refuses many a command.
# shellcheck shell=bash
source /host/lib.sh

tgt() {
    tgtadm --lld iscsi --tid 1 --mode "$@"
}

start() {
    modprobe iscsi_tcp
    tgtd --iscsi portal=127.0.0.1:3260
    until_true tgtadm --op show --mode sys
    tgtimg --op new --device-type cd --type dvd+r --file "$work/disc-0" >/dev/null
    tgt target --op new -T iqn.2026-01.df2d:drive
    tgt logicalunit --op new --lun 1 -b "$work/disc-0" --device-type=cd
    tgt logicalunit --op update --lun 1 --params vendor_id=DF2D,product_id=DVD,scsi_sn=0001,removable=1
    tgt target --op bind -I ALL
    iscsid
    until_true iscsiadm -m discovery -t st -p 127.0.0.1:3260
    iscsiadm -m node -l >/dev/null
    until_true is_there
    udevadm settle
}

# Another blank disc; $disc is its file.
discs=0
new_disc() {
    discs=$((discs + 1))
    disc=$work/disc-$discs
    tgtimg --op new --device-type cd --type dvd+r --file "$disc" >/dev/null
    until_true change online=No
    sg_turs /dev/sr0 >/dev/null 2>&1
    until_true change "path=$disc"
    sg_turs /dev/sr0 >/dev/null 2>&1
    udevadm settle
    unlock
}

change() {
    unlock
    tgt logicalunit --op update --lun 1 --params "$1"
}

# udev locks the tray of every drive with a disc, and opens it itself when the button is pressed.
unlock() {
    eject -i off /dev/sr0 >/dev/null
}

test_burn() {
    new_disc
    burn --verify image "$(echo /dev/disk/by-id/scsi-*)"
    check "burn" test "$status" = 0
    check "the disc" same "$disc"
    rescan
    check "the block device" reads_back /dev/sr0
    burn image /dev/sr0
    check "a closed disc is refused" test "$status" = 1
    check "a closed disc is as it was" same "$disc"
}

# Whoever asks for the drive meanwhile.
test_exclusive() {
    new_disc
    begin_half /dev/sr0
    burn image /dev/sr0
    check "a second burn" test "$status" = 1
    check "a second burn: why" said '^E_IMAPI_RECORDER_LOCKED.*/dev/sr0'
    check "a mount" test "$(mount -o ro /dev/sr0 /mnt 2>&1; echo $?)" != 0
    check "the tray" test "$(sg_raw /dev/sr0 1b 0 0 0 2 0 2>&1 | grep -c 'Medium removal prevented')" = 1
    check "the eject button" test "$(eject /dev/sr0 2>&1; echo $?)" != 0
    check "a question is allowed" sg_inq /dev/sr0
    df2d list
    check "a drive at work is in the list" told 'DF2D DVD, /dev/sr0$'
    check "a drive at work is not asked about its disc" told 'Another program has .* for itself'
    go_on
    end_half
    check "the burn beside all that" test "$status" = 0
    check "its disc" same "$disc"
    check "the tray is free" sg_raw /dev/sr0 1b 0 0 0 2 0
}

test_cancel() {
    new_disc
    begin_half /dev/sr0
    kill -INT "$burner"
    end_half
    check "cancel" test "$status" = 130
    check "cancel: how far" told "\"sectors_on_media\":$half,"
    check "cancel: the data" same "$disc" "$half"
    check "cancel: the tray is free" sg_raw /dev/sr0 1b 0 0 0 2 0
}

# The kernel unlocks the tray for a program that can no longer.
test_kill() {
    new_disc
    begin_half /dev/sr0
    kill -KILL "$burner"
    end_half 2>/dev/null
    check "killed: the tray is free" sg_raw /dev/sr0 1b 0 0 0 2 0
    new_disc
    burn image /dev/sr0
    check "killed: the next one burns" same "$disc"
}

test_unplug() {
    local host
    new_disc
    begin_half /dev/sr0
    host=$(basename "$(readlink -f /sys/block/sr0/device)")
    echo 1 >/sys/block/sr0/device/delete
    go_on
    end_half
    check "unplugged" test "$status" = 3
    check "unplugged: why" told '"hresult":"E_DEV_NOT_EXIST"'
    check "unplugged: what is on the disc is not known" told '"content_after":"unknown","disc_after":"unknown"'
    find_drive "host${host%%:*}"
    new_disc
    burn --eject image /dev/sr0
    check "plugged in again" test "$status" = 0
    check "plugged in again: its disc" same "$disc"
}

# The other node of the same drive, and a link to it.
test_generic() {
    local generic
    generic=/dev/$(ls /sys/block/sr0/device/scsi_generic)
    new_disc
    begin_half "$generic"
    burn image /dev/sr0
    check "two names, two programs" test "$status" = 1
    # The library uses the block device: there, a program that is stopped and goes on does not send its command twice.
    kill -STOP "$burner"
    kill -CONT "$burner"
    go_on
    end_half
    check "burn through $generic" test "$status" = 0
    check "burn through $generic: the disc" same "$disc"
}

# Two names in one process are one drive, with one owner.
test_two_names() {
    new_disc
    status=0
    "${ann[@]}" ./owner image /dev/sr0 "/dev/$(ls /sys/block/sr0/device/scsi_generic)" >out 2>err || status=$?
    check "two names, one program" told '^S_OK, in use by "owner"$'
    check "two names, one program: the disc" same "$disc"
}

test_permission() {
    new_disc
    status=0
    "${ann_without_rights[@]}" ./df2d-burn image /dev/sr0 >out 2>err || status=$?
    check "no right" test "$status" = 1
    check "no right: what to do" said 'E_ACCESSDENIED.*usermod -aG cdrom'
    chmod o+r /dev/sr0
    status=0
    "${ann_without_rights[@]}" ./df2d-burn image /dev/sr0 >out 2>err || status=$?
    check "the right to read" test "$status" = 1
    check "the right to read: what to do" said 'E_ACCESSDENIED.*usermod -aG cdrom'
    chmod o-r /dev/sr0
}

# The other commands, as the user of a drive.
test_df2d() {
    new_disc
    df2d list
    check "list" told '^/dev/disk/by-id/scsi-'
    check "list: which drive" told 'DF2D DVD, /dev/sr0$'
    check "list: which disc" told 'DVD+R: blank'
    burn image /dev/sr0
    df2d info --json /dev/sr0
    check "info" told '"vendor":"DF2D","product":"DVD",.*"device":"/dev/sr0","mounted_at":\[\],.*"type":"DVD-ROM"'
    df2d verify image /dev/sr0
    check "verify" test "$status" = 0
    rescan
    mount -o ro /dev/sr0 /mnt
    df2d info /dev/sr0
    check "info of a mounted disc" told '^Mounted at *\/mnt$'
    df2d verify image /dev/sr0
    check "verify a mounted disc" test "$status" = 0
    df2d eject /dev/sr0
    check "eject a mounted disc" test "$status" = 1
    check "eject a mounted disc: what to do" said 'umount /mnt'
    umount /mnt
    printf 'what is not there' | dd of="$disc" bs=2048 seek=1234 conv=notrunc status=none
    df2d verify image /dev/sr0
    check "verify another disc" test "$status" = 4
    check "verify another disc: where" said 'Sector 1234 of the disc'
    # As udev locks the tray.
    eject -i on /dev/sr0 >/dev/null
    df2d eject /dev/sr0
    check "eject" test "$status" = 0
    df2d load /dev/sr0
    check "load" test "$status" = 0
    df2d erase --yes /dev/sr0
    check "erase" test "$status" = 1
}

make_image
start
test_burn
test_df2d
test_exclusive
test_cancel
test_kill
test_unplug
test_generic
test_two_names
test_permission
finish
