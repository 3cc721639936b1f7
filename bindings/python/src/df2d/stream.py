"""Sources of data: IStream, and IBlockRangeList."""

from __future__ import annotations

import ctypes
import os
from array import array
from mmap import mmap
from typing import Any, Callable, Iterable, List, Optional, Protocol, Tuple, Union

from . import _abi, _callbacks
from ._library import PathLike, c_path, int32, int64, lib, size_t
from ._object import Object
from ._properties import settable_boolean
from ._sources import Buffer, Source, from_object, is_memory, source_failure, stream_of
from .errors import thread_failure


class Readable(Protocol):
    """A binary file object, as far as it is needed."""

    def read(self, size: int, /) -> Any: ...


#: What can be written.
SourceLike = Union["Stream", str, "os.PathLike[Any]", int, bytes, bytearray, memoryview, "array[Any]", "mmap", Readable]


class Stream(Object):
    """What is to be written: the content of

    - a file or block device, by its path (str or os.PathLike),
    - an open file descriptor (int): a file or device from byte 0, a pipe or socket as it comes, which needs a size,
    - memory (bytes, bytearray, memoryview, mmap, an array …), which is not copied and must not change meanwhile,
    - a binary file object, from where it stands. It is read in another thread, and not closed. What cannot seek is read
      once, and needs a size.
    """

    _prefix = "df2d_stream"

    def __init__(self, source: SourceLike, size: Optional[int] = None) -> None:
        if isinstance(source, bool) or source is None or isinstance(source, Stream):
            raise TypeError(f"A stream cannot be made of {source!r}.")
        if isinstance(source, int):
            self._from_fd(source, -1 if size is None else size)
        elif hasattr(source, "read") and not is_memory(source):
            self._from_source(from_object(source, None if size is None else size_t(size, "size")))
        elif size is not None:
            raise TypeError("Only a file descriptor and a file object can have a size.")
        elif isinstance(source, (str, os.PathLike)):
            self._from_file(source)
        else:
            self._from_memory(source)

    @classmethod
    def from_file(cls, path: PathLike) -> Stream:
        """The content of a file or block device; its path may be bytes."""
        return cls.__new__(cls)._from_file(path)

    @classmethod
    def from_fd(cls, fd: int, size: int = -1) -> Stream:
        """What an open file descriptor gives; -1 asks it for the size. It is duplicated."""
        return cls.__new__(cls)._from_fd(fd, size)

    @classmethod
    def from_memory(cls, data: Any) -> Stream:
        """The content of an object with the buffer protocol, which keeps its memory in place as long as it is used."""
        return cls.__new__(cls)._from_memory(data)

    @classmethod
    def from_callbacks(
        cls,
        size: Union[int, Callable[[], int]],
        read: Callable[[int], bytes],
        seek: Optional[Callable[[int], object]] = None,
        cancel: Optional[Callable[[], object]] = None,
        close: Optional[Callable[[], object]] = None,
    ) -> Stream:
        """What functions give, which are called one at a time, in another thread.

        `read(n)` returns up to n bytes, none at the end. `seek(offset)` makes the next read begin at that byte; without
        it the stream is read once. `cancel()` is called from another thread when a read is not wanted any more, and has
        to end it. `close()` is called after the last use.
        """
        of_size = size if callable(size) else (lambda: size_t(size, "size"))
        return cls.__new__(cls)._from_source(Source(of_size, read, seek, cancel, close))

    def _from_file(self, path: PathLike) -> Stream:
        handle = ctypes.c_void_p()
        return self._made(lib.df2d_stream_from_file(c_path(path), ctypes.byref(handle)), handle)

    def _from_fd(self, fd: int, size: int) -> Stream:
        handle = ctypes.c_void_p()
        fd, size = int32(fd, "a file descriptor"), int64(size, "size")
        return self._made(lib.df2d_stream_from_fd(fd, size, ctypes.byref(handle)), handle)

    def _from_memory(self, data: Any) -> Stream:
        handle = ctypes.c_void_p()
        memory = Buffer(data)
        number = _callbacks.keep(memory)
        hresult = lib.df2d_stream_from_memory(memory.buf, memory.len, _callbacks.free, number, ctypes.byref(handle))
        return self._made(hresult, handle)

    def _from_source(self, source: Source) -> Stream:
        handle = ctypes.c_void_p()
        return self._made(stream_of(source, handle), handle, source)

    def _made(self, hresult: int, handle: ctypes.c_void_p, source: Optional[Source] = None) -> Stream:
        if hresult < 0:
            raise thread_failure(hresult)
        super().__init__(handle.value or 0)
        self._source = source
        _callbacks.close_at_exit(self)
        return self

    padding = settable_boolean("Whether a size that is not a multiple of 2048 is made one by zeros at the end.")

    @property
    def size_bytes(self) -> int:
        """The size as the source has it now, padding included."""
        size = ctypes.c_uint64()
        hresult = lib.df2d_stream_get_size_bytes(self._token(), ctypes.byref(size))
        if hresult < 0:
            raise source_failure(hresult, self, self._source)
        return size.value

    def put_block_ranges(self, ranges: Iterable[Tuple[int, int]]) -> None:
        """Which sectors are written of the stream, for overwritable media alone: pairs of the first and the last. None
        removes those that were put before."""
        structs = [
            _abi.df2d_block_range(int32(first, "a first sector"), int32(last, "a last sector"))
            for first, last in ranges
        ]
        self._call("put_block_ranges", (_abi.df2d_block_range * len(structs))(*structs), len(structs))

    def fan_out(self, n: int, buffer_bytes: int = 0) -> List[Stream]:
        """n streams that share this one as their source, which is read once. Each is for a write of its own, and is to
        be closed if it is not written."""
        n = size_t(n, "n")
        handles = (ctypes.c_void_p * min(n, 64))()
        # The library refuses what is not from 1 to 64 and stores nothing then.
        hresult = lib.df2d_stream_fan_out(self._token(), n, size_t(buffer_bytes, "buffer_bytes"), handles)
        if hresult < 0:
            raise self._failure(hresult)
        return [self._sharing(handle) for handle in handles]

    def _sharing(self, handle: Optional[int]) -> Stream:
        stream = type(self).__new__(type(self))
        Object.__init__(stream, handle or 0)
        stream._source = self._source
        _callbacks.close_at_exit(stream)
        return stream
