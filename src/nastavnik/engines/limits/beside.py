"""A fork that makes itself ready while this process does other work, and then answers its questions.

For a command on a machine of several processors. The fork is under the same limits as the process that starts it, ends
with it, and may fail: then the question is answered here.
"""

from __future__ import annotations

import contextlib
import os
import pickle
from collections.abc import Callable
from typing import Any, BinaryIO


class Beside:
    """A helper with one `prepare` and one `answer`; questions and answers must pickle."""

    def __init__(self, prepare: Callable[[], None], answer: Callable[[Any], Any]) -> None:
        ours, theirs = os.pipe(), os.pipe()
        child = os.fork()
        if not child:
            os.close(ours[1])
            os.close(theirs[0])
            _serve(ours[0], theirs[1], prepare, answer)
        os.close(ours[0])
        os.close(theirs[1])
        self._child = child
        self._answer = answer
        self._questions: BinaryIO = os.fdopen(ours[1], "wb")
        self._answers: BinaryIO = os.fdopen(theirs[0], "rb")

    def ask(self, question: Any) -> Callable[[], Any]:
        """Put a question; what is returned waits for the answer."""
        with contextlib.suppress(OSError):
            pickle.dump(question, self._questions)
            self._questions.flush()
        return lambda: self._received(question)

    def _received(self, question: Any) -> Any:
        try:
            return pickle.load(self._answers)
        except (OSError, EOFError, pickle.UnpicklingError):
            return self._answer(question)

    def close(self) -> None:
        """End the helper."""
        with contextlib.suppress(OSError):
            self._questions.close()
        self._answers.close()
        os.waitpid(self._child, 0)


def is_worth_it() -> bool:
    """Whether a second process can work at the same time."""
    return hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


def _serve(questions: int, answers: int, prepare: Callable[[], None], answer: Callable[[Any], Any]) -> None:
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)  # whoever reads what the command prints must not wait for this process
        os.dup2(null, 2)
        prepare()
        with os.fdopen(questions, "rb") as source, os.fdopen(answers, "wb") as out:
            while True:
                pickle.dump(answer(pickle.load(source)), out)
                out.flush()
    except BaseException:  # the end of the questions, or a failure: who asked answers itself
        pass
    finally:
        os._exit(0)
