"""Which enumeration each constant of df2d.h belongs to: what the generators of more than one language go by."""

import re
from collections import namedtuple

# `flags`: the values are bits that are combined.
Enumeration = namedtuple("Enumeration", "prefix name flags")

# The names are the header's types without df2d_, in snake_case.
ENUMERATIONS = [
    Enumeration("DF2D_IMAPI_MEDIA_TYPE_", "media_type", False),
    Enumeration("DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_", "media_state", True),
    Enumeration("DF2D_IMAPI_WRITEPROTECTED_", "write_protect_state", True),
    Enumeration("DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_", "write_action", False),
    Enumeration("DF2D_IMAPI_BURN_VERIFICATION_", "burn_verification_level", False),
    Enumeration("DF2D_CANCEL_", "cancel_mode", False),
    Enumeration("DF2D_RECOVER_", "recover_action", False),
    Enumeration("DF2D_CONTENT_", "content_state", False),
    Enumeration("DF2D_DISC_", "disc_state", False),
    Enumeration("DF2D_MULTISESSION_", "multisession_scheme", False),
    Enumeration("DF2D_LOG_", "log_level", False),
    Enumeration("DF2D_IMAPI_READ_TRACK_ADDRESS_TYPE_", "read_track_address_type", False),
    Enumeration("DF2D_IMAPI_MODE_PAGE_REQUEST_TYPE_", "mode_page_request_type", False),
    Enumeration("DF2D_IMAPI_MODE_PAGE_TYPE_", "mode_page_type", False),
    Enumeration("DF2D_IMAPI_FEATURE_PAGE_TYPE_", "feature_page_type", False),
    Enumeration("DF2D_IMAPI_PROFILE_TYPE_", "profile_type", False),
    Enumeration("DF2D_VIRTUAL_EFFECT_", "virtual_effect", False),
]

_HRESULT = re.compile(r"DF2D_(?:IMAPI_)?([ES])_(?:IMAPI_)?(\w+)$")


class Sorted:
    """The header's constants by what they are; each list holds pairs of a short name, as in the header, and the
    constant: members of enumerations, errors, successes, and the rest."""

    def __init__(self, header):
        self.members = {enumeration: [] for enumeration in ENUMERATIONS}
        self.errors, self.successes, self.rest = [], [], []
        for constant in header.constants:
            self._place(constant)
        for names in [self.errors, self.successes, self.rest, *self.members.values()]:
            short = [name for name, _ in names]
            twice = {name for name in short if short.count(name) > 1}
            if twice:
                raise ValueError(f"df2d.h has constants whose short names are alike: {', '.join(sorted(twice))}")

    def _place(self, constant):
        code = _HRESULT.match(constant.name)
        if code:
            (self.errors if code[1] == "E" else self.successes).append((code[2], constant))
            return
        for enumeration in ENUMERATIONS:
            if constant.name.startswith(enumeration.prefix):
                self.members[enumeration].append((constant.name[len(enumeration.prefix):], constant))
                return
        self.rest.append((re.sub("^DF2D_(IMAPI_)?", "", constant.name), constant))
