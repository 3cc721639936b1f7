#include "names.h"

struct medium {
    const char *name;
    double sectors_at_1x;
};

/* 1x in sectors per second, as drives round it: IMAPI2's constants for DVD and HD DVD are others. */
#define CD_1X 75
#define DVD_1X (1385e3 / DF2D_IMAPI_SECTOR_SIZE)
#define HD_DVD_1X (4568e3 / DF2D_IMAPI_SECTOR_SIZE)
#define BD_1X (4495.5e3 / DF2D_IMAPI_SECTOR_SIZE)

/* By IMAPI_MEDIA_PHYSICAL_TYPE. */
static const struct medium MEDIA[] = {
    {"unknown disc", 0},
    {"CD-ROM", CD_1X},
    {"CD-R", CD_1X},
    {"CD-RW", CD_1X},
    {"DVD-ROM", DVD_1X},
    {"DVD-RAM", DVD_1X},
    {"DVD+R", DVD_1X},
    {"DVD+RW", DVD_1X},
    {"DVD+R DL", DVD_1X},
    {"DVD-R", DVD_1X},
    {"DVD-RW", DVD_1X},
    {"DVD-R DL", DVD_1X},
    {"randomly writable disc", 0},
    {"DVD+RW DL", DVD_1X},
    {"HD DVD-ROM", HD_DVD_1X},
    {"HD DVD-R", HD_DVD_1X},
    {"HD DVD-RAM", HD_DVD_1X},
    {"BD-ROM", BD_1X},
    {"BD-R", BD_1X},
    {"BD-RE", BD_1X},
};

const struct flag_name MEDIA_STATES[] = {
    {DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY, "overwrite_only", "can be overwritten"},
    {DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK, "blank", "blank"},
    {DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE, "appendable", "takes a further session"},
    {DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_FINAL_SESSION, "final_session", "the next session is the last"},
    {DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_DAMAGED, "damaged", "damaged"},
    {DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_ERASE_REQUIRED, "erase_required", "must be erased before it can be written"},
    {DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_NON_EMPTY_SESSION, "non_empty_session", "its last session was interrupted"},
    {DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_WRITE_PROTECTED, "write_protected", "write-protected"},
    {DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED, "finalized", "closed"},
    {DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_UNSUPPORTED_MEDIA, "unsupported_media", "cannot be written here"},
    {0, NULL, NULL},
};

const struct flag_name WRITE_PROTECTIONS[] = {
    {DF2D_IMAPI_WRITEPROTECTED_UNTIL_POWERDOWN, "until_powerdown", "by software, until the drive is switched off"},
    {DF2D_IMAPI_WRITEPROTECTED_BY_CARTRIDGE, "by_cartridge", "by the switch of its cartridge"},
    {DF2D_IMAPI_WRITEPROTECTED_BY_MEDIA_SPECIFIC_REASON, "by_media_specific_reason", "by its kind or state"},
    {DF2D_IMAPI_WRITEPROTECTED_BY_SOFTWARE_WRITE_PROTECT, "by_software", "by software, for good"},
    {DF2D_IMAPI_WRITEPROTECTED_BY_DISC_CONTROL_BLOCK, "by_disc_control_block", "by a disc control block"},
    {DF2D_IMAPI_WRITEPROTECTED_READ_ONLY_MEDIA, "read_only_media", "it is read-only by nature"},
    {0, NULL, NULL},
};

struct code_name {
    int32_t code;
    const char *name;
};

