"""Which codes each function returns, as its entry in include/df2d.h says and as the C tests see it.

    codes.py shim               writes a C library that is loaded before libdf2d.so and notes what its functions return
    codes.py check FILE         compares what was noted with the entries
"""

import re
import sys
from pathlib import Path

from common import TOP, df2d

# What any function with a handle can return, as the head of df2d.h says.
ALWAYS = {"DF2D_E_POINTER", "DF2D_E_HANDLE", "DF2D_E_UNEXPECTED"}

# "The device codes", as the head of df2d.h says.
DEVICE = {
    "DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT",
    "DF2D_E_IMAPI_RECORDER_LOCKED",
    "DF2D_E_DEV_NOT_EXIST",
    "DF2D_E_ACCESSDENIED",
    "DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE",
    "DF2D_E_IMAPI_LOSS_OF_STREAMING",
    "DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE",
    "DF2D_E_FAIL",
}

CODE = r"DF2D_(IMAPI_)?[ES]_"

# What else a function can return is for the caller's own code to say.
FOREIGN = ("what the stream failed with", "what the size function returned")


def returns(entry):
    """The part of an entry that lists codes."""
    found = re.search(r"^(The codes are |Returns ).*?(?=^Threads: |\Z)", entry.comment, re.S | re.M)
    return found.group(0) if found else ""


def listed(header, entry):
    """The codes of an entry, and whether a stream of the caller's can add its own."""
    text = returns(entry)
    codes = set(re.findall(r"\bDF2D_[ES]_\w+", text))
    words = " ".join(text.split())
    if "the device codes" in words:
        codes |= DEVICE | {name for name in header.constants if name.startswith("DF2D_E_IMAPI_RECORDER_MEDIA_")}
    for other in re.findall(r"what (df2d_\w+) returns", words):
        codes |= listed(header, header.functions[other])[0]
    return codes, any(phrase in words for phrase in FOREIGN)


SHIM = """\
#define _GNU_SOURCE
#include "df2d.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *place;

/* Safe in a signal handler, and once for each code of a function. */
static void note(const char *name, atomic_int *seen, int seen_size, df2d_hresult hr)
{
    char line[128];
    int n, length, file;
    const int before = errno;
    for (n = 0; n < seen_size; ++n) {
        int known = atomic_load(&seen[n]);
        if (known == hr + 1) return;
        if (known == 0 && atomic_compare_exchange_strong(&seen[n], &known, hr + 1)) break;
        if (known == hr + 1) return;
    }
    file = place ? open(place, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666) : -1;
    if (file >= 0) {
        length = snprintf(line, sizeof line, "%s %ld\\n", name, (long)hr);
        if (write(file, line, (size_t)length) < 0) errno = before;
        close(file);
    }
    errno = before;
}
"""


def write_shim(header):
    print(SHIM)
    functions = [f for f in header.functions.values() if f.returns == "df2d_hresult"]
    for f in functions:
        types = ", ".join(p.type for p in f.parameters)
        print(f"static df2d_hresult (*real_{f.name})({types});")
    print("__attribute__((constructor)) static void find(void)\n{")
    print('    place = getenv("DF2D_CODES");')
    for f in functions:
        print(f'    *(void **)&real_{f.name} = dlsym(RTLD_NEXT, "{f.name}");')
    print("}\n")
    for f in functions:
        declared = ", ".join(f"{p.type} {p.name}" for p in f.parameters)
        names = ", ".join(p.name for p in f.parameters)
        print(f"df2d_hresult {f.name}({declared})\n{{")
        print("    static atomic_int seen[64];")
        print(f"    const df2d_hresult hr = real_{f.name}({names});")
        print(f'    note("{f.name}", seen, 64, hr);\n    return hr;\n}}')


def check(header, file):
    """Complains of each code that was returned and is in no entry."""
    values = {int(constant.value): name for name, constant in header.constants.items() if re.match(CODE, name)}
    noted = sorted(set(Path(file).read_text().splitlines()))
    failed = 0
    for line in noted:
        name, value = line.split()
        entry, code = header.functions[name], values.get(int(value))
        codes, foreign = listed(header, entry)
        if code not in codes | ALWAYS and not (foreign and int(value) < 0):
            what = code or f"0x{int(value) & 0xFFFFFFFF:08X}"
            print(f"include/df2d.h:{entry.line}: {name} returned {what}, which its entry does not list")
            failed += 1
    print(f"codes of functions: {len(noted)} seen, {failed} of them not listed")
    return failed > 0 or not noted


def main():
    header = df2d.read(TOP / "include/df2d.h")
    if sys.argv[1:] == ["shim"]:
        write_shim(header)
        return 0
    return check(header, sys.argv[2])


if __name__ == "__main__":
    sys.exit(main())
