"""The processes that answer queries: some for short ones, more for long ones, each killed at its limit and replaced.

A query cannot be interrupted inside a process, so none runs inside the server.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from skosmith.stores import QueryProcess

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from skosmith.web.serve.limits import Limits

_LOWEST = 19  # niceness of a long query
_GRACE = 5.0  # seconds after which a process whose server was killed ends by itself
_PAUSE = 1.0  # seconds before a process that did not start is started again


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query: an HTTP status, a media type, a body; the body is a message if the status is not 200."""

    status: int
    media_type: str
    body: bytes


class AnswerError(Exception):
    """A query without an answer: the HTTP status and the reason in a sentence."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        super().__init__(message)


class Worker(QueryProcess):
    def answer(self, message: dict[str, Any]) -> Answer:
        """The answer to a query; raises EOFError or OSError if the process ends before."""
        head, body = self.ask(message)
        if head["status"] == 200:  # noqa: PLR2004 - HTTP's
            return Answer(200, head["media_type"], body)
        return Answer(head["status"], "text/plain; charset=utf-8", head["message"].encode("utf-8", "replace") + b"\n")

    def yield_to_others(self) -> None:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _LOWEST)


class Pool:
    """Answers queries by processes over the store in ``folder``."""

    def __init__(self, folder: Path, limits: Limits, *, is_union: bool = False) -> None:
        """No process is started yet; ``is_union`` if a query without ``GRAPH`` sees all graphs."""
        self.limits = limits
        kind = "union" if is_union else "default"
        self._command = ["skosmith.web.serve.worker", str(folder), kind, str(limits.memory)]
        self._command.append(str(limits.seconds + _GRACE))
        # A thread waits for each process, also while it ends.
        self._threads = ThreadPoolExecutor(2 * (limits.workers + limits.long) + 2)
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._all: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._long = 0
        self._is_ending = False
        self.stopped = 0
        """Queries that were killed so far."""

    @property
    def running(self) -> int:
        """The number of processes that answer a query now."""
        return len(self._all) - self._idle.qsize()

    @property
    def size(self) -> int:
        return len(self._all)

    async def start(self) -> None:
        await asyncio.gather(*(self._add() for _ in range(self.limits.workers)))

    async def stop(self) -> None:
        """Ends the processes, and with them their queries."""
        self._is_ending = True
        for worker in self._all:
            worker.kill()
        await asyncio.gather(*self._tasks)
        await asyncio.gather(*map(self._end, self._all))
        self._all.clear()
        self._threads.shutdown()

    async def _add(self) -> None:
        """Starts a process, again if it ends before it is ready."""
        loop = asyncio.get_running_loop()
        while not self._is_ending:
            worker = await loop.run_in_executor(self._threads, lambda: Worker(*self._command))
            self._all.add(worker)
            if self._is_ending:
                worker.kill()
            if await loop.run_in_executor(self._threads, worker.is_ready):
                self._idle.put_nowait(worker)
                return
            self._all.discard(worker)
            await self._end(worker)
            if not self._is_ending:
                await asyncio.sleep(_PAUSE)

    async def _end(self, worker: Worker) -> None:
        await asyncio.get_running_loop().run_in_executor(self._threads, worker.end)

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def ask(self, message: dict[str, Any]) -> Answer:
        """The answer to a query; raises AnswerError at a limit. If the call is cancelled, the query ends, too."""
        worker = await self._idle_one()
        task = asyncio.get_running_loop().run_in_executor(self._threads, worker.answer, message)
        is_long = False
        try:
            await asyncio.wait({task}, timeout=min(self.limits.short, self.limits.seconds))
            if not task.done() and self.limits.short < self.limits.seconds:
                if self._long >= self.limits.long:
                    raise AnswerError(503, "Other long queries are running. Try again later, or ask for less.")
                is_long = True
                self._long += 1
                worker.yield_to_others()
                self._in_background(self._add())
                await asyncio.wait({task}, timeout=self.limits.seconds - self.limits.short)
            if not task.done():
                raise AnswerError(422, f"The query ran longer than {self.limits.seconds:g} seconds and was stopped.")
            return task.result()
        except (EOFError, OSError, ValueError) as error:
            if self._is_ending:
                raise AnswerError(503, "The server ends.") from error
            raise AnswerError(
                422, "The query asked for more than the server has, mostly memory, and was stopped."
            ) from error
        finally:
            self._take_back(worker, task, is_long=is_long)

    async def _idle_one(self) -> Worker:
        if self._is_ending:
            raise AnswerError(503, "The server ends.")
        if self._waiting >= self.limits.waiting:
            raise AnswerError(503, "Too many queries are waiting. Try again later.")
        self._waiting += 1
        try:
            return await asyncio.wait_for(self._idle.get(), self.limits.patience)
        except TimeoutError:
            raise AnswerError(503, "The server is busy. Try again later.") from None
        finally:
            self._waiting -= 1

    def _take_back(self, worker: Worker, task: asyncio.Future[Answer], *, is_long: bool) -> None:
        """A worker that is done waits for the next query; one that is not, or was replaced, or failed, ends."""
        self._long -= is_long
        is_done = task.done() and not task.cancelled() and task.exception() is None
        if is_done and not is_long:
            self._idle.put_nowait(worker)
            return
        self.stopped += not is_done
        task.cancel()
        worker.kill()
        self._all.discard(worker)
        self._in_background(self._end(worker))
        if not is_long and not self._is_ending:
            self._in_background(self._add())
