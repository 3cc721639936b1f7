"""Whether every entry of include/df2d.h says what a caller must know.

Of a function: what it means, the units of its numbers, who owns what, on which threads it may be called, each code that it
returns, and the IMAPI2 members that it mirrors. Of a callback: its thread, how long its arguments live, and what may be
called inside. Of a constant, a type, a struct and each of its members: what it is.
"""

import re

import codes

# The last line of each function's entry, as the head of df2d.h explains them.
ANY = "any."
DRIVE = "any; waits for the drive."
CALLBACKS = "any; waits for callbacks, except inside one."
OPERATION = "any, but inside no callback of the object."
SIGNALS = "any, and signal handlers."
THREADS = {ANY, DRIVE, CALLBACKS, OPERATION, SIGNALS}

NUMBERS = {"int", "int32_t", "uint32_t", "int64_t", "uint64_t", "size_t", "uint8_t"}

# A number whose name says what it counts or is.
UNIT_IN_NAME = re.compile(
    r"(^|_)(ms|ns|s|bytes|sectors|sector|lba|seconds|per_second|permille|count|capacity|needed|index|"
    r"number|error|major|minor|patch|cookie|id|n|fd|hr|got|fetched|crc32|opcode|cdb|sense|asc|ascq|key|deferred|struct_size)$"
)
UNIT_IN_TEXT = re.compile(
    r"second|sector|byte|element|thousandth|one of DF2D_|a mask of|how many|how often|times|commands|operations|faults|"
    r"the number|the address|0 to \d+|power of two|zero\.|address",
    re.I,
)

# Parameters that every function with such a list explains at the head of df2d.h.
LIST = ("capacity", "needed")

# What says that the library lets go of, keeps, or hands over an object.
KEEPS = re.compile(r"\bkeeps?\b|\bkept\b|\bholds\b|for the time of the call", re.I)


def complaints(header, members):
    """A list of (line, what is missing). members says which IMAPI2 members each function mirrors."""
    found = []
    for entry in header.functions.values():
        found += [(entry.line, f"{entry.name}: {what}") for what in _function(header, entry, members)]
    for entry in header.callbacks.values():
        found += [(entry.line, f"{entry.name}: {what}") for what in _callback(entry, entry.comment)]
    for struct in header.structs.values():
        found += [(struct.line, f"{struct.name}: {what}") for what in _struct(struct)]
        for member in struct.members:
            found += [(member.line, f"{struct.name}.{member.name}: {what}") for what in _member(struct, member)]
    for entry in [*header.constants.values(), *header.types.values()]:
        found += [(entry.line, f"{entry.name}: {what}") for what in _sentence(entry.comment)]
    for entry in every(header):
        found += [(entry.line, f"{entry.name}: {what}") for what in _names(header, entry.comment)]
    found += [(1, what) for what in _names(header, header.preamble)]
    return sorted(found)


def every(header):
    """All that has a comment."""
    members = [member for struct in header.structs.values() for member in struct.members]
    kinds = (header.functions, header.callbacks, header.structs, header.constants, header.types)
    return members + [entry for kind in kinds for entry in kind.values()]


def _sentence(comment):
    if not comment:
        yield "there is no comment"
    elif not re.search(r"[.:)]$", comment):
        yield "the comment does not end as a sentence"


def _names(header, comment):
    """What is named must exist; a star stands for any ending."""
    known = header.names()
    for name in re.findall(r"\b(?:df2d_|DF2D_)\w*\*?(?:\.\w+)?", comment):
        # The variables of the environment are no names of C.
        if name in ("DF2D_LOG", "DF2D_RECORDERS", "DF2D_LOG=debug"):
            continue
        if name.endswith("*") or name.endswith("_"):
            if not any(other.startswith(name.rstrip("*")) for other in known):
                yield f"nothing begins with {name}"
        elif name not in known:
            yield f"there is no {name}"


