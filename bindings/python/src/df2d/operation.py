"""What an object is at: a write, a close, a recovery or an erase, from its begin to its end."""

from __future__ import annotations

import threading
from collections import deque
from types import TracebackType
from typing import TYPE_CHECKING, Any, Callable, Deque, Generic, Iterator, Optional, Type, TypeVar

from ._constants import HResult
from ._sources import Source, source_failure
from .errors import Error, failure
from .results import WriteResult

if TYPE_CHECKING:
    from ._performer import Performer

P = TypeVar("P")


class Operation(Generic[P]):
    """An operation that was begun. It ends by itself; iterating over it gives its progress and waits for the end.

    Updates that nobody has taken when the next one of the same action comes are replaced by that. At the end of a
    `with` block it is awaited, or cancelled if the block ends with an exception. When neither it nor its object is
    referred to any more it is cancelled.
    """

    def __init__(self, performer: Performer[P], events: Events[P], source: Optional[Source]) -> None:
        self._performer, self._events, self._source = performer, events, source

    def done(self) -> bool:
        """Whether it has ended."""
        return self._events.ended

    def cancel(self) -> bool:
        """Asks it to stop, and never waits: whether it will. It is too late once the disc is being closed."""
        return self._performer._cancel(self._events)

    def wait(self, timeout: Optional[float] = None) -> WriteResult:
        """Waits for the end and returns the result. A failure is an exception, and so is a TimeoutError after that many
        seconds, in which case it goes on."""
        if not self._performer._await(self._events, timeout):
            raise TimeoutError("The operation has not ended yet.")
        return self._outcome()

    def __iter__(self) -> Iterator[P]:
        while True:
            self._performer._refuse_inside()
            progress = self._events.next()
            if progress is None:
                break
            yield progress
        self.wait()

    def __enter__(self) -> Operation[P]:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        if error is None:
            self.wait()
        else:
            self._performer._abandon(self._events)

    def _finish(self) -> WriteResult:
        """Waits as the blocking functions of the C interface do, but so that a signal's handler can end it."""
        try:
            self._performer._await(self._events, None)
        except BaseException:
            self._performer._abandon(self._events)
            raise
        return self._outcome()

    def _outcome(self) -> WriteResult:
        if self._events.error is not None:
            raise self._events.error
        result = self._events.result
        if result is None:
            raise failure(HResult.E_ABORT)
        if result.hresult < 0:
            error = source_failure(result.hresult, self._performer, self._source)
            if isinstance(error, Error):
                error.write_result = result
                error.sense = error.sense or result.failure_sense
                error.cdb = error.cdb or result.failure_cdb
                error.lba = result.failure_lba if error.lba is None else error.lba
            raise error
        return result


class Events(Generic[P]):
    """What is told of one operation. It holds neither the operation nor its object, so that these can be dropped."""

    def __init__(self, progress: Optional[Callable[[P], object]], cancel: Callable[[int], object]) -> None:
        #: The caller's function, and what it raised.
        self.progress = progress
        self.error: Optional[BaseException] = None
        #: The function of the C interface.
        self.cancel = cancel
        self.condition = threading.Condition()
        self.updates: Deque[P] = deque()
        self.result: Optional[WriteResult] = None
        self.ended = False

    def update(self, handle: int, progress: P) -> None:
        with self.condition:
            if self.updates and action_of(self.updates[-1]) == action_of(progress):
                self.updates[-1] = progress
            else:
                self.updates.append(progress)
            self.condition.notify_all()
        if self.progress and self.error is None:
            try:
                self.progress(progress)
            except BaseException as error:
                self.error = error
                self.cancel(handle)

    def end(self, result: Optional[WriteResult]) -> None:
        # The function can hold what holds the object.
        self.progress = None
        with self.condition:
            self.result = result
            self.ended = True
            self.condition.notify_all()

    def next(self) -> Optional[P]:
        with self.condition:
            self.condition.wait_for(lambda: self.updates or self.ended)
            return self.updates.popleft() if self.updates else None

    def wait(self, timeout: Optional[float]) -> bool:
        with self.condition:
            return self.condition.wait_for(lambda: self.ended, timeout)


def action_of(progress: Any) -> Any:
    return getattr(progress, "current_action", None)
