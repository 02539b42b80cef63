"""Who they are to each other."""

from __future__ import annotations

from ..model import Part
from .facts import Mentee, Mentor

# Years after which more experience adds nothing.
_SEASONED = 10


def common_forms(mentee: Mentee, mentor: Mentor) -> list[str]:
    """Forms of mentoring both take part in."""
    return [form for form in mentee.forms if form in mentor.forms]


def role(mentee: Mentee, mentor: Mentor) -> Part | None:
    """A common form; in full where they want the same variant of the role, or one of them does not mind."""
    if not mentee.forms or not mentor.forms:
        return None
    common = common_forms(mentee, mentor)
    if not common:
        return Part("role", 0, "Формы наставничества разные")
    for form in common:
        if not mentee.forms[form] or not mentor.forms[form] or mentee.forms[form] & mentor.forms[form]:
            return Part("role", 100, f"Подходят форма и роль: {form}")
    return Part("role", 50, f"Форма общая, роли разные: {common[0]}")


def wishes(mentee: Mentee, mentor: Mentor) -> Part | None:
    """Whom each of them named."""
    asks, asked = mentor.id in mentee.named, mentee.id in mentor.named
    if asks and asked:
        return Part("wishes", 100, "Выбрали друг друга")
    if asks:
        return Part("wishes", 80, "Наставляемый назвал этого наставника")
    if asked:
        return Part("wishes", 70, "Наставник назвал этого наставляемого")
    return Part("wishes", 20, "Называли других людей") if mentee.named or mentor.named else None


def near(mentee: Mentee, mentor: Mentor) -> Part | None:
    """One group, else one unit or department."""
    if not (mentee.group and mentor.group) and not (mentee.units and mentor.units):
        return None
    if mentee.group and mentee.group == mentor.group:
        return Part("near", 100, "Одна группа")
    if mentee.units & mentor.units:
        return Part("near", 70, "Одно подразделение")
    return Part("near", 0, "Разные группы и подразделения")


def apart(mentee: Mentee, mentor: Mentor) -> Part | None:
    """Different groups; who is in none is in another than anybody."""
    if not mentee.group and not mentor.group:
        return None
    same = mentee.group == mentor.group
    return Part("apart", 0, "Одна группа") if same else Part("apart", 100, "Разные группы")


def refused(mentee: Mentee, mentor: Mentor) -> bool:
    """Whether one of them asked not to be put together with the other."""
    return mentor.id in mentee.refused or mentee.id in mentor.refused


def experience(mentee: Mentee, mentor: Mentor) -> Part | None:
    """Years of the mentor's experience, up to ten."""
    if mentor.years is None:
        return None
    from nastavnik.engines.russian.numbers import count

    value = 100 * min(max(mentor.years, 0), _SEASONED) // _SEASONED
    return Part("experience", value, f"Опыт наставника: {count(mentor.years, 'год', 'года', 'лет')}")


def sex(mentee: Mentee, mentor: Mentor) -> Part | None:
    """Wishes about the other's sex, each counted where it is said and the sex is known."""
    asked = [
        wanted == there
        for wanted, there in ((mentee.wants_sex, mentor.sex), (mentor.wants_sex, mentee.sex))
        if wanted and there
    ]
    if not asked:
        return None
    value = 100 * sum(asked) // len(asked)
    words = {100: "Пожелание о поле исполнено", 0: "Пожелание о поле не исполнено"}
    return Part("sex", value, words.get(value, "Пожелание о поле исполнено у одного из двоих"))