static const struct code_name PROFILES[] = {
    {DF2D_IMAPI_PROFILE_TYPE_NON_REMOVABLE_DISK, "fixed disk"},
    {DF2D_IMAPI_PROFILE_TYPE_REMOVABLE_DISK, "removable disk"},
    {DF2D_IMAPI_PROFILE_TYPE_MO_ERASABLE, "magneto-optical, erasable"},
    {DF2D_IMAPI_PROFILE_TYPE_MO_WRITE_ONCE, "magneto-optical, write-once"},
    {DF2D_IMAPI_PROFILE_TYPE_AS_MO, "magneto-optical, advanced storage"},
    {DF2D_IMAPI_PROFILE_TYPE_CDROM, "CD-ROM"},
    {DF2D_IMAPI_PROFILE_TYPE_CD_RECORDABLE, "CD-R"},
    {DF2D_IMAPI_PROFILE_TYPE_CD_REWRITABLE, "CD-RW"},
    {DF2D_IMAPI_PROFILE_TYPE_DVDROM, "DVD-ROM"},
    {DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_RECORDABLE, "DVD-R"},
    {DF2D_IMAPI_PROFILE_TYPE_DVD_RAM, "DVD-RAM"},
    {DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_REWRITABLE, "DVD-RW restricted overwrite"},
    {DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_RW_SEQUENTIAL, "DVD-RW sequential"},
    {DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_SEQUENTIAL, "DVD-R DL sequential"},
    {DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_LAYER_JUMP, "DVD-R DL layer jump"},
    {DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_RW, "DVD+RW"},
    {DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_R, "DVD+R"},
    {DF2D_IMAPI_PROFILE_TYPE_DDCDROM, "DDCD-ROM"},
    {DF2D_IMAPI_PROFILE_TYPE_DDCD_RECORDABLE, "DDCD-R"},
    {DF2D_IMAPI_PROFILE_TYPE_DDCD_REWRITABLE, "DDCD-RW"},
    {DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_RW_DUAL, "DVD+RW DL"},
    {DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_R_DUAL, "DVD+R DL"},
    {DF2D_IMAPI_PROFILE_TYPE_BD_ROM, "BD-ROM"},
    {DF2D_IMAPI_PROFILE_TYPE_BD_R_SEQUENTIAL, "BD-R sequential"},
    {DF2D_IMAPI_PROFILE_TYPE_BD_R_RANDOM_RECORDING, "BD-R random recording"},
    {DF2D_IMAPI_PROFILE_TYPE_BD_REWRITABLE, "BD-RE"},
    {DF2D_IMAPI_PROFILE_TYPE_HD_DVD_ROM, "HD DVD-ROM"},
    {DF2D_IMAPI_PROFILE_TYPE_HD_DVD_RECORDABLE, "HD DVD-R"},
    {DF2D_IMAPI_PROFILE_TYPE_HD_DVD_RAM, "HD DVD-RAM"},
    {DF2D_IMAPI_PROFILE_TYPE_NON_STANDARD, "non-standard"},
};

/* IMAPI2 has no names for a few of MMC's. */
static const struct code_name FEATURES[] = {
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_PROFILE_LIST, "profile list"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_CORE, "core"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_MORPHING, "morphing"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_REMOVABLE_MEDIUM, "removable medium"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_WRITE_PROTECT, "write protect"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_RANDOMLY_READABLE, "randomly readable"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_MULTIREAD, "CD multi-read"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_READ, "CD read"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_READ, "DVD read"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_RANDOMLY_WRITABLE, "randomly writable"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_INCREMENTAL_STREAMING_WRITABLE, "incremental streaming writable"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_SECTOR_ERASABLE, "sector erasable"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_FORMATTABLE, "formattable"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_HARDWARE_DEFECT_MANAGEMENT, "hardware defect management"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_WRITE_ONCE, "write once"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_RESTRICTED_OVERWRITE, "restricted overwrite"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_CDRW_CAV_WRITE, "CD-RW CAV write"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_MRW, "MRW"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_ENHANCED_DEFECT_REPORTING, "enhanced defect reporting"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_RW, "DVD+RW"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_R, "DVD+R"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_RIGID_RESTRICTED_OVERWRITE, "rigid restricted overwrite"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_TRACK_AT_ONCE, "CD track at once"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_MASTERING, "CD mastering"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_DASH_WRITE, "DVD-R/-RW write"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_DOUBLE_DENSITY_CD_READ, "DDCD read"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_DOUBLE_DENSITY_CD_R_WRITE, "DDCD-R write"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_DOUBLE_DENSITY_CD_RW_WRITE, "DDCD-RW write"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_LAYER_JUMP_RECORDING, "layer jump recording"},
    {0x34, "layer jump rigid restricted overwrite"},
    {0x35, "stop long operation"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_RW_MEDIA_WRITE_SUPPORT, "CD-RW media write support"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_BD_PSEUDO_OVERWRITE, "BD-R pseudo-overwrite"},
    {0x3A, "DVD+RW DL"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_R_DUAL_LAYER, "DVD+R DL"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_BD_READ, "BD read"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_BD_WRITE, "BD write"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_HD_DVD_READ, "HD DVD read"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_HD_DVD_WRITE, "HD DVD write"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_POWER_MANAGEMENT, "power management"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_SMART, "SMART"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_EMBEDDED_CHANGER, "embedded changer"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_CD_ANALOG_PLAY, "CD analog play"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_MICROCODE_UPDATE, "microcode update"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_TIMEOUT, "time-out"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_CSS, "DVD CSS"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_REAL_TIME_STREAMING, "real-time streaming"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_LOGICAL_UNIT_SERIAL_NUMBER, "drive serial number"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_MEDIA_SERIAL_NUMBER, "media serial number"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_DISC_CONTROL_BLOCKS, "disc control blocks"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_DVD_CPRM, "DVD CPRM"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_FIRMWARE_INFORMATION, "firmware information"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_AACS, "AACS"},
    {DF2D_IMAPI_FEATURE_PAGE_TYPE_VCPS, "VCPS"},
};

