"""A list that came in: read, shown row by row, corrected in place. Nothing is in the bank until it is applied."""

from __future__ import annotations

import contextlib
import copy
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction

from nastavnik.engines import lists
from nastavnik.engines.limits import LimitError
from nastavnik.features.people.models import PERSON_KINDS, ImportRow, PeopleImport, Person
from nastavnik.features.people.queries import living
from nastavnik.features.people.services.bulk import BATCH, rewrite
from nastavnik.features.people.services.import_rows import FATE_FIELDS, judge
from nastavnik.kernel import clock, files, journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, NotFound, Step, WrongState
from nastavnik.kernel.files import StoredFile

MAX_LIST = 20 * 1024 * 1024
MAX_TEXT = 2 * 1024 * 1024
#: Sensible for any organisation; above it the file is a mistake.
MAX_PEOPLE = 20_000


def start_import(
    *,
    by: Actor,
    name: str,
    data: bytes | None,
    text: str = "",
    kind: str = "",
    activity_id: uuid.UUID | None = None,
) -> PeopleImport:
    """Read a list and keep its rows for checking. `data` are the bytes of a file called `name`, or `text` is pasted.

    `kind`: who stands in the whole list, '' = by each row. The file itself is kept only until the list is applied.
    Raises InputRefused with what is wrong with the file and what to do.
    """
    by.must("people.import")
    _check_size(data, text)
    read = _read(by, name, data, text, {})
    if not read.people:
        raise InputRefused(
            "Людей в списке не нашлось. Нужна таблица, где есть столбец «ФИО» или «Фамилия», "
            "или строки с фамилией, именем и отчеством.",
            field="file" if data else "text",
        )
    stored = None
    if data is not None:
        stored = files.store(by, data, name=name, media_type="application/octet-stream")
    with transaction.atomic():
        source = PeopleImport.objects.create(
            organization=by.organization,
            name=files.clean_name(name, default="Вставленный список")[:200],
            file=stored,
            text=text if data is None else "",
            kind=kind,
            activity_id=activity_id,
        )
        _lay_out(by, source, read)
        journal.record(by, "people.import_started", source, rows=len(read.people))
    return source


def _check_size(data: bytes | None, text: str) -> None:
    if data is not None and not data:
        raise InputRefused("Файл пуст. Выберите другой.", field="file")
    if data is not None and len(data) > MAX_LIST:
        raise InputRefused("Файл больше 20 МБ. Оставьте в нём только лист со списком людей.", field="file")
    if data is None and not text.strip():
        raise InputRefused("Приложите файл или вставьте строки.", field="text")
    if len(text) > MAX_TEXT:
        raise InputRefused("Вставлено слишком много. Загрузите список файлом.", field="text")


def _read(by: Actor, name: str, data: bytes | None, text: str, mapping: Mapping[str, str]) -> lists.PeopleList:
    today = clock.today(by.organization)
    try:
        if data is None:
            read = lists.read_pasted(text, mapping, today)
        else:
            read = lists.read_people_limited(data, name, mapping, today)
    except (lists.ListError, LimitError) as refusal:
        raise InputRefused(str(refusal), field="file" if data is not None else "text") from refusal
    if len(read.people) > MAX_PEOPLE:
        raise InputRefused("В списке больше 20 000 человек. Разделите его на части.", field="file")
    return read


def _lay_out(by: Actor, source: PeopleImport, read: lists.PeopleList) -> None:
    """Write rows and what was understood; keep corrections made earlier in the same rows."""
    fixed = {
        (row.sheet, row.number, row.data.get("column", 0), row.data.get("last", "")): row.fixes
        for row in source.rows.all()
        if row.fixes
    }
    source.rows.all().delete()
    by_row: dict[tuple[str, int, int], list[lists.Problem]] = {}
    for problem in read.problems:
        by_row.setdefault(_place(problem), []).append(problem)
    rows: list[ImportRow] = []
    named: set[tuple[str, int, int]] = set()
    for person in read.people:
        here = [] if _place(person) in named else by_row.get(_place(person), [])
        named.add(_place(person))
        data = person.to_json()
        rows.append(_new_row(source, len(rows), person.row, person.sheet, data, here, fixed))
    unreadable = [problem for problem in read.problems if problem.field == "last" and problem.row]
    for problem in unreadable:
        if _place(problem) not in named:
            named.add(_place(problem))
            data = {"column": problem.column} if problem.column else {}
            rows.append(_new_row(source, len(rows), problem.row, problem.sheet, data, by_row[_place(problem)], fixed))
    source.columns = dict(read.columns)
    source.pairs = [pair.to_json() for pair in read.pairs]
    source.problems = [problem.to_json() for problem in read.problems if _place(problem) not in named]
    source.save()
    judge(source, rows, clock.today(by.organization))
    ImportRow.objects.bulk_create(rows, batch_size=BATCH)


