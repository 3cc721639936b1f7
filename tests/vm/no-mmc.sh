# A device that says it is an optical drive and knows no command of one, and devices that are none.
# shellcheck shell=bash
source /host/lib.sh

make_image
modprobe scsi_debug ptype=5 sector_size=2048 dev_size_mb=16 removable=1
until_true is_there
burn image /dev/sr0
check "not a recorder" test "$status" = 1
check "not a recorder: why" said '^E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED'
udevadm settle
until_true rmmod scsi_debug
modprobe scsi_debug ptype=0 dev_size_mb=16
until_true test -c /dev/sg0
status=0
./df2d-burn image /dev/sg0 >out 2>err || status=$?
check "a disk" test "$status" = 1
check "a disk: why" said '/dev/sg0 is not an optical drive: it is a device of type 00h'
status=0
./df2d-burn image /dev/vda >out 2>err || status=$?
check "not SCSI" test "$status" = 1
check "not SCSI: why" said '/dev/vda is not an optical drive: it takes no SCSI commands'
finish
