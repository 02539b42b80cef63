"""What a participant and a representative see of consents in the own account: what is asked, what was given, how to end it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from nastavnik.features.consents import debts, link_pages, queries
from nastavnik.features.consents.models import Consent, ConsentSheet
from nastavnik.features.consents.pages import state_of
from nastavnik.features.consents.populations import participants
from nastavnik.features.consents.rules import KINDS, PAPER_ONLY, ConsentKind
from nastavnik.features.people.models import Person
from nastavnik.kernel import links
from nastavnik.kernel.actors import Actor
from nastavnik.ui.text import count_phrase, date_phrase

#: states in which the reader himself must do something
MINE = ("decide", "paper", "bring")


@dataclass(frozen=True, slots=True)
class Matter:
    """One consent about one person. `state`: decide, paper, bring (a preliminary answer waits for its sheet), other
    (somebody else signs), prepare (no sheet yet), refused, blocked, given, past."""

    kind: ConsentKind
    state: str
    needed: bool
    mark: str
    words: str
    why: str = ""
    url: str = ""
    button: str = ""
    pk: uuid.UUID | None = None


def in_account() -> bool:
    """Whether decisions are taken in the account: like links, only where people at home reach the product."""
    return bool(links.public_base())


def decides(actor: Actor, person: Person, kind: str, on: dt.date) -> bool:
    """Whether the sheet of the kind is the actor's to answer: an adult's own, or of a minor whom the actor represents."""
    return queries.adult_signs(person, kind, on) != (actor.person_id == person.pk)


def matters_of(actor: Actor, people: Sequence[Person], on: dt.date) -> dict[uuid.UUID, list[Matter]]:
    """Everything asked and given about the people, by person; a bounded number of queries whatever theirs."""
    ids = [person.pk for person in people]
    parts = participants(people, on)
    rows = debts.rows_of([person for person in people if person.pk in parts], parts, on)
    owed = {row.person.pk: row for row in rows}
    sheets: dict[uuid.UUID, dict[str, ConsentSheet]] = {pk: {} for pk in ids}
    for sheet in ConsentSheet.objects.filter(person_id__in=ids, void_on=None).order_by("issued_on", "pk"):
        sheets[sheet.person_id][sheet.kind] = sheet
    consents: dict[uuid.UUID, list[Consent]] = {pk: [] for pk in ids}
    every = Consent.objects.filter(person_id__in=ids).select_related("given_by", "withdrawal")
    for item in every.order_by("-given_on", "-recorded_at"):
        consents[item.person_id].append(item)
    return {
        person.pk: _matters(actor, person, on, owed.get(person.pk), sheets[person.pk], consents[person.pk])
        for person in people
    }


def _matters(
    actor: Actor,
    person: Person,
    on: dt.date,
    row: debts.Row | None,
    sheets: dict[str, ConsentSheet],
    consents: Sequence[Consent],
) -> list[Matter]:
    found = [_held(actor, person, item, on) for item in consents]
    wanted = dict.fromkeys(row.kinds if row else ())
    answered = {sheet.pk for sheet in sheets.values() if _settled(actor, sheet, consents)}
    signed = {item.kind for item in consents if item.given_by_id == actor.person_id and not hasattr(item, "withdrawal")}
    ended = {item.sheet_id for item in consents if hasattr(item, "withdrawal")}
    wanted |= {kind: None for kind, sheet in sheets.items() if sheet.pk not in answered | ended}
    preliminary = {item.kind for item in consents if item.preliminary and not hasattr(item, "withdrawal")}
    for kind in sorted(wanted, key=list(KINDS).index):
        living = sheets.get(kind)
        usable = living if living and living.pk not in ended else None
        needed = bool(row and kind in row.kinds)
        item = _asked(actor, person, kind, usable, on, needed=needed, answered=kind in preliminary)
        if usable is not None and usable.second_id and kind in signed:
            words = "Ждём второго законного представителя"
            item = replace(item, state="other", mark="wait", words=words, why="", button="Прочитать текст")
        found.append(item)
    if row and any(not debt.kind for debt in row.debts):
        found.append(_blocked(row))
    return found


def _settled(actor: Actor, sheet: ConsentSheet, consents: Sequence[Consent]) -> bool:
    """Whether the sheet asks nothing more of the actor; where it names two, each answers for oneself."""
    given = [item for item in consents if item.sheet_id == sheet.pk and not item.preliminary]
    if sheet.second_id and actor.person_id in (sheet.representative_id, sheet.second_id):
        return any(item.given_by_id == actor.person_id for item in given)
    return len(given) >= (2 if sheet.second_id else 1)


def _held(actor: Actor, person: Person, consent: Consent, on: dt.date) -> Matter:
    """A consent that was given: until when, by whom, how to withdraw it."""
    mark, words = state_of(consent, on)
    living = mark in ("done", "wait")
    until = f"по {date_phrase(consent.valid_to, 'full')}" if consent.valid_to else "до конца участия"
    who = "" if consent.given_by_id == person.pk else f", {consent.given_by.short_name}"
    mine = living and consent.given_by_id == actor.person_id
    return Matter(
        kind=KINDS[consent.kind],
        state="past" if not living else "bring" if consent.preliminary else "given",
        needed=False,
        mark=mark,
        words=words,
        why=f"Дано {date_phrase(consent.given_on, 'full')}{who}, действует {until}".rstrip(".") + ".",
        url=reverse("consents:own_withdraw", args=[consent.pk]) if mine else "",
        button="Отозвать согласие" if mine else "",
        pk=consent.pk,
    )


def _asked(
    actor: Actor, person: Person, kind: str, sheet: ConsentSheet | None, on: dt.date, *, needed: bool, answered: bool
) -> Matter:
    spec = KINDS[kind]
    plain = Matter(spec, "prepare", needed, "wait", "Куратор ещё не подготовил лист", pk=sheet.pk if sheet else None)
    if sheet is None:
        return plain
    url, read = reverse("consents:own_sheet", args=[sheet.pk]), "Прочитать текст"
    third = bool(sheet.second_id) and actor.person_id not in (person.pk, sheet.representative_id, sheet.second_id)
    if third or not decides(actor, person, kind, on):
        who = "законный представитель" if person.pk == actor.person_id else "сам участник"
        who = "другой законный представитель" if third else who
        return replace(plain, state="other", words=f"Решает {who}", url=url, button=read)
    if answered:
        why = f"Код листа {sheet.code}. Подпишите лист и передайте его куратору."
        return replace(
            plain, state="bring", words="Ответ записан, ждём подписанный лист", why=why, url=url, button=read
        )
    refused_on = sheet.second_refused_on if sheet.second_id == actor.person_id else sheet.refused_on
    if refused_on is not None:
        words = f"Вы отказались {date_phrase(refused_on)}"
        return replace(plain, state="refused", mark="stop", words=words, url=url, button="Изменить решение")
    if in_account() and kind not in PAPER_ONLY:
        return replace(plain, state="decide", mark="none", words="Ждём решения", url=url, button="Прочитать и решить")
    why = f"Подпишите лист с кодом {sheet.code} и передайте его куратору или классному руководителю."
    return replace(
        plain, state="paper", mark="none", words="На бумаге", why=why, url=url, button="Прочитать и узнать как"
    )


def _blocked(row: debts.Row) -> Matter:
    words = next(debt.words for debt in row.debts if not debt.kind)
    why = "Скажите об этом куратору программы: без этого согласие не взять."
    return Matter(KINDS["consent_pd_adult"], "blocked", True, "block", words, why)


def list_context(actor: Actor, person: Person, on: dt.date) -> dict[str, Any]:
    """The page of all consents of one person."""
    found = matters_of(actor, [person], on)[person.pk]
    waiting = [item for item in found if item.state not in ("given", "past")]
    own = person.pk == actor.person_id
    return {
        "person": person,
        "own": own,
        "waiting": waiting,
        "given": [item for item in found if item.state == "given"],
        "past": [item for item in found if item.state == "past"],
        "main": next((item.pk for item in waiting if item.state in MINE and item.needed), None),
        "position": position(found),
        "by_adult": own and bool(found) and queries.adult_signs(person, "consent_image", on),
        "back": reverse("today:home") if own else reverse("today:child", args=[person.pk]),
        "back_label": "Моё наставничество" if own else person.short_name,
    }


def position(found: Sequence[Matter]) -> str:
    """«Нужно решить: 2 согласия.» in one sentence."""
    mine = sum(1 for item in found if item.state in MINE and item.needed)
    others = sum(1 for item in found if item.state in ("other", "prepare", "blocked") and item.needed)
    given = sum(1 for item in found if item.state == "given")
    if mine:
        return f"Нужен ваш ответ: {count_phrase(mine, 'согласие,согласия,согласий')}."
    if others:
        return "От вас сейчас ничего не нужно, ждём других."
    return "Всё нужное получено." if given else "От вас сейчас ничего не нужно."


def sheet_context(actor: Actor, sheet: ConsentSheet, on: dt.date) -> dict[str, Any]:
    """One sheet: the same page as behind a link; where the account may not decide, how to do it on paper."""
    person = sheet.person
    context = link_pages.sheet_context(actor, person, sheet)
    mine = decides(actor, person, sheet.kind, on)
    consent = context["decision"].consent
    withdrawable = consent is not None and consent.given_by_id == actor.person_id
    how = ""
    if not mine:
        how = "Этот лист подписывает законный представитель." if person.pk == actor.person_id else (
            "По правилам организации это решает сам участник."
        )  # fmt: skip
    elif context["decision"].state == "waits" or not in_account() or sheet.kind == "consent_duties":
        how = (
            "Возьмите лист у куратора или распечатайте сами, заполните пустые строки, подпишите и передайте куратору, "
            "классному руководителю или секретарю."
        )
    return context | {
        "paper_how": how,
        "pdf_url": reverse("consents:own_sheet_pdf", args=[sheet.pk]) if mine else "",
        "back": list_url(actor, person),
        "withdraw_url": reverse("consents:own_withdraw", args=[consent.pk]) if withdrawable else "",
    }


def list_url(actor: Actor, person: Person) -> str:
    if person.pk == actor.person_id:
        return reverse("consents:own")
    return reverse("consents:own_child", args=[person.pk])


def withdraw_paper_url(consent: Consent) -> str:
    return reverse("consents:own_withdraw_paper", args=[consent.pk])
