"""What the enumerations of this package are: numbers with a name, which print alike in every version of Python."""

from __future__ import annotations

from enum import IntEnum, IntFlag
from typing import Any, Optional, TypeVar


class Enumeration(IntEnum):
    """A drive, or a newer library, may have values that are not here; these are members whose name is the number."""

    @classmethod
    def _missing_(cls, value: object) -> Optional[Enumeration]:
        if not isinstance(value, int):
            return None
        member = int.__new__(cls, value)
        member._name_ = f"0x{value % 2**32:X}"
        member._value_ = value
        return member

    # By its number in every version of Python, not by a name that may be none.
    def __reduce_ex__(self, protocol: object) -> Any:
        return type(self), (int(self),)

    def __str__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    def __format__(self, spec: str) -> str:
        return int.__format__(self, spec) if spec else str(self)


class Flags(IntFlag):
    def __str__(self) -> str:
        single = [flag for flag in type(self) if flag.value & (flag.value - 1) == 0 and flag.value]
        names = [str(flag.name) for flag in single if flag.value & self.value]
        return f"{type(self).__name__}.{'|'.join(names)}" if names else f"{type(self).__name__}(0)"

    def __format__(self, spec: str) -> str:
        return int.__format__(self, spec) if spec else str(self)


E = TypeVar("E", bound=Enumeration)