def _function(header, entry, members):
    yield from _sentence(entry.comment)
    comment = entry.comment
    if not re.match(r"[A-Z]\w*[^.]*[.:]", comment):
        yield "the comment does not begin with what the function does"
    yield from _parameters(header, entry)
    yield from _codes(header, entry)
    yield from _threads(entry)
    yield from _mirrors(entry, members)


def _is_list(entry):
    return any(parameter.name == "needed" for parameter in entry.parameters)


def explained(entry):
    """The names in the table of parameters of an entry."""
    names = set()
    for line in entry.comment.splitlines():
        if found := re.match(r"(\w+(?:, \w+)*)   +\S", line):
            names |= set(found.group(1).split(", "))
    return names


def _parameters(header, entry):
    words = set(re.findall(r"\w+", entry.comment))
    names = explained(entry)
    for name in names - {parameter.name for parameter in entry.parameters}:
        yield f"there is no parameter {name}"
    for number, parameter in enumerate(entry.parameters):
        type_, name = parameter.type, parameter.name
        if number == 0 and entry.has_handle:
            continue
        standard = _is_list(entry) and number >= len(entry.parameters) - 3
        accessor = re.search(r"_(get|put|is)_", entry.name) and number == len(entry.parameters) - 1
        if not standard and not accessor and name not in words:
            yield f"nothing is said of {name}"
        yield from _ownership(entry, parameter)
        if type_.rstrip(" *").removeprefix("const ") in NUMBERS and not standard:
            if not UNIT_IN_NAME.search(name) and not UNIT_IN_TEXT.search(entry.comment):
                yield f"{name} has no unit"


def _ownership(entry, parameter):
    type_, name = parameter.type, parameter.name
    if re.fullmatch(r"df2d_(\w+_)?t \*\*", type_):
        if not re.search(r"the\s+caller\s+destroys", entry.comment):
            yield f"it is not said who destroys {name}"
    elif re.fullmatch(r"df2d_(\w+_)?t \*", type_) and parameter is not entry.parameters[0]:
        if not KEEPS.search(entry.comment):
            yield f"it is not said how long {name} is kept"
    elif name == "user_data" and not re.search(r"after the last use|handed to each", entry.comment):
        yield "it is not said how long user_data is used"
    elif type_ == "const void *" and not re.search(r"not copied|copied", entry.comment):
        yield f"it is not said whether {name} is copied"


def _codes(header, entry):
    text = codes.returns(entry)
    if entry.returns != "df2d_hresult":
        if "Never NULL" not in entry.comment and "*" in entry.returns:
            yield "it is not said whether the string can be NULL and who frees it"
        return
    if not text:
        yield "no codes are listed"
        return
    listed, _ = codes.listed(header, entry)
    for code in re.findall(r"(?<![A-Z0-9_])_[A-Z][A-Z0-9_]+", text):
        yield f"{code} is not written out"
    if not listed & {"DF2D_S_OK", "DF2D_E_NOTIMPL"}:
        yield "DF2D_S_OK is not listed"
    for item in _items(text):
        if not re.match(r"DF2D_[ES]_|the device codes|what |(and )?others ", item):
            yield f"{item[:40]!r} is no code"
    pointers = any("*" in parameter.type for parameter in entry.parameters)
    if pointers and not entry.has_handle and "DF2D_E_POINTER" not in listed:
        yield "DF2D_E_POINTER is not listed"
    if _is_list(entry) and "DF2D_E_INSUFFICIENT_BUFFER" not in listed:
        yield "DF2D_E_INSUFFICIENT_BUFFER is not listed"
    structs = {name for name, struct in header.structs.items() if struct.members[0].name == "struct_size"}
    taken = {parameter.type.removeprefix("const ").removesuffix(" *") for parameter in entry.parameters}
    if taken & structs and "DF2D_E_INVALIDARG" not in listed:
        yield "DF2D_E_INVALIDARG (struct_size) is not listed"
    if re.search(r"_put_", entry.name) and entry.has_handle and entry.parameters[0].type in ("df2d_t *", "df2d_erase_t *"):
        busy = {"DF2D_E_IMAPI_DF2DATA_WRITE_IN_PROGRESS", "DF2D_E_IMAPI_ERASE_RECORDER_IN_USE"}
        if not listed & busy and "Allowed at any time" not in " ".join(entry.comment.split()):
            yield "it is not said what it returns during an operation"


