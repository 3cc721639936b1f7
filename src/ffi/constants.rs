//! Constants of the C interface: IMAPI2's enumerations under their own names, and this library's.
//!
//! Plain int32_t, never C enums: an unknown value coming in is DF2D_E_INVALIDARG, and every language reads them.

// IMAPI_MEDIA_PHYSICAL_TYPE

/// No disc, or not recognised.
pub const DF2D_IMAPI_MEDIA_TYPE_UNKNOWN: i32 = 0x00;
/// Pressed or finalised CD.
pub const DF2D_IMAPI_MEDIA_TYPE_CDROM: i32 = 0x01;
/// Write-once CD.
pub const DF2D_IMAPI_MEDIA_TYPE_CDR: i32 = 0x02;
/// Rewritable CD.
pub const DF2D_IMAPI_MEDIA_TYPE_CDRW: i32 = 0x03;
/// Pressed or finalised DVD.
pub const DF2D_IMAPI_MEDIA_TYPE_DVDROM: i32 = 0x04;
/// Random-access DVD.
pub const DF2D_IMAPI_MEDIA_TYPE_DVDRAM: i32 = 0x05;
/// Write-once DVD+R.
pub const DF2D_IMAPI_MEDIA_TYPE_DVDPLUSR: i32 = 0x06;
/// Overwritable DVD+RW.
pub const DF2D_IMAPI_MEDIA_TYPE_DVDPLUSRW: i32 = 0x07;
/// DVD+R, two layers.
pub const DF2D_IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER: i32 = 0x08;
/// Write-once DVD-R.
pub const DF2D_IMAPI_MEDIA_TYPE_DVDDASHR: i32 = 0x09;
/// Rewritable DVD-RW.
pub const DF2D_IMAPI_MEDIA_TYPE_DVDDASHRW: i32 = 0x0A;
/// DVD-R, two layers.
pub const DF2D_IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER: i32 = 0x0B;
/// Randomly writable medium with hardware defect management.
pub const DF2D_IMAPI_MEDIA_TYPE_DISK: i32 = 0x0C;
/// DVD+RW, two layers.
pub const DF2D_IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER: i32 = 0x0D;
/// HD DVD, read-only.
pub const DF2D_IMAPI_MEDIA_TYPE_HDDVDROM: i32 = 0x0E;
/// HD DVD, write-once.
pub const DF2D_IMAPI_MEDIA_TYPE_HDDVDR: i32 = 0x0F;
/// HD DVD, random access.
pub const DF2D_IMAPI_MEDIA_TYPE_HDDVDRAM: i32 = 0x10;
/// Blu-ray, read-only.
pub const DF2D_IMAPI_MEDIA_TYPE_BDROM: i32 = 0x11;
/// Blu-ray, write-once.
pub const DF2D_IMAPI_MEDIA_TYPE_BDR: i32 = 0x12;
/// Blu-ray, rewritable.
pub const DF2D_IMAPI_MEDIA_TYPE_BDRE: i32 = 0x13;
/// Highest defined value (alias of BDRE).
pub const DF2D_IMAPI_MEDIA_TYPE_MAX: i32 = 0x13;

// IMAPI_FORMAT2_DATA_MEDIA_STATE

/// Not known.
pub const DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_UNKNOWN: i32 = 0x0000;
/// Mask of the "usable" bits.
pub const DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_INFORMATIONAL_MASK: i32 = 0x000F;
/// Mask of the "not usable" bits.
pub const DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_UNSUPPORTED_MASK: i32 = 0xFC00;
/// Used areas can be rewritten in place.
pub const DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY: i32 = 0x0001;
/// Deprecated alias of OVERWRITE_ONLY.
pub const DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_RANDOMLY_WRITABLE: i32 = 0x0001;
/// Never used, or erased.
pub const DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK: i32 = 0x0002;
/// Another session can be added.
pub const DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE: i32 = 0x0004;
/// Only one more session possible, or no multisession.
pub const DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_FINAL_SESSION: i32 = 0x0008;
/// Needs erase or other recovery.
pub const DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_DAMAGED: i32 = 0x0400;
/// Must be erased first.
pub const DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_ERASE_REQUIRED: i32 = 0x0800;
/// Last session partly written; not supported.
pub const DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_NON_EMPTY_SESSION: i32 = 0x1000;
/// Medium or drive protected.
pub const DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_WRITE_PROTECTED: i32 = 0x2000;
/// Closed, no further writing.
pub const DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED: i32 = 0x4000;
/// Type not handled by the writer.
pub const DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_UNSUPPORTED_MEDIA: i32 = 0x8000;

// IMAPI_MEDIA_WRITE_PROTECT_STATE

/// Software protection that lasts until power-off.
pub const DF2D_IMAPI_WRITEPROTECTED_UNTIL_POWERDOWN: i32 = 0x0001;
/// Cartridge switch.
pub const DF2D_IMAPI_WRITEPROTECTED_BY_CARTRIDGE: i32 = 0x0002;
/// Medium-specific inhibit.
pub const DF2D_IMAPI_WRITEPROTECTED_BY_MEDIA_SPECIFIC_REASON: i32 = 0x0004;
/// Persistent software protection.
pub const DF2D_IMAPI_WRITEPROTECTED_BY_SOFTWARE_WRITE_PROTECT: i32 = 0x0008;
/// Inhibited by a disc control block.
pub const DF2D_IMAPI_WRITEPROTECTED_BY_DISC_CONTROL_BLOCK: i32 = 0x0010;
/// Medium is read-only by nature.
pub const DF2D_IMAPI_WRITEPROTECTED_READ_ONLY_MEDIA: i32 = 0x4000;