def _place(one: lists.PersonRow | lists.Problem) -> tuple[str, int, int]:
    """Where a person stands: lists side by side and turned tables have several people in a row."""
    return one.sheet, one.row, one.column


def _new_row(
    source: PeopleImport,
    place: int,
    number: int,
    sheet: str,
    data: dict[str, Any],
    problems: list[lists.Problem],
    fixed: Mapping[tuple[str, int, int, str], dict[str, Any]],
) -> ImportRow:
    return ImportRow(
        source=source,
        place=place,
        number=number,
        sheet=sheet[:120],
        data=data,
        fixes=dict(fixed.get((sheet, number, data.get("column", 0), data.get("last", "")), {})),
        problems=[{"field": one.field, "value": one.value[:200], "message": one.message} for one in problems],
    )


def locked(source_id: uuid.UUID) -> PeopleImport:
    """The import, held for this transaction."""
    rows = PeopleImport.objects.filter(pk=source_id)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    found = rows.first()
    if found is None:
        raise NotFound()
    return found


def must_be_open(source: PeopleImport) -> None:
    if source.state not in ("draft", "applied"):
        raise WrongState(
            f"Этот список уже {source.get_state_display()}: менять его строки нельзя.",
            next_step=Step("Загрузить список заново", "/people/import/"),
        )


def remap(*, by: Actor, source: PeopleImport, mapping: Mapping[str, str]) -> PeopleImport:
    """Read the list again with corrected meanings of columns (header → field). Corrections in place are kept."""
    by.must("people.import", source)
    if source.state != "draft" or (source.file is None and not source.text):
        raise WrongState("Столбцы можно менять, пока список не загружен. Загрузите его заново.")
    known = {header: field for header, field in mapping.items() if header in source.columns}
    corrections = {header: field for header, field in known.items() if source.columns[header] != field}
    wanted = {**source.mapping, **corrections}
    data = files.read(source.file) if source.file else None
    read = _read(by, source.name if data is not None else "", data, source.text, wanted)
    with transaction.atomic():
        fresh = locked(source.pk)
        must_be_open(fresh)
        fresh.mapping = wanted
        _lay_out(by, fresh, read)
    return fresh


def say_kind(*, by: Actor, source: PeopleImport, kind: str) -> PeopleImport:
    """Say who stands in the whole list; '' = decide by each row."""
    by.must("people.import", source)
    if kind and kind not in dict(PERSON_KINDS):
        raise InputRefused("Выберите, кто в списке.", field="kind")
    with transaction.atomic():
        fresh = locked(source.pk)
        must_be_open(fresh)
        fresh.kind = kind
        fresh.save(update_fields=["kind"])
        rejudge(by, fresh)
    return fresh


def rejudge(by: Actor, source: PeopleImport) -> list[ImportRow]:
    """Fates of all waiting rows on the facts of now. Inside the caller's transaction."""
    rows = list(source.rows.all())
    were = {row.pk: _state(row) for row in rows}
    judged = judge(source, rows, clock.today(by.organization))
    rewrite([row for row in judged if _state(row) != were[row.pk]], FATE_FIELDS)
    return rows


def _state(row: ImportRow) -> list[Any]:
    return [copy.copy(getattr(row, "person_id" if name == "person" else name)) for name in FATE_FIELDS]


#: What may be corrected in place.
FIXABLE = ("last", "first", "middle", "kind", "birth_date", "post", "department", "group", "email", "phone")


