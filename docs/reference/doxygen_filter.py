#!/usr/bin/env python3
"""What doxygen reads in place of a file: doxygen_filter.py FILE

include/df2d.h speaks plain text to people who have nothing but an editor. Here its comments become doxygen's: the table
of parameters, the list of codes, the last line about threads, and links. In a page of Markdown, links to what is no part
of the reference become text, those to headings get a target, and names of the interface become links.
"""

import os
import re
import sys
from pathlib import Path

import header as df2d

TOP = Path(__file__).resolve().parents[2]

GROUPS = (
    ("writer", "Writing: IDiscFormat2Data", r"df2d_"),
    ("eraser", "Erasing: IDiscFormat2Erase", r"df2d_erase_"),
    ("multisession", "Sessions: IMultisession", r"(df2d|DF2D)_(multisession_|MULTISESSION_)"),
    ("recorder", "Drives: IDiscRecorder2 and IDiscRecorder2Ex", r"df2d_(recorder_|error_info)"),
    ("master", "Finding drives: IDiscMaster2", r"df2d_master_"),
    ("stream", "Sources: IStream", r"df2d_(stream_|block_range)"),
    ("library", "The library", r"df2d_(version|hresult|get_thread_error|live_objects|free_fn|bool)|DF2D_VERSION_"),
    ("log", "Logging", r"df2d_log_|DF2D_LOG_"),
    ("virtual", "The virtual recorder", r"df2d_virtual_|DF2D_VIRTUAL_"),
    ("codes", "Result codes", r"DF2D_(IMAPI_)?[ES]_"),
    ("constants", "Constants", r"DF2D_"),
)

# What the last line of an entry says, for those who have not read the head of df2d.h.
THREADS = {
    "any.": "Any thread, callbacks included. It waits for nobody.",
    "any; waits for the drive.": "Any thread, callbacks included. It waits for the drive or the system.",
    "any; waits for callbacks, except inside one.": "Any thread. Outside callbacks it waits for those that run.",
    "any, but inside no callback of the object.": "Any thread, but inside no callback of the object.",
    "any, and signal handlers.": "Any thread, and signal handlers.",
}

STANDARD = {
    "buffer": "receives the answer; NULL with a capacity of 0 asks for its size.",
    "capacity": "how many elements the buffer has room for; of a string, bytes with the NUL.",
    "needed": "receives how many elements the answer has, whether they fit or not.",
}


def group_of(name):
    """The last pattern that is no more general than the others: the longest match."""
    found = [(re.match(pattern, name), key) for key, _, pattern in GROUPS]
    return max((match.end(), key) for match, key in found if match)[1]


class Links:
    """Turns names in plain text into links, and hides what doxygen would take for commands."""

    def __init__(self, header):
        self.header = header

    def __call__(self, text):
        return " ".join(self.word(word) for word in text.split())

    def word(self, word):
        before, core, after = re.fullmatch(r"([(\"]*)(.*?)([)\".,;:]*)", word).groups()
        return before.replace('"', "&quot;") + self.core(core) + after.replace('"', "&quot;")

    def core(self, core):
        if core in self.header.functions:
            return f"{core}()"
        if core in self.header.constants:
            return f"#{core}"
        if core in self.header.structs or core in self.header.types or core in self.header.callbacks:
            return f"@ref {core}"
        if re.search(r"[%@\\<>#&*~$`]|^[-+]|^\d+\.$", core):
            return "<code>" + re.sub(r"([%@\\<>#&*~$`\"])", r"\\\1", core) + "</code>"
        return core.replace('"', "&quot;")


def comment(lines):
    return "/**\n" + "".join(f" * {line}".rstrip() + "\n" for line in lines) + " */\n"


def paragraphs(text):
    return [block for block in re.split(r"\n\s*\n", text) if block.strip()]


def first_sentence(text):
    """It is what lists show."""
    found = re.match(r"(.*?\.)( .*|$)", text)
    if not found:
        return [f"@brief {text}"]
    brief, rest = found.groups()
    return [f"@brief {brief}", "", rest.strip()]


