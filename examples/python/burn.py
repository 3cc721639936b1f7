#!/usr/bin/env python3
"""Burns an image, verifies it, and says what is on the disc: burn.py IMAGE RECORDER

Ctrl-C cancels the burn, and the disc is brought to the best state that it allows.
"""

import sys

import df2d


def show(progress: df2d.Progress) -> None:
    print(f"\r{progress.fraction:4.0%} {progress.current_action.name.lower():24}", end="", flush=True)


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    image, id = sys.argv[1:]
    try:
        with df2d.Recorder(id) as recorder, df2d.Writer(recorder, "burn.py") as writer:
            writer.burn_verification_level = df2d.BurnVerificationLevel.FULL
            try:
                writer.write(image, show)
            finally:
                result = writer.write_result
                if result:
                    print(f"\n{result.sectors_on_media} of {result.sectors_requested} sectors are on the disc.")
    except df2d.Error as error:
        print(f"burn.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


sys.exit(main())
