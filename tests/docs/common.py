"""Where things are, and what the reference is made with, too."""

import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "docs/reference"))

import header as df2d  # noqa: E402
from doxygen_filter import slug  # noqa: E402

__all__ = ["TOP", "df2d", "slug"]
