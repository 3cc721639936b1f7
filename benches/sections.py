"""What is measured. Each function prints its table, and gives what the goals and the README need of it."""

import itertools
import random
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

from harness import GIB, Program, Runs, alternated, have_memory, percentile, stalling

DISCARD = "store=discard&transfer=65536"
# One medium of each family, its fastest speed in sectors per second, and sectors in what cannot be divided on it.
FAMILIES = {"CD-R": ("cd-r", 3900, 1), "DVD+R": ("dvd+r", 10816, 16), "BD-R": ("bd-r", 35122, 32)}
PROGRAMS = ["df2d", "cdrskin", "xorriso"]


def ms(value):
    return f"{value:.1f} ms"


def throughput(bench):
    """An unlimited drive that throws everything away, and the same transfer limit for all."""
    mebibytes = {"CD-R": 16 if bench.quick else 600}
    rows = []
    for family, (medium, _, unit) in FAMILIES.items():
        size = mebibytes.get(family, 16 if bench.quick else 1024) << 20
        image = bench.image(size >> 20)
        recorder = f"virtual:?media={medium}&{DISCARD}"
        sides = [Program(bench, name) for name in PROGRAMS]
        floor, *results = alternated(
            bench.runs,
            lambda: bench.measure(["dd", "bs=64k", f"if={image}", "of=/dev/null", "status=none"])[0],
            *(lambda side=side: side.run(recorder, image, size) for side in sides))
        least = GIB // (65536 // (unit * 2048) * unit * 2048)
        print(f"{family}, {size >> 20} MiB, at least {least} WRITEs per GiB, medians (and all) of {bench.runs}:")
        for name, runs in [("dd bs=64k", floor), *zip(PROGRAMS, results)]:
            speed = lambda run: size / 1e6 / run["seconds"]
            row = {
                "family": family, "program": name, "least": least,
                "speed": runs.median(speed), "spread": runs.spread(speed),
                "cpu": runs.median("cpu") * GIB / size,
                "checksum": runs.median("checksum_ns") / 1e9 * GIB / size,
                "commands": runs.median("commands") * GIB / size,
                "peak": runs.median("peak") / 1024,
            }
            rows.append(row)
            print(f"  {name:10} {row['speed']:6.0f} ({row['spread'][0]:.0f}-{row['spread'][1]:.0f}) MB/s  "
                  f"{row['cpu']:6.3f} CPU s/GiB (checksum {row['checksum']:.3f})  "
                  f"{row['commands']:6.0f} commands/GiB  {row['peak']:5.1f} MiB", flush=True)
    return rows


def floor(bench):
    """Against dd and cp, with transfers as long as they are by themselves."""
    size = (64 if bench.quick else 2048) << 20
    # Thrown away it takes no room, and can be as much as a disc holds.
    times = 2 if bench.quick else 11
    image = bench.image(size >> 20)
    ours = Program(bench, "df2d")
    dd, discarded = alternated(
        bench.runs,
        lambda: bench.measure(["sh", "-c", "for n do dd bs=64k if=$0 of=/dev/null status=none; done", image,
                               *range(times)])[0],
        lambda: ours.run("virtual:?media=bd-r&store=discard", f"again:{times}:{image}", times * size))
    rest = lambda run: run["cpu"] - run.get("checksum_ns", 0) / 1e9
    print(f"Onto a BD-R, medians of {bench.runs}:")

    def tell(name, size, runs):
        low, high = runs.spread(lambda run: size / 1e6 / run["seconds"])
        print(f"  {size >> 20} MiB, {name:16} {size / 1e6 / runs.median('seconds'):6.0f} ({low:.0f}-{high:.0f}) MB/s  "
              f"{runs.median(rest) * GIB / size:6.3f} CPU s/GiB  {runs.median('commands') * GIB / size:6.0f} "
              f"commands/GiB  {runs.median('peak') / 1024:5.1f} MiB", flush=True)

    tell("dd bs=64k", times * size, dd)
    tell("df2d, discarded", times * size, discarded)
    return {
        "cpu": discarded.median(rest) / dd.median("cpu"),
        "discard": dd.median("seconds") / discarded.median("seconds"),
        "file": copying(bench, size, tell),
    }


