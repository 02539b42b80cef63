"""Decisions about pairs on plain values. Sources: Р-145, АЗ-1128, ТК ст. 351.8; own limits."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastavnik.features.pairings.dictionary import MentoringForm, mentoring_form
from nastavnik.features.people.rules import age_on

#: what a card's kind may be called among the roles of a form
ROLES_OF_KIND = {
    "worker": {"teacher", "head"},
    "student": {"student", "pupil"},
    "external": {"specialist", "graduate", "parent", "academic", "ped_student"},
    "representative": {"parent"},
}


@dataclass(frozen=True, slots=True)
class Side:
    """A participant as the rules need it."""

    id: uuid.UUID
    name: str
    kind: str
    birth_date: dt.date | None


@dataclass(frozen=True, slots=True)
class PairFacts:
    """A pair or group as the rules need it. `load`: mentees of the mentor in living pairs, this one included."""

    id: uuid.UUID
    mentor: Side
    mentees: tuple[Side, ...]
    form: str
    starts_on: dt.date
    ends_on: dt.date
    labour_mode: str
    load: int
    capacity: int

    @property
    def title(self) -> str:
        return f"{self.mentor.name} – {', '.join(side.name for side in self.mentees)}"

    @property
    def is_staff(self) -> bool:
        """Two workers of one employer: ТК 351.8 applies unless the help is the mentor's permanent function."""
        return self.mentor.kind == "worker" and all(side.kind == "worker" for side in self.mentees)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something wrong with the pair. `legal` can not be overruled; `stops` keeps the pair out of an order."""

    code: str
    message: str
    legal: bool = False
    stops: bool = False


def form_or_none(code: str) -> MentoringForm | None:
    try:
        return mentoring_form(code)
    except Exception:
        return None


def roles_fit(form: MentoringForm, mentor: Side, mentee: Side) -> bool:
    return bool(ROLES_OF_KIND.get(mentor.kind, set()) & form.mentor_roles) and bool(
        ROLES_OF_KIND.get(mentee.kind, set()) & form.mentee_roles
    )


def guess_form(mentor_kind: str, mentee_kind: str, profile: str) -> str:
    """The usual form for the kinds of both sides in an organisation of the profile."""
    if mentor_kind == "worker":
        return "teacher_teacher" if mentee_kind == "worker" else "teacher_student"
    if mentor_kind == "student":
        return "student_student"
    if mentee_kind == "worker":
        return "partner_teacher"
    return "employer_pupil" if profile == "school" else "employer_student"


def default_labour_mode(facts: PairFacts) -> str:
    return "ordered" if facts.is_staff else "not_labour"


def remarks(facts: PairFacts, on: dt.date) -> list[Remark]:
    """All remarks about the pair itself; consents are asked elsewhere."""
    found: list[Remark] = []
    if any(side.id == facts.mentor.id for side in facts.mentees):
        found.append(Remark("PAIR_SELF", f"{facts.mentor.name}: наставник и наставляемый – один человек.", True, True))
    form = form_or_none(facts.form)
    if form is None:
        found.append(Remark("PAIR_FORM_ROLES", f"{facts.title}: форма наставничества не выбрана.", False, True))
    else:
        for side in facts.mentees:
            if not roles_fit(form, facts.mentor, side):
                found.append(
                    Remark(
                        "PAIR_FORM_ROLES",
                        f"{facts.title}: форма {form.title} не для этих участников.",
                        False,
                        True,
                    )
                )
                break
        age = age_on(facts.mentor.birth_date, on)
        if age is not None and age < 18 and not form.minor_mentor:
            found.append(
                Remark(
                    "MENTOR_AGE", f"{facts.mentor.name}: наставнику нет 18 лет, нужна форма ровесников.", False, True
                )
            )
    for side in facts.mentees:
        age = age_on(side.birth_date, on)
        if side.kind == "student" and age is not None and age < 10:
            found.append(Remark("MENTEE_AGE", f"{side.name}: наставляемому нет 10 лет, модель рассчитана на 10–19."))
    if facts.load > facts.capacity:
        found.append(
            Remark(
                "PAIR_OVER_CAPACITY",
                f"{facts.mentor.name}: наставляемых {facts.load}, по положению не больше {facts.capacity}.",
                False,
                True,
            )
        )
    months = (facts.ends_on.year - facts.starts_on.year) * 12 + facts.ends_on.month - facts.starts_on.month
    if form is not None and form.staff and not 2 <= months <= 12:
        found.append(Remark("PAIR_TERM_LENGTH", f"{facts.title}: для педагогов рекомендовано от 3 месяцев до года."))
    return found


def shown_state(state: str, starts_on: dt.date, on: dt.date) -> str:
    """A pair fixed by an order works from its start date."""
    return "active" if state == "ordered" and starts_on <= on else state


def may_start(required: Sequence[uuid.UUID], covered: Mapping[uuid.UUID, dt.date], ordered_on: dt.date) -> bool:
    """Whether everybody's consents had been given by the order's date."""
    return all(pk in covered and covered[pk] <= ordered_on for pk in required)