struct action {
    const char *word;           /* for people */
    const char *key;            /* in JSON */
};

/* By IMAPI_FORMAT2_DATA_WRITE_ACTION. */
static const struct action ACTIONS[] = {
    {"Checking", "validating_media"},
    {"Formatting", "formatting_media"},
    {"Preparing", "initializing_hardware"},
    {"Calibrating", "calibrating_power"},
    {"Writing", "writing_data"},
    {"Finalizing", "finalization"},
    {"Completed", "completed"},
    {"Verifying", "verifying"},
};

/* By DF2D_CONTENT_*. */
static const char *const CONTENT_KEYS[] = {"none", "partial", "whole", "unknown"};

struct disc {
    const char *key;
    const char *sentence;
};

/* By DF2D_DISC_*. */
static const struct disc DISCS[] = {
    {"unchanged", "The disc is as it was before."},
    {"appendable", "The disc is readable, and a further session can be written to it."},
    {"closed", "The disc is closed: it can be read, and nothing can be added to it."},
    {"overwritable", "The disc can be overwritten at any time."},
    {"erase_required", "The disc must be erased before it can be written again."},
    {"recoverable", "A session was left open: it must be closed before the disc can be used further."},
    {"unusable", "The disc cannot be used any more."},
    {"unknown", "The drive could not be asked what the disc can do now."},
};

/* A value that a later version of the library adds must not lead outside a table. */
static size_t within(int32_t value, size_t count, size_t otherwise)
{
    return value >= 0 && (size_t)value < count ? (size_t)value : otherwise;
}

const char *media_name(df2d_media_type media_type)
{
    return MEDIA[within(media_type, LENGTH(MEDIA), 0)].name;
}

double sectors_per_second_at_1x(df2d_media_type media_type)
{
    return MEDIA[within(media_type, LENGTH(MEDIA), 0)].sectors_at_1x;
}

static const struct code_name *named(const struct code_name *names, size_t count, int32_t code)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (names[i].code == code)
            return &names[i];
    return NULL;
}

const char *profile_name(df2d_profile_type profile)
{
    const struct code_name *found = named(PROFILES, LENGTH(PROFILES), profile);
    return found ? found->name : NULL;
}

int is_recordable(df2d_profile_type profile)
{
    switch (profile) {
    case DF2D_IMAPI_PROFILE_TYPE_CD_RECORDABLE:
    case DF2D_IMAPI_PROFILE_TYPE_CD_REWRITABLE:
    case DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_RECORDABLE:
    case DF2D_IMAPI_PROFILE_TYPE_DVD_RAM:
    case DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_REWRITABLE:
    case DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_RW_SEQUENTIAL:
    case DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_SEQUENTIAL:
    case DF2D_IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_LAYER_JUMP:
    case DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_RW:
    case DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_R:
    case DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_RW_DUAL:
    case DF2D_IMAPI_PROFILE_TYPE_DVD_PLUS_R_DUAL:
    case DF2D_IMAPI_PROFILE_TYPE_BD_R_SEQUENTIAL:
    case DF2D_IMAPI_PROFILE_TYPE_BD_R_RANDOM_RECORDING:
    case DF2D_IMAPI_PROFILE_TYPE_BD_REWRITABLE:
    case DF2D_IMAPI_PROFILE_TYPE_HD_DVD_RECORDABLE:
    case DF2D_IMAPI_PROFILE_TYPE_HD_DVD_RAM:
        return 1;
    default:
        return 0;
    }
}

const char *feature_name(df2d_feature_page_type feature)
{
    const struct code_name *found = named(FEATURES, LENGTH(FEATURES), feature);
    return found ? found->name : NULL;
}

static const struct action *action_of(df2d_write_action action)
{
    static const struct action other = {"Working", "other"};
    return action >= 0 && (size_t)action < LENGTH(ACTIONS) ? &ACTIONS[action] : &other;
}

const char *action_word(df2d_write_action action)
{
    return action_of(action)->word;
}

const char *action_key(df2d_write_action action)
{
    return action_of(action)->key;
}

const char *content_key(df2d_content_state content)
{
    return CONTENT_KEYS[within(content, LENGTH(CONTENT_KEYS), DF2D_CONTENT_UNKNOWN)];
}

const char *disc_key(df2d_disc_state disc)
{
    return DISCS[within(disc, LENGTH(DISCS), DF2D_DISC_UNKNOWN)].key;
}

const char *disc_sentence(df2d_disc_state disc)
{
    return DISCS[within(disc, LENGTH(DISCS), DF2D_DISC_UNKNOWN)].sentence;
}
