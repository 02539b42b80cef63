"""Files with bits turned over, read in forks of a process that has its readers loaded already.

A fork dies with its file: a crash, a hang or an overfull memory costs one fork and is written down with its case.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import pickle
import random
import re
import resource
import signal
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from nastavnik.engines.limits import LimitError
from nastavnik.engines.lists import ListError, read_people
from nastavnik.engines.roadmaps import RoadmapError, read_roadmap

#: The cage of a fork: memory as in `run_limited`, time on the clock (others may load the machine).
MEMORY, SECONDS = 1024 * 1024 * 1024, 60
_BATCH = 40
_ARCHIVES = frozenset({"docx", "xlsx", "ods", "odt"})
_CYRILLIC, _LATIN = re.compile("[а-яё]"), re.compile(r"(?<!\w)[a-z]{3,}(?:[ '][a-z]+){2,}", re.I)


@dataclass
class Tally:
    """What became of the files. `wrong`: (what, engine, name of the case), to be drawn again by `flipped`."""

    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    memory_mb: int = 0
    seconds: float = 0.0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take in the figures of another run."""
        self.read += other.read
        self.refused += other.refused
        self.slowest = max(self.slowest, other.slowest)
        self.memory_mb = max(self.memory_mb, other.memory_mb)
        self.seconds += other.seconds
        self.wrong += other.wrong


def flipped(data: bytes, kind: str, name: str) -> bytes:
    """One to eight bits of a file turned over, sometimes its end cut off; `name` is the seed.

    Half of the archives are opened first: the bits are turned in one part and the whole is packed anew, else the
    check of the packing would shield the readers behind it.
    """
    draw = random.Random(f"{kind} {name}")
    if kind in _ARCHIVES and draw.random() < 0.5:
        return _inside(data, draw)
    return _turned(data, draw)


def _turned(data: bytes, draw: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        made[draw.randrange(len(made))] ^= 1 << draw.randrange(8)
    return bytes(made[: draw.randrange(1, len(made))] if draw.random() < 0.05 else made)


def _inside(data: bytes, draw: random.Random) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        members = [one for one in archive.infolist() if one.file_size and one.filename != "mimetype"]
        # The parts that hold the table are turned as often as all others together.
        text = [
            one for one in members if re.search(r"sheet\d|document\.xml|content\.xml|sharedStr|styles", one.filename)
        ]
        chosen = draw.choice(text if text and draw.random() < 0.7 else members)
        for one in archive.infolist():
            body = archive.read(one)
            if one is chosen:
                body = _turned(body, draw)
            made.writestr(one.filename, body, zipfile.ZIP_STORED if one.filename == "mimetype" else None)
    return packed.getvalue()


def _read(engine: str, data: bytes, filename: str) -> str:
    """«read», «refused» or what is wrong."""
    try:
        if engine == "lists":
            answer = read_people(data, filename)
            json.dumps(answer.to_json(), ensure_ascii=False).encode()
            told = [problem.message for problem in answer.problems]
        else:
            plan = read_roadmap(data, filename, year=2025)
            json.dumps(plan.to_json(), ensure_ascii=False).encode()
            told = [warning.message for warning in plan.warnings]
    except (LimitError, RoadmapError, ListError) as error:
        return _language([str(error)]) or "refused"
    except MemoryError:
        return "out of memory"
    except BaseException as error:  # any other error is what is looked for here
        return f"{type(error).__name__}: {error}"[:200]
    return _language(told) or "read"


def _language(told: list[str]) -> str:
    """What a person could not read: English, several lines, nothing Russian. Words of the file stand in «»."""
    for message in told:
        own = re.sub(r"«[^»]*»?", "", message)
        if "\n" in message or not _CYRILLIC.search(own) or _LATIN.search(own):
            return f"sentence: {message[:200]!r}"
    return ""


def _fork(work: Callable[[], Iterator[bytes]], batch: int) -> tuple[list[bytes], str, int, float]:
    """Answers of one fork until it ended, how it ended («» = well), its memory in MB and its processor time."""
    begin, end = os.pipe()
    noise = tempfile.TemporaryFile()  # noqa: SIM115 the child writes to it as well
    child = os.fork()
    if not child:
        os.close(begin)
        os.dup2(noise.fileno(), 2)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for answer in work():
            os.write(end, len(answer).to_bytes(4, "big") + answer)
        os._exit(0)
    os.close(end)
    with open(begin, "rb") as source:
        answers = []
        while head := source.read(4):
            answers.append(source.read(int.from_bytes(head, "big")))
    _, status, usage = os.wait4(child, 0)
    noise.seek(0)
    said = noise.read(300).decode("utf-8", "replace").strip()
    noise.close()
    ended = "" if len(answers) == batch else f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "ended"
    if said:
        ended = f"{ended or 'noise'}: {said[:160]}"
    return answers, ended, usage.ru_maxrss // 1024, usage.ru_utime + usage.ru_stime


def run(engine: str, kind: str, data: bytes, names: list[str]) -> Tally:
    """Read the cases of these names, all made from one valid file."""
    tally = Tally()
    filename = f"{'список' if engine == 'lists' else 'план'}.{kind}"
    _read(engine, data, filename)  # forks share what a first file makes the readers load
    gc.freeze()
    while names:
        some, names = names[:_BATCH], names[_BATCH:]

        def work(cases: list[str] = some) -> Iterator[bytes]:
            for name in cases:
                case = flipped(data, kind, name)
                signal.alarm(SECONDS)
                begun = time.process_time()
                outcome = _read(engine, case, filename)
                signal.alarm(0)
                yield pickle.dumps((outcome, time.process_time() - begun))

        answers, ended, memory, spent = _fork(work, len(some))
        tally.memory_mb, tally.seconds = max(tally.memory_mb, memory), tally.seconds + spent
        for name, packed in zip(some, answers, strict=False):
            outcome, took = pickle.loads(packed)
            tally.slowest = max(tally.slowest, took)
            tally.read += outcome == "read"
            tally.refused += outcome == "refused"
            if outcome not in ("read", "refused"):
                tally.wrong.append((outcome, engine, f"{kind} {name}"))
            elif took > 2:
                tally.wrong.append((f"slow, {outcome}", engine, f"{kind} {name}"))
        if len(answers) < len(some):
            tally.wrong.append((ended, engine, f"{kind} {some[len(answers)]}"))
            names = some[len(answers) + 1 :] + names
        elif ended and not ended.startswith("noise"):  # what native code says of a panic is dropped by the cage
            tally.wrong.append((ended, engine, f"{kind} {some[0]}…{some[-1]}"))
    return tally


def converted(data: bytes, kind: str, to: str) -> bytes | None:
    """The file in another format by LibreOffice; None where it is not installed."""
    import shutil
    import subprocess

    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, f"a.{kind}")
        with open(source, "wb") as file:
            file.write(data)
        command = [program, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", to,
                   "--outdir", folder, source]  # fmt: skip
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command, capture_output=True, timeout=90, check=False)
        made = os.path.join(folder, f"a.{to}")
        if not os.path.exists(made):
            return None
        with open(made, "rb") as file:
            return file.read()
