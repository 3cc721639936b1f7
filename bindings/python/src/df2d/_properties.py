"""Properties that the C interface has under the same name, behind `get_` and `put_`."""

from __future__ import annotations

from ctypes import c_int32
from typing import Any, Callable, Generic, Optional, Type, TypeVar, Union, overload

from ._enumerations import E
from ._library import int32
from ._object import Object

T = TypeVar("T")


class ReadOnly(Generic[T]):
    def __init__(self, convert: Callable[[int], T], doc: str) -> None:
        self._convert = convert
        self.__doc__ = doc

    def __set_name__(self, owner: Type[Object], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: Any) -> ReadOnly[T]: ...
    @overload
    def __get__(self, instance: Object, owner: Any) -> T: ...
    def __get__(self, instance: Optional[Object], owner: Any) -> Union[T, ReadOnly[T]]:
        if instance is None:
            return self
        return self._convert(instance._get(f"get_{self._name}", c_int32))

    def __set__(self, instance: Object, value: Any) -> None:
        raise AttributeError(f"{self._name} cannot be set")


class ReadWrite(ReadOnly[T]):
    def __set__(self, instance: Object, value: T) -> None:
        instance._call(f"put_{self._name}", int32(value, self._name))


def boolean(doc: str) -> ReadOnly[bool]:
    return ReadOnly(bool, doc)


def number(doc: str) -> ReadOnly[int]:
    return ReadOnly(int, doc)


def enumeration(kind: Type[E], doc: str) -> ReadOnly[E]:
    return ReadOnly(kind, doc)


def settable_boolean(doc: str) -> ReadWrite[bool]:
    return ReadWrite(bool, doc)


def settable_enumeration(kind: Type[E], doc: str) -> ReadWrite[E]:
    return ReadWrite(kind, doc)