// IMAPI_FORMAT2_DATA_WRITE_ACTION

/// Checking the medium.
pub const DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_VALIDATING_MEDIA: i32 = 0;
/// Formatting, only where needed (DVD+RW).
pub const DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_FORMATTING_MEDIA: i32 = 1;
/// Preparing the drive, setting speed.
pub const DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_INITIALIZING_HARDWARE: i32 = 2;
/// Laser power calibration.
pub const DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_CALIBRATING_POWER: i32 = 3;
/// User data going out.
pub const DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA: i32 = 4;
/// Cache flush, closing track/session, end of background format.
pub const DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION: i32 = 5;
/// Finished successfully.
pub const DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED: i32 = 6;
/// Reading back as requested.
pub const DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING: i32 = 7;

// IMAPI_BURN_VERIFICATION_LEVEL

/// No check.
pub const DF2D_IMAPI_BURN_VERIFICATION_NONE: i32 = 0;
/// Plausibility and sample.
pub const DF2D_IMAPI_BURN_VERIFICATION_QUICK: i32 = 1;
/// Full read-back.
pub const DF2D_IMAPI_BURN_VERIFICATION_FULL: i32 = 2;

// This library's own

/// One sector in bytes.
pub const DF2D_IMAPI_SECTOR_SIZE: i32 = 2048;
/// Sectors per second at 1x, for CD. (IMAPI2's constant.)
pub const DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_CD: i32 = 75;
/// Sectors per second at 1x, for DVD. (IMAPI2's constant.)
pub const DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_DVD: i32 = 680;
/// Sectors per second at 1x, for Blu-ray. (IMAPI2's constant.)
pub const DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_BD: i32 = 2195;
/// 1x for HD DVD as IMAPI2 has it. That number is kilobytes per second; in sectors 1x is 2231.
pub const DF2D_IMAPI_SECTORS_PER_SECOND_AT_1X_HD_DVD: i32 = 4568;

/// df2d_set_write_speed: as fast as the medium allows.
pub const DF2D_SPEED_MAX: i32 = -1;

/// df2d_wait: without a limit.
pub const DF2D_INFINITE: u32 = 4294967295;

/// df2d_put_cancel_mode: a cancelled write brings the disc to the best state it allows before it returns.
pub const DF2D_CANCEL_SALVAGE: i32 = 0;
/// df2d_put_cancel_mode: a cancelled write leaves as soon as the drive lets go.
pub const DF2D_CANCEL_IMMEDIATE: i32 = 1;

/// df2d_recover_media: says what is on the disc; sends nothing that could change it.
pub const DF2D_RECOVER_REPORT: i32 = 0;
/// df2d_recover_media: closes the interrupted session, so that what is recorded can be read and the disc written further.
pub const DF2D_RECOVER_CLOSE: i32 = 1;
/// df2d_recover_media: records the rest of the stream of which the session holds the beginning.
pub const DF2D_RECOVER_RESUME: i32 = 2;

/// Nothing of the write is on the disc.
pub const DF2D_CONTENT_NONE: i32 = 0;
/// A first part of the write is on the disc.
pub const DF2D_CONTENT_PARTIAL: i32 = 1;
/// All of the write is on the disc.
pub const DF2D_CONTENT_WHOLE: i32 = 2;
/// The drive could not be asked: after DF2D_CANCEL_IMMEDIATE it may still be busy. DF2D_RECOVER_REPORT asks it later. Or it
/// does not know: media that are overwritten in place keep no record of an interrupted write, which is to be written again;
/// and after a flush that failed its own account is not to be relied upon.
pub const DF2D_CONTENT_UNKNOWN: i32 = 3;

/// The disc is as it was before.
pub const DF2D_DISC_UNCHANGED: i32 = 0;
/// A session can be written: the first on a blank disc, else a further one.
pub const DF2D_DISC_APPENDABLE: i32 = 1;
/// The disc is closed: readable, never writable again.
pub const DF2D_DISC_CLOSED: i32 = 2;
/// The disc can be overwritten.
pub const DF2D_DISC_OVERWRITABLE: i32 = 3;
/// The disc must be erased before it can be written again.
pub const DF2D_DISC_ERASE_REQUIRED: i32 = 4;
/// A session is open; it must be closed or resumed before the disc can be used further.
pub const DF2D_DISC_RECOVERABLE: i32 = 5;
/// The disc is lost.
pub const DF2D_DISC_UNUSABLE: i32 = 6;
/// The drive could not be asked: after DF2D_CANCEL_IMMEDIATE it may still be busy. DF2D_RECOVER_REPORT asks it later.
pub const DF2D_DISC_UNKNOWN: i32 = 7;

/// IMultisessionSequential: sessions follow one another.
pub const DF2D_MULTISESSION_SEQUENTIAL: i32 = 1;
/// IMultisessionSequential2: the same, and the medium has a write unit.
pub const DF2D_MULTISESSION_SEQUENTIAL2: i32 = 2;
/// IMultisessionRandomWrite: any place can be overwritten.
pub const DF2D_MULTISESSION_RANDOM_WRITE: i32 = 3;

/// df2d_log_advise: errors only.
pub const DF2D_LOG_ERROR: i32 = 1;
/// df2d_log_advise: warnings too.
pub const DF2D_LOG_WARN: i32 = 2;
/// df2d_log_advise: what an operation does, step by step.
pub const DF2D_LOG_INFO: i32 = 3;
/// df2d_log_advise: every command and its answer, but for the READs and WRITEs. README.md explains these lines.
pub const DF2D_LOG_DEBUG: i32 = 4;
/// df2d_log_advise: everything.
pub const DF2D_LOG_TRACE: i32 = 5;
