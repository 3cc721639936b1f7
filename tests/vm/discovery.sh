# Drives that come and go under a real device manager, as three users see them: root, one of the group that drives belong to,
# and one of none.
# shellcheck shell=bash
source /host/lib.sh
cp /host/recorders "$work/"

# watch NAME [COMMAND…]: tells of drives in NAME.told, as that command lets it, until descriptor 7 is closed.
watch() {
    local name=$1
    shift
    "$@" ./recorders --watch <pipe >"$name.told" 2>&1 &
    watchers+=($!)
}

# heard NAME LINE: after a while, or at once.
heard() {
    until_true grep -qx -- "$2" "$1.told"
}

# Its thread that waits for news is there.
watches() {
    grep -qx 'df2d drives' "/proc/$1/task/"*/comm
}

status=
watchers=()
check "no drives at first" test -z "$(./recorders)"
mkfifo -m 666 pipe
watch root
watch ann "${ann[@]}"
watch nobody "${ann_without_rights[@]}"
exec 7>pipe
for watcher in "${watchers[@]}"; do
    check "a watcher watches" until_true watches "$watcher"
done

modprobe scsi_debug ptype=5 sector_size=2048 dev_size_mb=16 removable=1
until_true is_there
udevadm settle
id=$(find /dev/disk/by-id -lname '*/sr0' | LC_ALL=C sort | head -n 1)
id=${id:-/dev/sr0}
echo "the drive is $id"
for name in root ann; do
    check "$name hears of a drive" heard "$name" "+ $id"
    check "$name hears of it once" test "$(grep -c '^+' "$name.told")" = 1
done
check "root finds it in the list" test "$(./recorders | head -n 1)" = "$id"
check "it has a name" test "$(./recorders | sed -n 2p | tr -s ' ')" = ' Linux scsi_debug'

echo 1 >/sys/block/sr0/device/delete
for name in root ann; do
    check "$name hears that it has gone" heard "$name" "- $id"
done
check "no drive is left" test -z "$(./recorders)"
exec 7>&-
wait "${watchers[@]}"
check "whoever cannot open it hears of nothing" test ! -s nobody.told
finish