def split_list(text):
    """The alternatives of a list that is divided by semicolons, but for those inside parentheses."""
    items, depth, item = [], 0, ""
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == ";" and depth == 0:
            items.append(item.strip())
            item = ""
        else:
            item += character
    return items + [item.strip()]


def parameters(block):
    """The rows of a table of parameters: names, and lines. What stands two columns further in is an item of a list."""
    rows = []
    for line in block.splitlines():
        text = line.strip()
        if found := re.match(r"(\w+(?:, \w+)*)(   +)(\S.*)", line):
            column = len(found.group(1)) + len(found.group(2))
            rows.append((found.group(1).replace(" ", ""), [found.group(3)]))
            continue
        indent, lines = len(line) - len(line.lstrip()), rows[-1][1]
        if indent == column + 2:
            lines.append(f"- {text}")
        elif indent == column and lines[-1].startswith("- "):
            lines.extend(["", text])
        else:
            lines[-1] += f" {text}"
    return rows


def is_table(block):
    return re.match(r"\w+(, \w+)*   +\S", block) is not None


def function(links, entry):
    """The comment of a function: what it does, its parameters, its codes, its threads."""
    blocks = paragraphs(re.sub(r"^Threads: .*$", "", entry.comment, flags=re.M))
    codes = [block for block in blocks if block.startswith("Returns ")]
    prose = [links(block) for block in blocks if not is_table(block) and block not in codes]
    lines = [f"@ingroup {group_of(entry.name)}", *first_sentence(prose[0])]
    for block in prose[1:]:
        lines += ["", block]
    lines += ["", *explained(links, [row for block in blocks if is_table(block) for row in parameters(block)])]
    lines += unexplained(entry, lines)
    lines += ["", *returned(links, entry, codes)]
    threads = re.search(r"^Threads: (.*)$", entry.comment, re.M).group(1)
    return lines + ["", "@par Threads", f"{THREADS[threads]} See [threads](@ref concept-threads)."]


def explained(links, rows):
    lines = []
    for names, (first, *rest) in rows:
        lines.append(f"@param {names} {links(first)}")
        lines += [f"- {links(line[2:])}" if line.startswith("- ") else links(line) for line in rest]
    return lines


def unexplained(entry, lines):
    """The parameters that the head of the header explains, or the function's own sentence."""
    names = {name for line in lines if line.startswith("@param ") for name in line.split()[1].split(",")}
    is_list = any(parameter.name == "needed" for parameter in entry.parameters)
    missing = []
    for number, parameter in enumerate(entry.parameters):
        if parameter.name in names:
            continue
        if number == 0 and entry.has_handle:
            what = "the object."
        elif parameter.name in STANDARD:
            what = STANDARD[parameter.name]
        elif is_list and number == len(entry.parameters) - 3:
            what = STANDARD["buffer"]
        else:
            what = "receives the answer." if "_get_" in entry.name and "*" in parameter.type else "as said above."
        missing.append(f"@param {parameter.name} {what}")
    return missing


def returned(links, entry, codes):
    if entry.returns != "df2d_hresult":
        return ["@returns what is said above."]
    items = split_list(" ".join(codes[0].removeprefix("Returns ").split()))
    lines = ["@returns", *(f"- {links(item)}" for item in items)]
    return lines + (["", "and what every function can return: see [errors](@ref concept-errors)."] if entry.has_handle else [])


def described(links, entry, extra=()):
    text = [links(block) for block in paragraphs(entry.comment)]
    lines = [*extra, *first_sentence(text[0]), ""]
    for block in text[1:]:
        lines += [block, ""]
    return lines


def declaration(entry):
    inside = ", ".join(f"{p.type} {p.name}".replace("* ", "*") for p in entry.parameters) or "void"
    return f"{entry.returns} {entry.name}({inside});"