def copying(bench, size, tell):
    """How fast a disc's file is written, of cp's speed. A whole disc's file has no room in the page cache, so that what is
    done once, such as getting a ring's memory, is left out: it is in both of two sizes."""
    sizes, copy, ours = [size // 4, size], bench.work / "copy.img", Program(bench, "df2d")

    def alone(size, command):
        for path in (copy, bench.work / "copy.img.disc"):
            path.unlink(missing_ok=True)
        have_memory(size + (1 << 30))
        return command(bench.image(size >> 20), size)

    commands = {
        "cp": lambda image, _: bench.measure(["cp", "--reflink=never", image, copy])[0],
        "df2d, to a file": lambda image, size: ours.run(f"virtual:{copy}?media=bd-r", image, size),
    }
    ways = [(name, size) for name in commands for size in sizes]
    runs = dict(zip(ways, alternated(2 * bench.runs, *(
        lambda name=name, size=size: alone(size, commands[name]) for name, size in ways))))
    copy.unlink()
    for (name, size), of_both in runs.items():
        tell(name, size, of_both)
    # What is in the way of a run, such as the disk, only makes it slower.
    fastest = lambda name, size: min(run["seconds"] for run in runs[name, size].results)
    more = {name: fastest(name, sizes[1]) - fastest(name, sizes[0]) for name in commands}
    return more["cp"] / more["df2d, to a file"]


def instructions(bench):
    """Of the host alone: what the drive and what lies before it executes is taken away."""
    size = 16 if bench.quick else 320
    rows = {}
    image, recorder, profile = bench.image(size), f"virtual:?media=bd-r&{DISCARD}", bench.work / "callgrind"
    tool = ["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={profile}.%p"]
    print(f"Instructions per MiB of {size} MiB onto a BD-R, without the drive's, by callgrind:")
    for name in PROGRAMS:
        for old in bench.work.glob("callgrind*"):
            old.unlink()
        if name == "df2d":
            command = [*tool, bench.work / "burn", image, recorder]
        else:
            command = [bench.preload, f"/dev/sr9={recorder}", *tool,
                       *Program(bench, name).command(recorder, image, size << 20)]
        bench.measure(command)
        rows[name] = max(host_instructions(path) for path in bench.work.glob("callgrind.*")) / size
        print(f"  {name:10} {rows[name]:10.0f}", flush=True)
    return rows


def host_instructions(profile):
    """All, but for those inside the function that takes a command."""
    text = subprocess.run(
        ["callgrind_annotate", "--inclusive=yes", "--threshold=100", "--show-percs=no", profile],
        capture_output=True, text=True, check=True).stdout
    number = lambda pattern: max((int(n.replace(",", "")) for n in re.findall(pattern, text, re.M)), default=0)
    everything = number(r"^ *([\d,]+).*PROGRAM TOTALS")
    drive = number(r"^ *([\d,]+) .*:.*VirtualRecorder.*Transport.*::execute")
    return everything - drive if drive else 0


def pace(bench):
    """What a burn takes of a core at the speed of a 16x Blu-ray drive: the difference between a long and a short one, since
    the buffer, the lead-in and the end cost the same for both."""
    sizes = [size << 20 for size in ([16, 64] if bench.quick else [1024, 2048])]
    images = [bench.image(size >> 20) for size in sizes]
    ours = Program(bench, "df2d")
    run = lambda speed, image, size: ours.run(f"virtual:?media=bd-r&store=discard&speed={speed}", image, size)
    have_memory(512 << 20)
    with ThreadPoolExecutor(len(sizes)) as pool:
        short, long = pool.map(lambda *it: run(35122, *it), images, sizes)
    cpu = lambda run: run["cpu"] - run["checksum_ns"] / 1e9
    part = (cpu(long) - cpu(short)) / ((sizes[1] - sizes[0]) / 2048 / 35122)
    once = cpu(short) - part * sizes[0] / 2048 / 35122
    print(f"At the pace of 16x Blu-ray: {100 * part:.2f} % of a core, and {once:.2f} s once; "
          f"{short['under_runs'] + long['under_runs']} under-runs", flush=True)
    return part


def growth(bench):
    """More and more zeros onto a BDXL disc."""
    rows = []
    print("More and more zeros onto a BDXL disc, without the checksum:")
    for gibibytes in [0.1, 1] if bench.quick else [0.1, 1, 10, 119]:
        size = int(gibibytes * GIB) // 65536 * 65536
        recorder = "virtual:?media=bd-r&size=62500864&store=discard"
        have_memory(512 << 20)
        run = Program(bench, "df2d").run(recorder, f"zeros:{size}", size)
        cpu = (run["cpu"] - run["checksum_ns"] / 1e9) * GIB / size
        rows.append((gibibytes, cpu, run["peak"] / 1024))
        print(f"  {gibibytes:5.1f} GiB  {cpu:6.3f} CPU s/GiB  {size / 1e6 / run['seconds']:6.0f} MB/s  "
              f"{run['peak'] / 1024:5.1f} MiB", flush=True)
    return rows


def starvation(bench):
    """A source that stalls, at each medium's fastest speed."""
    rows = []
    print("Buffer under-runs (and seconds without data) while the source stalls:")
    seconds = 5 if bench.quick else 20
    for family, (medium, speed, _) in FAMILIES.items():
        size = speed * seconds // 32 * 65536
        stalls = {
            "0.5 s of every 2 s": (speed * 2048 * 2, lambda: itertools.repeat(0.5)),
            "1.9 s of every 4 s": (speed * 2048 * 4, lambda: itertools.repeat(1.9)),
            "0.1 to 5 s at random": (speed * 2048 * 6, lambda: random_pauses(random.Random(1))),
        }
        recorder = f"virtual:?media={medium}&{DISCARD}&speed={speed}"

        def run(stall, name):
            stretch, pauses = stalls[stall]
            return Program(bench, name).run(recorder, None, size, stalling(size, stretch, pauses()))

        chosen = list(stalls)[:1] if bench.quick else list(stalls)
        # Side by side, since discs take long to begin and to end, as far as the peers leave processor time for it.
        together = len(PROGRAMS) * (1 if family == "BD-R" else len(chosen))
        with ThreadPoolExecutor(together) as pool:
            runs = {(stall, name): pool.submit(run, stall, name) for stall in chosen for name in PROGRAMS}
        for stall in chosen:
            results = {name: runs[stall, name].result() for name in PROGRAMS}
            row = {"family": family, "stall": stall}
            row |= {name: (result["under_runs"], result["idle_ns"] / 1e9) for name, result in results.items()}
            rows.append(row)
            print(f"  {family:6} {stall:22} " + "  ".join(
                f"{name} {row[name][0]} ({row[name][1]:.1f} s)" for name in PROGRAMS), flush=True)
    return rows


def random_pauses(chance):
    while True:
        yield chance.uniform(0.1, 5)


def slow_callbacks(bench):
    """Callbacks that sleep, on a drive of 16x Blu-ray."""
    size = (256 if bench.quick else 1024) << 20
    image = bench.image(size >> 20)
    rows = []
    def run(sleep):
        recorder = "virtual:?media=bd-r&store=discard&speed=35122"
        return Program(bench, "df2d").run_ours(recorder, image, options=[f"--sleep={sleep}"])

    sleeps = [0, 0.5] if bench.quick else [0, 0.5, 2, 10]
    with ThreadPoolExecutor(len(sleeps)) as pool:
        for sleep, cost in zip(sleeps, pool.map(run, sleeps)):
            rows.append((sleep, cost["under_runs"], cost["idle_ns"] / 1e9))
    print("Callbacks that sleep so long each time, at 16x Blu-ray; seconds that the drive stood still: "
          + ", ".join(f"{sleep} s: {idle:.3f}" for sleep, _, idle in rows), flush=True)
    return rows


def cancelling(bench):
    """From df2d_cancel_write to the end of df2d_write."""
    media, processes, times = ["cd-r", "dvd-r", "dvd+r", "dvd+rw", "bd-r", "bd-re"], 32, 5
    clock = "real"
    if bench.quick:
        media, processes, times, clock = ["dvd+r"], 4, 1, "scaled:8"

    def cancel(medium, seed):
        # Slow, so that many at once leave the processor idle: what is measured is waiting.
        recorder = f"virtual:?media={medium}&store=discard&speed=277&clock={clock}"
        # Not in step with the others.
        time.sleep(seed * 0.31)
        return bench.measure([bench.work / "cancel", recorder, 3200, times, seed])[1]

    rows = []
    # All at once, since they mostly wait for their drives.
    with ThreadPoolExecutor(len(media) * processes) as pool:
        outputs = {medium: [pool.submit(cancel, medium, seed) for seed in range(processes)] for medium in media}
        late = lateness(500 if bench.quick else 20_000)
    print(f"From a cancel to the end of the write, p50 / p99, {len(media) * processes} drives at once, while this machine "
          f"wakes who sleeps 2 ms {ms(percentile(late, 50))} / {ms(percentile(late, 99))} late, {ms(percentile(late, 99.9))} "
          "once in a thousand times:")
    rows.append({"medium": "this machine", "phase": "sleeping 2 ms", "count": len(late),
                 "own": (percentile(late, 50), percentile(late, 99.9)), "drive": None})
    for medium, futures in outputs.items():
        samples = {}
        for phase, total, busy in (line.split() for it in futures for line in it.result().splitlines()):
            samples.setdefault(phase, []).append((float(total), float(busy)))
        late = len(samples.pop("too_late", []))
        for phase, values in samples.items():
            own = [total - busy for total, busy in values]
            drive = [busy for _, busy in values]
            row = {"medium": medium, "phase": phase, "count": len(own),
                   "own": (percentile(own, 50), percentile(own, 99)),
                   "drive": (percentile(drive, 50), percentile(drive, 99))}
            rows.append(row)
            print(f"  {medium:7} {phase:10} {len(own):3} times: the library {ms(row['own'][0])} / {ms(row['own'][1])}, "
                  f"the drive {row['drive'][0] / 1000:.1f} s / {row['drive'][1] / 1000:.1f} s", flush=True)
        print(f"  {medium:7} too late, since the disc was being finished: {late} times")
    return rows


def lateness(times):
    """By how many milliseconds sleeps end late: what no program can be better than."""
    late = []
    for _ in range(times):
        start = time.monotonic()
        time.sleep(0.002)
        late.append((time.monotonic() - start - 0.002) * 1000)
    return late


def many_drives(bench):
    """Drives of 16x Blu-ray that burn at once in one process: each from the file by itself, and all from one stream."""
    size = (64 if bench.quick else 512) << 20
    image = bench.image(size >> 20)
    rows = []
    drive = "virtual:?media=bd-r&store=discard"
    # What a burn of next to nothing takes: the lead-in and the end.
    fixed, _ = bench.measure([bench.work / "burn", "zeros:65536", f"{drive}&speed=35122"])
    print(f"Drives of 16x Blu-ray that burn {size >> 20} MiB at once, without lead-in and end:")
    for count in [1, 2] if bench.quick else [1, 2, 4, 8]:
        for way, options in [("each by itself", []), ("fanned out", ["--fan-out"])][:count]:
            burn = lambda recorder: bench.measure([bench.work / "burn", *options, image, *[recorder] * count])
            # The first to touch memory pays for what the machine's host has to do for it.
            burn(drive)
            cost, output = burn(f"{drive}&speed=35122")
            recording = size / 2048 / 35122
            drives = Runs([dict(re.findall(r"(\w+)=(\d+)", line)) for line in output.splitlines()])
            checksum = sum(int(drive["checksum_ns"]) for drive in drives.results) / 1e9
            under_runs = sum(int(drive["under_runs"]) for drive in drives.results)
            row = {"count": count, "way": way, "speed": count * size / 1e6 / (cost["seconds"] - fixed["seconds"]),
                   "cpu": (cost["cpu"] - checksum - count * fixed["cpu"]) / recording, "under_runs": under_runs,
                   "peak": cost["peak"] / 1024}
            rows.append(row)
            print(f"  {count} {way:15} {row['speed']:6.1f} MB/s  {100 * row['cpu']:5.1f} % of a core  "
                  f"{under_runs} under-runs  {row['peak']:6.1f} MiB", flush=True)
    return rows
