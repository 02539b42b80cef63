"""A copy is whole or refused; a restore gives back the same installation; withdrawals survive it."""

from __future__ import annotations

import datetime as dt
import json
import zipfile

import pytest

from tests.operations.installation import Installation

FILL = """
import datetime as dt
import django; django.setup()
from nastavnik.kernel import actors, files, scope
from nastavnik.kernel.tenancy import Account, Membership, Organization
from nastavnik.features.people import services as people
from nastavnik.features.consents import services as consents
organization = Organization.objects.create(code="romashka", full_name="Колледж «Ромашка»", short_name="«Ромашка»")
with scope.within(organization):
    by = actors.shell(organization)
    account = Account.objects.create_user("curator", "пароль-из-рябины")
    Membership.objects.create(account=account, roles=["curator"])
    for last in ("Ёжикова", "Дубов"):
        person = people.add_person(by=by, last=last, first="Анна", extra={"из списка": ["a", 1, None]})
        consents.record_prior(by=by, person=person, kind="consent_pd_mentor", on=dt.date(2026, 9, 1), number="7")
    files.store(by, "скан".encode() * 1000, name="скан.pdf", media_type="application/pdf")
"""

WITHDRAW = """
import datetime as dt
import django; django.setup()
from nastavnik.kernel import actors, scope
from nastavnik.kernel.tenancy import Organization
from nastavnik.features.consents import services
from nastavnik.features.consents.models import Consent
organization = Organization.objects.get()
with scope.within(organization):
    consent = Consent.objects.get(person__last="Дубов")
    services.withdraw(by=actors.shell(organization), consent=consent, on=dt.date(2026, 10, 1))
"""

LOOK = """
import json
import django; django.setup()
from nastavnik.kernel import files, journal, scope
from nastavnik.kernel.files import StoredFile
from nastavnik.kernel.tenancy import Account, Organization
from nastavnik.features.consents.models import Consent
from nastavnik.features.people.models import Person
organization = Organization.objects.get()
with scope.within(organization):
    print(json.dumps({
        "people": sorted([person.last, person.created_at.isoformat(), person.extra] for person in Person.objects.all()),
        "files": [files.read(item).decode() for item in StoredFile.objects.all()],
        "living": sorted(item.person.last for item in Consent.objects.filter(withdrawal=None).select_related("person")),
        "password": Account.objects.get().check_password("пароль-из-рябины"),
        "journal": journal.broken_at(organization),
    }))
"""


def facts(place: Installation) -> dict[str, object]:
    found: dict[str, object] = json.loads(place.python(LOOK))
    return found


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    place = Installation(tmp_path_factory.mktemp("operations") / "first")
    assert place.command("migrate").returncode == 0
    place.python(FILL)
    return place


@pytest.mark.slow
def test_copy_restored_into_an_empty_place_gives_back_everything(filled, tmp_path):
    copy = tmp_path / "copy.nst"
    done = filled.command("backup", str(copy))
    assert done.returncode == 0, done.stderr
    second = Installation(tmp_path / "second")
    done = second.command("restore", str(copy))
    assert done.returncode == 0, done.stderr
    assert facts(second) == facts(filled)
    assert facts(second)["journal"] is None
    again = second.command("restore", str(copy))
    assert again.returncode == 4 and "уже есть данные" in again.stderr


@pytest.mark.slow
@pytest.mark.threat("T133")
def test_broken_copy_is_refused_before_anything_is_touched(filled, tmp_path):
    copy = tmp_path / "copy.nst"
    filled.command("backup", str(copy))
    whole = copy.read_bytes()
    second = Installation(tmp_path / "second")

    def refused(data: bytes) -> str:
        bad = tmp_path / "bad.nst"
        bad.write_bytes(data)
        done = second.command("restore", str(bad))
        assert done.returncode == 4, done.stdout
        assert "Traceback" not in done.stderr
        assert not (tmp_path / "second" / "var" / "media").exists()
        return done.stderr

    assert "повреждена" in refused(whole[: len(whole) // 2])
    with zipfile.ZipFile(copy) as archive:
        member = archive.getinfo("data/people.person.jsonl")
    flipped = bytearray(whole)
    flipped[member.header_offset + 30 + len(member.filename) + 40] ^= 0xFF
    assert "повреждена" in refused(bytes(flipped))
    newer = tmp_path / "newer.nst"
    with zipfile.ZipFile(copy) as source, zipfile.ZipFile(newer, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "manifest.json":
                manifest = json.loads(data)
                manifest["migrations"].append("people.9999_from_the_future")
                data = json.dumps(manifest).encode()
            target.writestr(name, data)
    assert "более новой версией" in refused(newer.read_bytes())
    assert second.command("restore", str(copy)).returncode == 0


@pytest.mark.slow
def test_export_gives_every_table_described_and_no_formula(filled, tmp_path):
    folder = tmp_path / "out"
    done = filled.command("export", str(folder))
    assert done.returncode == 0, done.stderr
    people = json.loads((folder / "people.person.json").read_text())
    assert {row["last"] for row in people} == {"Дубов", "Ёжикова"}
    assert "people.person" in (folder / "README.md").read_text()
    assert len(list((folder / "files").iterdir())) == 1
    assert filled.command("export", str(folder)).returncode == 4
    assert dt.date.fromisoformat(json.loads((folder / "consents.consent.json").read_text())[0]["given_on"])


@pytest.mark.slow
@pytest.mark.threat("T038")
def test_withdrawal_after_the_copy_survives_the_restore(filled, tmp_path):
    copy = tmp_path / "copy.nst"
    filled.command("backup", str(copy))
    filled.python(WITHDRAW)
    log = filled.folder / "var" / "withdrawals.log"
    second = Installation(tmp_path / "second")
    (tmp_path / "second" / "var").mkdir()
    (tmp_path / "second" / "var" / "withdrawals.log").write_bytes(log.read_bytes())
    done = second.command("restore", str(copy))
    assert "применено заново: 1" in done.stdout
    assert facts(second)["living"] == ["Ёжикова"]
