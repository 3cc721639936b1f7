"""Each check finds what it is for: a defect is planted in a copy, and the check must complain of it."""

import re
import sys
import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import codes
import entries
import guide
import pages
from common import TOP, df2d

HEADER = (TOP / "include/df2d.h").read_text()
GUIDE = guide.GUIDE.read_text()

# What is replaced in the comment of a name (of what follows it, the first declaration), by what, and the complaint.
ENTRIES = [
    ("df2d_put_force_overwrite", r" Returns [^;]*; .*\n", "", "no codes are listed"),
    ("df2d_put_force_overwrite", r"; DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS", "", "what it returns during an operation"),
    ("df2d_put_force_overwrite", r"IDiscFormat2Data::put_ForceOverwrite", "It", "put_ForceOverwrite is not named"),
    ("df2d_put_force_overwrite", r" Threads: any\.\n", "", "on which threads"),
    ("df2d_put_force_overwrite", r"Threads: any\.", "Threads: some.", "on which threads"),
    ("df2d_get_current_media_status", r"; waits for the drive", "", "it asks the drive"),
    ("df2d_create", r"; the caller destroys it", "", "who destroys object"),
    ("df2d_create", r"; DF2D_E_POINTER", "", "DF2D_E_POINTER is not listed"),
    ("df2d_get_client_name", r"; DF2D_E_INSUFFICIENT_BUFFER", "", "DF2D_E_INSUFFICIENT_BUFFER is not listed"),
    ("df2d_get_write_result", r"; DF2D_E_INVALIDARG \(struct_size\)", "", "(struct_size) is not listed"),
    ("df2d_master_get_count", r"DF2D_E_FAIL", "DF2D_E_FAILED", "there is no DF2D_E_FAILED"),
    ("df2d_recorder_open", r"DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE", "_INVALID_RESPONSE", "is not written out"),
    ("df2d_write", r"The stream is kept[^.]*\.", "", "how long stream is kept"),
    ("df2d_write", r"Inside a callback of this object it is\s+refused\.", "", "refused inside callbacks"),
    ("df2d_write", r"DF2D_E_NOTIMPL \(see", "some code (see", "is no code"),
    ("df2d_advise", r"freed after the last use", "freed", "how long user_data is used"),
    ("df2d_destroy", r"Inside a callback it does not wait", "It does not wait there", "inside a callback"),
    ("df2d_set_write_speed", r" sectors_per_second  .*\n", "", "nothing is said of sectors_per_second"),
    ("df2d_wait", r" timeout_ms  ", " timeout_s  ", "there is no parameter timeout_s"),
    ("df2d_hresult_name", r"Safe in signal handlers\.", "", "disagree about signal handlers"),
    ("df2d_hresult_name", r"Never NULL", "", "can be NULL"),
    ("df2d_stream_from_memory", r"which is not copied", "which is used", "is copied"),
    ("df2d_progress", r"(?s).*", "", "there is no comment"),
    ("df2d_update_fn", r"on a thread of the library", "somewhere", "its thread is not named"),
    ("df2d_update_fn", r"valid for the time of the\s+call", "valid", "how long its arguments live"),
    ("df2d_update_fn", r"Inside it", "In it", "what may be called inside"),
    ("DF2D_S_FALSE", r"(?s).*", "", "there is no comment"),
    ("df2d_media_type", r"(?s).*", "", "there is no comment"),
]

# Of members of structs, the same in the whole text.
MEMBERS = [
    (r"/\* Seconds left, an estimate\. \*/\n\s*", "", "df2d_progress.remaining_time: there is no comment"),
    (r"Seconds left, an estimate\.", "What is left.", "df2d_progress.remaining_time: it has no unit"),
    (r"(df2d_error_info\)), set by the caller", r"\1", "who sets struct_size"),
]

# In pieces, so that it stands in no file.
NO_NAME = "df2d_" + "no_such_thing"

PAGES = [
    ("[a](no-such-page.md)", "there is no such file"),
    ("[a](#no-such-heading)", "there is no such heading"),
    (f"`{NO_NAME}`", f"there is no {NO_NAME}"),
    (f"`{NO_NAME}_*`", f"nothing begins with {NO_NAME}_"),
]


def planted_in_entry(name, what, by):
    """The header with something else in the comment before a declaration."""
    found = re.search(rf"/\*(?:(?!\*/).)*\*/\n(?=(?:#define |typedef |df2d_hresult |uint32_t |const char )[^;/]*\b{name}\b)", HEADER, re.S)
    comment = found.group(0)
    inside = re.sub(what, by, comment[2:-3], count=1)
    assert inside != comment[2:-3], f"{what} is not in the entry of {name}"
    return HEADER[: found.start()] + "/*" + inside + "*/\n" + HEADER[found.end() :]


def read_header(text):
    with tempfile.NamedTemporaryFile("w", suffix=".h") as file:
        file.write(text)
        file.flush()
        return df2d.read(file.name)


def entry_complaints(text):
    return [what for _, what in entries.complaints(read_header(text), guide.Guide(GUIDE).members())]


def guide_complaints(text):
    return [what for _, what in guide.complaints(guide.Guide(text), df2d.read(TOP / "include/df2d.h"))]


def page_complaints(text):
    with tempfile.NamedTemporaryFile("w", suffix=".md", dir=TOP / "docs") as file:
        file.write(text)
        file.flush()
        page = Path(file.name)
        found = [*pages.link_complaints(page), *pages.name_complaints(page, df2d.read(TOP / "include/df2d.h"))]
        return [what for _, what in found]


def code_complaints(line):
    with tempfile.NamedTemporaryFile("w") as file, redirect_stdout(StringIO()) as said:
        file.write(line)
        file.flush()
        failed = codes.check(df2d.read(TOP / "include/df2d.h"), file.name)
        return [said.getvalue()] if failed else []


def trials():
    """(what is planted, the complaints, what one of them must contain)."""
    for name, what, by, wanted in ENTRIES:
        yield f"{name}: {what}", entry_complaints(planted_in_entry(name, what, by)), wanted
    for what, by, wanted in MEMBERS:
        changed = re.sub(what, by, HEADER, count=1)
        assert changed != HEADER, what
        yield what, entry_complaints(changed), wanted
    row = re.search(r"\| `get_VendorId` .*\n", GUIDE).group(0)
    yield "a row less", guide_complaints(GUIDE.replace(row, "")), "there are 236 members"
    yield "a row less", guide_complaints(GUIDE.replace(row, "")), "df2d_recorder_get_vendor_id is in no table"
    yield "a row twice", guide_complaints(GUIDE.replace(row, row + row)), "stands twice"
    yield "no function", guide_complaints(GUIDE.replace(row, "| `get_VendorId` | – | |\n")), "not said why"
    changed = GUIDE.replace(row, row.replace("_vendor_", "_maker_"))
    yield "another name", guide_complaints(changed), "there is no df2d_recorder_get_maker_id"
    for text, wanted in PAGES:
        yield text, page_complaints(text), wanted
    yield "a code", code_complaints("df2d_create -2147467263\n"), "df2d_create returned DF2D_E_NOTIMPL"
    yield "nothing noted", code_complaints(""), "0 seen"


def main():
    passed = failed = 0
    for planted, complaints, wanted in trials():
        if any(wanted in complaint for complaint in complaints):
            passed += 1
        else:
            failed += 1
            print(f"planted: {planted}: nobody complained that {wanted!r}: {complaints[:3]}")
    print(f"defects planted in the documentation: {passed + failed}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
