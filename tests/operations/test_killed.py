"""Killed without warning in the middle of work: nothing half-done, what was begun is finished after the next start."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.operations.installation import Installation, kill, until

ROWS, PAPERS = 1500, 16

FILL = rf"""
import datetime as dt
import django; django.setup()
from nastavnik.engines import papers
from nastavnik.features.documents import services as documents
from nastavnik.features.documents.codes import new_code
from nastavnik.features.documents.models import Document
from nastavnik.features.organizations.models import Signer
from nastavnik.features.people import services as people
from nastavnik.kernel import actors, clock, jobs, scope
from nastavnik.kernel.tenancy import Account, Membership, Organization
organization = Organization.objects.create(code="romashka", full_name="Колледж «Ромашка»", short_name="«Ромашка»")
with scope.within(organization):
    account = Account.objects.create_user("curator", "пароль-из-рябины")
    by = actors.of_membership(Membership.objects.create(account=account, roles=["curator"]))
    signer = Signer.objects.create(last="Мещерякова", first="Ольга", gender="f", post="директор", basis="Устава")
    letters = "абвгдежзиклмнопрстуф"
    rows = [f"Дубов{{letters[i % 20]}}{{letters[i // 20 % 20]}}{{letters[i // 400]}}\tПётр\tИльич" for i in range({ROWS})]
    source = people.start_import(by=by, name="Список", data=None, text="\n".join(["Фамилия\tИмя\tОтчество", *rows]))
    args = {{"source": str(source.pk)}}
    jobs.enqueue(by, "people.apply_import", title="Список", args=args, key=f"import-{{source.pk}}")
    made = [
        Document.objects.create(
            code=new_code()[0], kind="minutes", title=f"Протокол {{i}}", template="order_pairs",
            data=papers.sample("order_pairs"), signer=signer, created_at=clock.now(),
        ).pk
        for i in range({PAPERS})
    ]
    documents.start_package(by=by, document_ids=made, title="Пакет", docx=False)
"""

RESULT = """
import sys
import django; django.setup()
from nastavnik.kernel import files, journal, scope
from nastavnik.kernel.files import StoredFile
from nastavnik.kernel.jobs import Job
from nastavnik.kernel.tenancy import Organization
organization = Organization.objects.get()
with scope.within(organization):
    assert journal.broken_at(organization) is None
    named = {item["label"]: item["file"] for item in Job.objects.get(kind="documents.package").result["files"]}
    print(StoredFile.objects.get(pk=named["ZIP по документам"]).path)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: Any) -> Installation:
    made = Installation(tmp_path_factory.mktemp("killed") / "first")
    assert made.command("migrate").returncode == 0
    made.python(FILL)
    return made


@pytest.fixture
def serve(place: Installation) -> Iterator[Any]:
    running: list[Any] = []

    def start() -> Any:
        running.append(place.serve()[0])
        return running[-1]

    yield start
    for server in running:
        if server.poll() is None:
            kill(server)


def state(place: Installation, kind: str) -> tuple[str, int]:
    ((found, done),) = place.ask(f"SELECT state, done FROM kernel_job WHERE kind = '{kind}'")
    return str(found), int(str(done))


def number(place: Installation, table: str) -> int:
    return int(str(place.ask(f"SELECT count(*) FROM {table}")[0][0]))


@pytest.mark.threat("T052")
@pytest.mark.threat("T121")
@pytest.mark.threat("T124")
@pytest.mark.slow
def test_server_killed_in_an_import_and_in_a_package_finishes_both_after_the_next_start(place, serve):
    server = serve()
    until(lambda: state(place, "people.apply_import")[0] == "running", "the import begins")
    kill(server)
    assert place.ask("PRAGMA integrity_check") == [("ok",)]
    assert number(place, "people_person") in (0, ROWS), "half a list"

    server = serve()
    until(lambda: state(place, "documents.package")[1] >= 2, "the package is being made")
    assert state(place, "people.apply_import")[0] == "done"
    assert number(place, "people_person") == ROWS
    kill(server)
    assert state(place, "documents.package")[0] == "running", "it was finished before it could be killed"
    assert number(place, "kernel_storedfile") == 0, "half a package"

    serve()
    until(lambda: state(place, "documents.package")[0] != "running", "the package is finished", 300)
    assert state(place, "documents.package") == ("done", PAPERS)
    with zipfile.ZipFile(Path(place.python(RESULT).strip())) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        assert len(names) == len(set(names)) == PAPERS
        assert all(io.BytesIO(packed.read(name)).read(4) == b"%PDF" for name in names)
    assert place.ask("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.threat("T121")
@pytest.mark.slow
def test_backup_killed_in_the_middle_leaves_no_copy_and_the_next_one_is_whole(place, tmp_path):
    media = place.folder / "var" / "media" / "big"
    media.mkdir(parents=True, exist_ok=True)
    for index in range(12):
        (media / str(index)).write_bytes(bytes([index]) * 8_000_000)
    copies = tmp_path / "copies"
    copies.mkdir()
    running = place.start("backup", str(copies / "copy.nst"))
    until(lambda: any(path.stat().st_size > 1_000_000 for path in copies.iterdir()), "the copy is being written")
    kill(running)
    assert not (copies / "copy.nst").exists()
    done = place.command("backup", str(copies / "copy.nst"))
    assert done.returncode == 0, done.stderr
    assert [path.name for path in copies.iterdir()] == ["copy.nst"], "what the killed one left lies about"
    with zipfile.ZipFile(copies / "copy.nst") as copy:
        assert copy.testzip() is None
