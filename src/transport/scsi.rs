//! The names of operation codes and sense codes (SPC, SBC, MMC-6), and nothing about their contents.

/// Operation codes.
pub mod op {
    pub const TEST_UNIT_READY: u8 = 0x00;
    pub const REQUEST_SENSE: u8 = 0x03;
    pub const FORMAT_UNIT: u8 = 0x04;
    pub const INQUIRY: u8 = 0x12;
    pub const START_STOP_UNIT: u8 = 0x1B;
    pub const PREVENT_ALLOW_MEDIUM_REMOVAL: u8 = 0x1E;
    pub const READ_FORMAT_CAPACITIES: u8 = 0x23;
    pub const READ_CAPACITY: u8 = 0x25;
    pub const READ_10: u8 = 0x28;
    pub const WRITE_10: u8 = 0x2A;
    pub const WRITE_AND_VERIFY_10: u8 = 0x2E;
    pub const SYNCHRONIZE_CACHE: u8 = 0x35;
    pub const READ_TOC_PMA_ATIP: u8 = 0x43;
    pub const GET_CONFIGURATION: u8 = 0x46;
    pub const GET_EVENT_STATUS_NOTIFICATION: u8 = 0x4A;
    pub const READ_DISC_INFORMATION: u8 = 0x51;
    pub const READ_TRACK_INFORMATION: u8 = 0x52;
    pub const RESERVE_TRACK: u8 = 0x53;
    pub const SEND_OPC_INFORMATION: u8 = 0x54;
    pub const MODE_SELECT_10: u8 = 0x55;
    pub const MODE_SENSE_10: u8 = 0x5A;
    pub const CLOSE_TRACK_SESSION: u8 = 0x5B;
    pub const REPAIR_TRACK: u8 = 0x58;
    pub const READ_BUFFER_CAPACITY: u8 = 0x5C;
    pub const SEND_CUE_SHEET: u8 = 0x5D;
    pub const BLANK: u8 = 0xA1;
    pub const READ_12: u8 = 0xA8;
    pub const WRITE_12: u8 = 0xAA;
    pub const GET_PERFORMANCE: u8 = 0xAC;
    pub const READ_DISC_STRUCTURE: u8 = 0xAD;
    pub const SET_STREAMING: u8 = 0xB6;
    pub const SET_CD_SPEED: u8 = 0xBB;
    pub const READ_CD: u8 = 0xBE;
    pub const SEND_DISC_STRUCTURE: u8 = 0xBF;
}

/// Sense keys.
pub mod key {
    pub const NO_SENSE: u8 = 0x0;
    pub const RECOVERED_ERROR: u8 = 0x1;
    pub const NOT_READY: u8 = 0x2;
    pub const MEDIUM_ERROR: u8 = 0x3;
    pub const HARDWARE_ERROR: u8 = 0x4;
    pub const ILLEGAL_REQUEST: u8 = 0x5;
    pub const UNIT_ATTENTION: u8 = 0x6;
    pub const DATA_PROTECT: u8 = 0x7;
    pub const BLANK_CHECK: u8 = 0x8;
    pub const ABORTED_COMMAND: u8 = 0xB;
}

/// Additional sense codes with their qualifiers, as (ASC, ASCQ).
pub mod asc {
    pub type Asc = (u8, u8);

    pub const NO_ADDITIONAL: Asc = (0x00, 0x00);
    pub const NOT_READY_CAUSE_NOT_REPORTABLE: Asc = (0x04, 0x00);
    pub const BECOMING_READY: Asc = (0x04, 0x01);
    pub const INITIALIZING_COMMAND_REQUIRED: Asc = (0x04, 0x02);
    pub const FORMAT_IN_PROGRESS: Asc = (0x04, 0x04);
    pub const OPERATION_IN_PROGRESS: Asc = (0x04, 0x07);
    pub const LONG_WRITE_IN_PROGRESS: Asc = (0x04, 0x08);
    pub const WRITE_ERROR: Asc = (0x0C, 0x00);
    pub const LOSS_OF_STREAMING: Asc = (0x0C, 0x09);
    pub const UNRECOVERED_READ_ERROR: Asc = (0x11, 0x00);
    pub const PARAMETER_LIST_LENGTH_ERROR: Asc = (0x1A, 0x00);
    pub const INVALID_OPERATION_CODE: Asc = (0x20, 0x00);
    pub const LBA_OUT_OF_RANGE: Asc = (0x21, 0x00);
    pub const INVALID_ADDRESS_FOR_WRITE: Asc = (0x21, 0x02);
    pub const INVALID_FIELD_IN_CDB: Asc = (0x24, 0x00);
    pub const INVALID_FIELD_IN_PARAMETER_LIST: Asc = (0x26, 0x00);
    pub const WRITE_PROTECTED: Asc = (0x27, 0x00);
    pub const MEDIUM_MAY_HAVE_CHANGED: Asc = (0x28, 0x00);
    pub const POWER_ON_OR_RESET: Asc = (0x29, 0x00);
    pub const COMMAND_SEQUENCE_ERROR: Asc = (0x2C, 0x00);
    pub const INCOMPATIBLE_MEDIUM: Asc = (0x30, 0x00);
    pub const CANNOT_WRITE_INCOMPATIBLE_MEDIUM: Asc = (0x30, 0x05);
    pub const FORMAT_COMMAND_FAILED: Asc = (0x31, 0x01);
    pub const SAVING_NOT_SUPPORTED: Asc = (0x39, 0x00);
    pub const MEDIUM_NOT_PRESENT: Asc = (0x3A, 0x00);
    pub const MEDIUM_NOT_PRESENT_TRAY_CLOSED: Asc = (0x3A, 0x01);
    pub const MEDIUM_NOT_PRESENT_TRAY_OPEN: Asc = (0x3A, 0x02);
    pub const INTERNAL_TARGET_FAILURE: Asc = (0x44, 0x00);
    pub const MEDIUM_REMOVAL_PREVENTED: Asc = (0x53, 0x02);
    pub const END_OF_USER_AREA: Asc = (0x63, 0x00);
    pub const ILLEGAL_MODE_FOR_THIS_TRACK: Asc = (0x64, 0x00);
    pub const INVALID_PACKET_SIZE: Asc = (0x64, 0x01);
    pub const SESSION_FIXATION_ERROR: Asc = (0x72, 0x00);
    pub const SESSION_FIXATION_ERROR_INCOMPLETE_TRACK: Asc = (0x72, 0x03);
    pub const SESSION_FIXATION_EMPTY_OR_RESERVED_TRACK: Asc = (0x72, 0x04);
    pub const POWER_CALIBRATION_AREA_ALMOST_FULL: Asc = (0x73, 0x01);
    pub const POWER_CALIBRATION_AREA_FULL: Asc = (0x73, 0x02);
    pub const POWER_CALIBRATION_AREA_ERROR: Asc = (0x73, 0x03);
}