def _items(text):
    """The alternatives of a list of codes, what stands in parentheses left out."""
    words = " ".join(text.split()).removeprefix("Returns ")
    while (shorter := re.sub(r"\([^()]*\)", "", words)) != words:
        words = shorter
    # Beyond the first full stop is prose, but for what says when.
    parts = re.split(r"(?<=[.;]) +", words)
    items = []
    for part in parts:
        part = re.sub(r"^(Before the disc is touched|Later): ", "", part.strip())
        if not re.match(r"DF2D_|the device|what |others ", part) and items and items[-1].endswith("."):
            break
        items += [one.strip() for one in part.split(",") if one.strip()] if part.startswith("DF2D_") else [part]
        if part.endswith("."):
            items[-1] = items[-1] if items[-1].endswith(".") else items[-1] + "."
    return [item.rstrip(".; ") for item in items if item.rstrip(".; ")]


def _threads(entry):
    lines = entry.comment.splitlines()
    last = lines[-1] if lines else ""
    phrase = last.removeprefix("Threads: ")
    if not last.startswith("Threads: ") or phrase not in THREADS:
        yield "the last line does not say on which threads it may be called"
        return
    words = " ".join("\n".join(lines[:-1]).split())
    prose = words.split(" Returns DF2D_")[0]
    device = "the device codes" in words or "what df2d_recorder_send_command_no_data returns" in words
    if device and phrase not in (DRIVE, OPERATION):
        yield "it asks the drive, and its last line does not say so"
    if phrase == CALLBACKS and not re.search(r"[Ii]nside a callback|outside callbacks", prose):
        yield "it is not said what it does inside a callback"
    if phrase == OPERATION and "nside a callback of this object it is refused" not in prose:
        yield "it is not said that it is refused inside callbacks"
    if (phrase == SIGNALS) != ("afe in signal handlers" in prose):
        yield "the comment and its last line disagree about signal handlers"


def _mirrors(entry, members):
    for interface, member in members.get(entry.name, ()):
        if not re.search(rf"\b{interface}\b", entry.comment) or not re.search(rf"\b{member}\b", entry.comment):
            yield f"{interface}::{member} is not named"


def _callback(entry, comment):
    yield from _sentence(entry.comment)
    words = " ".join(comment.split())
    if not re.search(r"\bthread\b", words):
        yield "its thread is not named"
    pointers = [parameter for parameter in entry.parameters if "*" in parameter.type and parameter.name != "user_data"]
    if pointers and "valid for the time of the call" not in words:
        yield "it is not said how long its arguments live"
    if not re.search(r"Inside (it|them) every function may be called", words):
        yield "it is not said what may be called inside"
    for parameter in entry.parameters:
        if parameter.type in NUMBERS and not UNIT_IN_NAME.search(parameter.name) and not UNIT_IN_TEXT.search(words):
            yield f"{parameter.name} has no unit"


def _struct(struct):
    yield from _sentence(struct.comment)
    if struct.members[0].name == "struct_size" and "set by" not in struct.members[0].comment + struct.comment:
        if "sets struct_size" not in struct.comment:
            yield "it is not said who sets struct_size"


def _member(struct, member):
    if hasattr(member, "parameters"):
        yield from _callback(member, f"{struct.comment} {member.comment}")
        return
    yield from _sentence(member.comment)
    if not UNIT_IN_NAME.search(member.name) and not UNIT_IN_TEXT.search(member.comment):
        if not re.search(r"\bwhether\b|^1: |one of DF2D_|DF2D_\w+\* bits|^Zero", member.comment, re.I):
            if not re.search(r"^1 (once|if)", member.comment) and "What the" not in member.comment:
                yield "it has no unit, and is neither yes or no nor one of named values"
