"""make bench: libdf2d beside its peers. See scripts/bench."""

import argparse
import os
import sys

import sections
from harness import Bench

SECTIONS = ["throughput", "floor", "instructions", "pace", "growth", "starvation", "slow_callbacks", "cancelling",
            "many_drives"]
END = "<!-- Up to here. -->"


def goals(results):
    """Each with what it is, what was measured, and whether that is reached."""
    rows = []

    def goal(text, value, bound, unit="", at_least=False):
        rows.append((text, f"{value:.3g}{unit}", bool(value >= bound if at_least else value <= bound)))

    throughput = results.get("throughput", [])
    for row in throughput:
        if row["program"] != "df2d":
            continue
        peer = next(it for it in throughput if (it["family"], it["program"]) == (row["family"], "cdrskin"))
        part = (row["cpu"] - row["checksum"]) / (peer["cpu"] - peer["checksum"])
        goal(f"{row['family']}: CPU per GiB at most a fifth of cdrskin's", part, 0.2, " of it")
        goal(f"{row['family']}: commands per GiB at most 2 % above the least", row["commands"] / row["least"], 1.02,
             " times it")
    if "floor" in results:
        floor = results["floor"]
        goal("CPU per GiB without the checksum at most 1.2 times dd's", floor["cpu"], 1.2, " times it")
        goal("throughput, with the checksum, at least 0.8 of dd's", floor["discard"], 0.8, " of it", True)
        goal("throughput to a file, once it runs, at least 0.8 of cp's", floor["file"], 0.8, " of it", True)
    if "pace" in results:
        goal("at the pace of 16x Blu-ray at most 3 % of a core", 100 * results["pace"], 3, " %")
    if "growth" in results:
        (_, _, _), *rest = results["growth"]
        # A burn of 100 MiB is mostly the making of its buffer.
        costs = [cpu for _, cpu, _ in rest]
        peaks = [peak for _, _, peak in rest]
        goal("CPU per GiB the same for 1 GiB and for the largest disc", costs[-1] / costs[0], 1.2, " times")
        goal("memory the same too", peaks[-1] / peaks[0], 1.05, " times")
    if "starvation" in results:
        short = [row for row in results["starvation"] if "random" not in row["stall"]]
        goal("no under-run where the source stalls for less than 2 s", sum(row["df2d"][0] for row in short), 0)
    if "slow_callbacks" in results:
        goal("callbacks that sleep cost the drive no time", max(idle for _, _, idle in results["slow_callbacks"]), 0.0,
             " s")
    if "cancelling" in results:
        worst = max((row["own"][1] for row in results["cancelling"] if row["drive"]), default=None)
        if worst is not None:
            goal("a cancelled write ends 5 ms behind its drive, p99 of the worst phase", worst, 5, " ms")
    if "many_drives" in results:
        goal("no under-run of 8 drives at once", sum(row["under_runs"] for row in results["many_drives"]), 0)
    return rows


def throughput_table(rows):
    lines = ["| | | MB/s | CPU s/GiB | of which the drive's checksum | commands/GiB | MiB of memory |",
             "|---|---|---|---|---|---|---|"]
    for row in rows:
        low, high = row["spread"]
        checksum = f"{row['checksum']:.2f}" if row["checksum"] else "–"
        commands = f"{row['commands']:.0f}" if row["commands"] else "–"
        lines.append(f"| {row['family']} | {row['program']} | {row['speed']:.0f} ({low:.0f}–{high:.0f}) | "
                     f"{row['cpu']:.2f} | {checksum} | {commands} | {row['peak']:.0f} |")
    return lines


def instruction_table(counts):
    return ["| instructions of the host per MiB | |", "|---|---|",
            *(f"| {name} | {count:.0f} |" for name, count in counts.items())]


def starvation_table(rows):
    programs = sections.PROGRAMS
    lines = [f"| under-runs (seconds without data) while the source stalls | | {' | '.join(programs)} |",
             "|---" * (2 + len(programs)) + "|"]
    for row in rows:
        cells = " | ".join(f"{row[name][0]} ({row[name][1]:.1f})" for name in programs)
        lines.append(f"| {row['family']} | {row['stall']} | {cells} |")
    return lines


def cancelling_table(rows):
    lines = ["| a cancelled write | when | times | the library, ms, p50 and p99 | the drive, s, p50 and p99 |",
             "|---|---|---|---|---|"]
    for row in rows:
        own, drive = row["own"], row["drive"]
        busy = f"{drive[0] / 1000:.1f}, {drive[1] / 1000:.1f}" if drive else "–"
        lines.append(f"| {row['medium']} | {row['phase']} | {row['count']} | {own[0]:.1f}, {own[1]:.1f} | {busy} |")
    return lines


def many_drives_table(rows):
    lines = ["| drives of 16x Blu-ray at once | | MB/s | % of a core | under-runs | MiB of memory |",
             "|---|---|---|---|---|---|"]
    for row in rows:
        lines.append(f"| {row['count']} | {row['way']} | {row['speed']:.0f} | {100 * row['cpu']:.0f} | "
                     f"{row['under_runs']} | {row['peak']:.0f} |")
    return lines


def growth_table(rows):
    return ["| zeros onto a BDXL disc, GiB | CPU s/GiB | MiB of memory |", "|---|---|---|",
            *(f"| {gibibytes:g} | {cpu:.2f} | {peak:.0f} |" for gibibytes, cpu, peak in rows)]


# Each with the file that it stands in.
TABLES = {
    "throughput": ("README.md", throughput_table),
    "instructions": ("docs/performance.md", instruction_table),
    "starvation": ("docs/performance.md", starvation_table),
    "cancelling": ("docs/performance.md", cancelling_table),
    "many_drives": ("docs/performance.md", many_drives_table),
    "growth": ("docs/performance.md", growth_table),
}


def bless(results):
    """Puts the tables of these sections in the place of the old ones, and the goals' rows in that of theirs."""
    for name, result in results.items():
        if name in TABLES:
            path, table = TABLES[name]
            put(path, f"<!-- From make bench: {name}. -->", lambda _: table(result))
    rows = {text: f"| {text} | {value} | {'reached' if reached else 'missed'} |" for text, value, reached in goals(results)}

    def renew(old):
        kept = {line.split(" | ")[0].removeprefix("| "): line for line in old if line.startswith("| ")} | rows
        kept.pop("goal", None)
        return ["| goal | measured | |", "|---|---|---|", *kept.values()]

    put("README.md", "<!-- From make bench: goals. -->", renew)


def put(path, start, make):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if text.count(start) != 1:
        sys.exit(f"{path} has no place for what belongs behind {start}")
    before, rest = text.split(start)
    old, after = rest.split(END, 1)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join([before + start, "", *make(old.splitlines()), "", END]) + after)


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description="libdf2d beside cdrskin, xorriso, dd and cp.")
    parser.add_argument("--quick", action="store_true", help="a little of each, to see that all of it works")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"one of {', '.join(SECTIONS)}; all if none")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"there is no section {unknown[0]}: {', '.join(SECTIONS)}")
    bench = Bench(os.environ["DF2D_TARGET"], arguments.quick)
    chosen = arguments.sections or SECTIONS
    results = {}
    for name in chosen:
        results[name] = getattr(sections, name)(bench)
        print()
    for text, value, reached in goals(results):
        print(f"{'reached' if reached else 'MISSED ':7}  {text}: {value}")
    if os.environ.get("DF2D_BLESS") and not arguments.quick:
        bless(results)


main()