def callback_type(entry, prefix="typedef "):
    inside = ", ".join(f"{p.type} {p.name}".replace("* ", "*") for p in entry.parameters)
    return f"{prefix}{entry.returns} (*{entry.name})({inside});"


def c_header(path):
    header = df2d.read(path)
    links = Links(header)
    print(comment(["@file df2d.h", "@brief The whole interface of libdf2d.", "",
                   "What holds for all of it stands at the head of the file itself, and here in the pages about concepts."]))
    for key, title, _ in GROUPS:
        print(comment([f"@defgroup {key} {title}"]))
    for entry in header.constants.values():
        print(comment(described(links, entry, [f"@ingroup {group_of(entry.name)}"])) + f"#define {entry.name} {entry.value}\n")
    for entry in header.types.values():
        kind = f"typedef struct {entry.name} {entry.name};" if entry.name.endswith("_t") else f"typedef int32_t {entry.name};"
        print(comment(described(links, entry, [f"@ingroup {group_of(entry.name)}"])) + kind + "\n")
    for entry in header.callbacks.values():
        print(comment(described(links, entry, [f"@ingroup {group_of(entry.name)}"])) + callback_type(entry) + "\n")
    text = Path(path).read_text()
    for struct in header.structs.values():
        print(comment(described(links, struct, [f"@ingroup {group_of(struct.name)}"])) + f"typedef struct {struct.name} {{")
        body = re.search(rf"typedef struct {struct.name} \{{(.*?)\}} {struct.name};", text, re.S).group(1)
        for member in struct.members:
            print(comment(described(links, member)), end="")
            if isinstance(member, df2d.Function):
                print(callback_type(member, ""))
            else:
                print(re.search(rf"^ *(\S.*\b{member.name}(\[\d+\])?;)", body, re.M).group(1))
        print(f"}} {struct.name};\n")
    for entry in header.functions.values():
        print(comment(function(links, entry)) + declaration(entry) + "\n")


# --- pages ---


def slug(title):
    """The anchor that GitHub gives a heading."""
    title = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title)
    title = re.sub(r"[`*]", "", title).strip().lower()
    return re.sub(r"[^\w\- ]", "", title).replace(" ", "-")


def page_id(path):
    relative = os.path.relpath(path, TOP / "docs").removesuffix(".md")
    return {"README": "index"}.get(relative, relative.replace("concepts/", "concept-").replace("/", "-"))


def pages():
    """The pages that are part of the reference: all but the one for those who work on the library."""
    found = {path.resolve() for path in [*TOP.glob("docs/*.md"), *TOP.glob("docs/concepts/*.md")]}
    return found - {TOP / "docs/architecture.md"}


def page(path):
    path = Path(path).resolve()
    header = df2d.read(TOP / "include/df2d.h")
    known = set(header.functions) | set(header.constants) | set(header.structs) | set(header.callbacks) | set(header.types)
    within = pages()
    identity = page_id(path)

    def replace(found):
        text, target, word = found.groups()
        if word:
            return f"<code>@ref {word}</code>" if word in known else found.group(0)
        file, _, anchor = target.partition("#")
        if "://" in target:
            return found.group(0)
        other = (path.parent / file).resolve() if file else path
        if other not in within:
            return text
        name = page_id(other)
        if anchor:
            return f"[{text}](@ref {name}-{anchor})"
        return f"[{text}](@ref {name})" if name != "index" else text

    fenced = False
    for number, line in enumerate(path.read_text().splitlines()):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            if heading := re.match(r"(#+) (.*)", line):
                anchor = identity if heading.group(1) == "#" else f"{identity}-{slug(heading.group(2))}"
                title = heading.group(2).replace("`", "")
                line = f"{heading.group(1)} {title}" + (f" {{#{anchor}}}" if identity != "index" or number else "")
            else:
                line = re.sub(r"\[([^\]]*)\]\(([^)]*)\)|`(\w+)`", replace, line)
        print(line)


if __name__ == "__main__":
    if sys.argv[1].endswith(".h"):
        c_header(sys.argv[1])
    else:
        page(sys.argv[1])