def fix_row(*, by: Actor, row: ImportRow, **fixes: Any) -> ImportRow:
    """Correct a row in place; the remark about a corrected field goes, the fates of the list are computed anew."""
    by.must("people.import", row)
    with transaction.atomic():
        source = locked(row.source_id)
        must_be_open(source)
        fresh = _waiting(row)
        for name, value in fixes.items():
            if name not in FIXABLE:
                raise TypeError(f"unknown field {name}")
            plain = value.isoformat() if hasattr(value, "isoformat") else (value or "")
            if plain == (fresh.data.get(name) or ""):
                fresh.fixes.pop(name, None)
            else:
                fresh.fixes[name] = plain
        changed = set(fresh.fixes)
        if changed & {"last", "first", "middle"}:
            changed |= {"last", "row"}
        fresh.problems = [problem for problem in fresh.problems if problem.get("field") not in changed]
        fresh.decided = False
        fresh.save()
        rejudge(by, source)
    return ImportRow.objects.get(pk=row.pk)


def _waiting(row: ImportRow) -> ImportRow:
    fresh = ImportRow.objects.get(pk=row.pk)
    if fresh.applied:
        raise WrongState("Эта строка уже загружена. Изменить сведения можно в карточке человека.")
    return fresh


def settle_row(*, by: Actor, row: ImportRow, fate: str, person: Person | None = None) -> ImportRow:
    """Decide a doubtful row: it is this card («same»), another person («new»), or not to be taken («skip»)."""
    by.must("people.import", row)
    if fate not in ("same", "new", "skip") or (fate == "same" and person is None):
        raise InputRefused("Выберите, чья это строка.", field="fate")
    with transaction.atomic():
        source = locked(row.source_id)
        must_be_open(source)
        fresh = _waiting(row)
        if person is not None and source.rows.filter(person=person, applied=False, decided=True).exclude(pk=row.pk):
            raise WrongState("Эта карточка уже отдана другой строке списка. Выберите, какая из строк о нём.")
        fresh.fate, fresh.person, fresh.decided = fate, person if fate == "same" else None, True
        fresh.save()
        rejudge(by, source)
    return ImportRow.objects.get(pk=row.pk)


def settle_doubts(*, by: Actor, source: PeopleImport) -> int:
    """Take all doubtful rows with exactly one likely card for that card. Returns how many."""
    by.must("people.import", source)
    with transaction.atomic():
        fresh = locked(source.pk)
        must_be_open(fresh)
        taken = set(fresh.rows.exclude(person=None).values_list("person_id", flat=True))
        rows = [row for row in fresh.rows.filter(fate="doubt", applied=False) if len(row.candidates) == 1]
        ids = [uuid.UUID(row.candidates[0]) for row in rows]
        alive: set[uuid.UUID] = set()
        for start in range(0, len(ids), 500):
            alive |= set(living().filter(pk__in=ids[start : start + 500]).values_list("pk", flat=True))
        settled = []
        for row, pk in zip(rows, ids, strict=True):
            if pk in alive and pk not in taken:
                taken.add(pk)
                row.fate, row.person_id, row.decided = "same", pk, True
                settled.append(row)
        rewrite(settled, ["fate", "person", "decided"])
        rejudge(by, fresh)
    return len(settled)


def drop_import(*, by: Actor, source: PeopleImport) -> PeopleImport:
    """Give up a list that was not applied: its rows and file are forgotten."""
    by.must("people.import", source)
    with transaction.atomic():
        fresh = locked(source.pk)
        if fresh.state != "draft":
            raise WrongState("Этот список уже загружен. Его можно отменить целиком.")
        fresh.state = "dropped"
        fresh.rows.all().delete()
        fresh.pairs, fresh.problems = [], []
        forget_file(fresh)
        fresh.save()
        journal.record(by, "people.import_dropped", fresh)
    return fresh


def forget_file(source: PeopleImport) -> None:
    """The list itself is not needed once its rows are kept (152-ФЗ ст. 5): delete the file after the transaction."""
    stored, source.file, source.text = source.file, None, ""
    source.save(update_fields=["file", "text"])
    if stored is None:
        return
    path = stored.path
    alone = not StoredFile.objects.filter(sha256=stored.sha256).exclude(pk=stored.pk).exists()
    stored.delete()
    if alone:

        def _unlink() -> None:
            with contextlib.suppress(OSError):
                path.unlink()

        transaction.on_commit(_unlink)
