"""How well two people fit: integer parts 0…100 with a sentence each, bars, words for scores. No ORM.

50 stands for «nothing is known»: who has not answered is neither preferred nor put last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from nastavnik.features.banks.rules import competence_title, slots_words, topic_title
from nastavnik.features.matching import outside
from nastavnik.features.questionnaires.ready.dictionaries import competences_for, option_list

if TYPE_CHECKING:
    from nastavnik.features.banks.queries import MenteeFacts, MentorFacts

UNKNOWN = 50
#: answers of the questionnaires → marks of the card
SEXES = {"male": "m", "female": "f"}

#: code → name of the criterion, weight to begin with
CRITERIA: dict[str, tuple[str, int]] = {
    "topics": ("Запрос и умения наставника", 5),
    "wishes": ("Кого назвали сами", 4),
    "time": ("Общее свободное время", 3),
    "style": ("Как удобно работать", 2),
    "place": ("Группа и подразделение", 1),
    "load": ("Свободные места", 1),
}
WEIGHTS = {code: weight for code, (_, weight) in CRITERIA.items()}
MAX_WEIGHT = 9

#: objective of the engine → what the curator reads
OBJECTIVES: dict[str, tuple[str, str]] = {
    "card_total": ("Больше пар", "потом лучшее совпадение"),
    "card_fair_total": ("Меньше слабых пар", "пар столько же"),
    "card_leximin": ("Никого не обделить", "самая слабая пара как можно лучше"),
    "total": ("Лучшее совпадение", "даже если пар меньше"),
    "card_keep_total": ("Меньше перестановок", "прежние пары остаются"),
}
#: thresholds of strength, percent of the greatest possible score
STRENGTHS = ((75, "strong", "сильное"), (55, "good", "хорошее"), (35, "fair", "среднее"), (0, "weak", "слабое"))
GROUPS = [
    ("any", "Не важно"),
    ("near", "Лучше из той же группы, отделения"),
    ("apart", "Лучше из другой группы"),
    ("only_apart", "Только из другой группы"),
]
#: bars that a curator may not overrule by hand
HARD = frozenset({"form", "age", "kin", "self"})
BAR_WORDS = {
    "form": "эта форма не для таких участников",
    "age": "наставнику нет 18 лет, форма этого не допускает",
    "kin": "наставник — законный представитель наставляемого",
    "group": "одна группа, а раунд только для разных",
    "schedule": "нет общего свободного времени",
    "wish": "один из двоих просил не ставить их вместе",
    "self": "это один и тот же человек",
    "forbidden": "пара запрещена",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a round asks besides weights. `limit`: no more mentees a mentor than this in the round, 0 = as in the bank.

    `sex`: whether wishes about sex count; the organisation's choice, not the round's.
    """

    limit: int = 0
    group: str = "any"
    need_time: bool = False
    sex: bool = False

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Terms:
        known = {name: raw[name] for name in ("limit", "group", "need_time") if name in raw}
        return cls(**known)

    def plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion of one pair: the value 0…100 and the sentence that explains it to the curator."""

    code: str
    value: int
    text: str


def parts_of(mentee: MenteeFacts, mentor: MentorFacts, terms: Terms) -> list[Part]:
    """All criteria of the pair, in the order of `CRITERIA`. The place counts only where the round asks for it."""
    found = [topics_part(mentee, mentor), wishes_part(mentee, mentor), time_part(mentee, mentor)]
    found.append(style_part(mentee, mentor, terms))
    if terms.group != "any":
        found.append(place_part(mentee, mentor, terms))
    found.append(load_part(mentor))
    return found


def topics_part(mentee: MenteeFacts, mentor: MentorFacts) -> Part:
    """Share of what is asked that the mentor offers, weighted by how pressing it is. Best competences count in full."""
    asked = [(topic_title(code), weight, _level(code, mentor)) for code, weight in mentee.topics]
    for code in mentee.competences:
        level = 100 if code in mentor.strong else 85 if code in mentor.competences else 0
        asked.append((competence_title(code), 2, level))
    if not asked:
        return Part("topics", UNKNOWN, "Запрос не записан")
    if not mentor.competences and not mentor.topics:
        return Part("topics", 40, "Наставник не назвал, чем делится")
    value = sum(weight * level for _, weight, level in asked) // sum(weight for _, weight, _ in asked)
    met = _listed(title for title, _, level in asked if level)
    unmet = _listed(title for title, _, level in asked if not level)
    if not met:
        return Part("topics", 0, f"Не берётся за запрос: {unmet}")
    return Part("topics", value, f"Берётся за {met}" + (f", но не за {unmet}" if unmet else ""))


def _level(topic: str, mentor: MentorFacts) -> int:
    needs = competences_for([topic])
    if topic in mentor.topics or needs & set(mentor.strong):
        return 100
    return 85 if needs & set(mentor.competences) else 0


def _listed(titles: Iterable[str]) -> str:
    rows = list(dict.fromkeys(titles))
    more = f" и ещё {len(rows) - 3}" if len(rows) > 3 else ""
    return ", ".join(f"«{title}»" for title in rows[:3]) + more


def time_part(mentee: MenteeFacts, mentor: MentorFacts) -> Part:
    """Common parts of the week: two are enough for a meeting a week with a spare one."""
    if not mentee.free_time or not mentor.free_time:
        return Part("time", UNKNOWN, "Свободное время названо не обоими")
    common = common_time(mentee, mentor)
    if not common:
        return Part("time", 0, "Общего свободного времени нет")
    return Part("time", (60, 85, 100)[min(len(common), 3) - 1], f"Общее время: {slots_words(common)}")


def common_time(mentee: MenteeFacts, mentor: MentorFacts) -> list[str]:
    return [code for code in mentee.free_time if code in mentor.free_time]


def wishes_part(mentee: MenteeFacts, mentor: MentorFacts) -> Part:
    """Whom each of them named."""
    asks, asked = mentor.person_id in mentee.wishes.persons, mentee.person_id in mentor.wishes.persons
    if asks and asked:
        return Part("wishes", 100, "Выбрали друг друга")
    if asks:
        return Part("wishes", 80, "Наставляемый назвал этого наставника")
    if asked:
        return Part("wishes", 70, "Наставник назвал этого наставляемого")
    if mentee.wishes.persons or mentor.wishes.persons:
        return Part("wishes", 20, "Называли других людей")
    return Part("wishes", UNKNOWN, "Никого не называли")


def style_part(mentee: MenteeFacts, mentor: MentorFacts, terms: Terms) -> Part:
    """Mode, rhythm, manner, interests, and where switched on the preferred sex: share of those that both named."""
    one, two = mentee.wishes, mentor.wishes
    agreed: list[str] = []
    differ = 0
    for name, left, right in (("mode", one.mode, two.mode), ("rhythm", one.rhythm, two.rhythm)):
        if left and right:
            if left == right or "any" in (left, right):
                agreed.append(_option(name, left if left != "any" else right))
            else:
                differ += 1
    for name, lefts, rights in (("style", one.style, two.style), ("interests", one.interests, two.interests)):
        if lefts and rights:
            common = [code for code in lefts if code in rights and code != "other"]
            agreed += [_option(name, code) for code in common[:1]]
            differ += not common
    for wish, sex in ((one.gender, mentor.gender), (two.gender, mentee.gender)) if terms.sex else ():
        if wish in SEXES and sex:
            if SEXES[wish] == sex:
                agreed.append("пожелание о поле")
            else:
                differ += 1
    if not agreed and not differ:
        return Part("style", UNKNOWN, "Об удобном не спрашивали")
    value = 100 * len(agreed) // (len(agreed) + differ)
    if not agreed:
        return Part("style", 0, "Удобно по-разному")
    return Part("style", value, "Совпало: " + ", ".join(agreed).lower())


def _option(name: str, code: str) -> str:
    return next((item.text for item in option_list(name) if item.code == code), code)


def place_part(mentee: MenteeFacts, mentor: MentorFacts, terms: Terms) -> Part:
    same_group = bool(mentee.group_id and mentee.group_id == mentor.group_id)
    same_place = bool(
        (mentee.unit_id and mentee.unit_id == mentor.unit_id)
        or (mentee.department and mentee.department.casefold() == mentor.department.casefold())
    )
    if terms.group == "near":
        if same_group:
            return Part("place", 100, "Одна группа")
        return Part("place", 70, "Одно подразделение") if same_place else Part("place", 0, "Разные группы")
    return Part("place", 0, "Одна группа") if same_group else Part("place", 100, "Разные группы")


def load_part(mentor: MentorFacts) -> Part:
    """Freer mentors first, other things being equal."""
    value = 100 * mentor.left // mentor.capacity if mentor.capacity else 0
    return Part("load", value, f"Свободно мест: {mentor.left} из\u00a0{mentor.capacity}")


def bars_of(mentee: MenteeFacts, mentor: MentorFacts, form: str, terms: Terms, *, kin: bool) -> list[str]:
    """Codes of what excludes the pair at any price."""
    found = []
    if mentee.person_id == mentor.person_id:
        found.append("self")
    unfit = outside.form_bar(form, mentor.kind, mentee.kind, mentor.age)
    if unfit:
        found.append(unfit)
    if kin:
        found.append("kin")
    if mentor.person_id in mentee.wishes.barred or mentee.person_id in mentor.wishes.barred:
        found.append("wish")
    if terms.group == "only_apart" and mentee.group_id and mentee.group_id == mentor.group_id:
        found.append("group")
    if terms.need_time and mentee.free_time and mentor.free_time and not common_time(mentee, mentor):
        found.append("schedule")
    return found


def score_of(parts: Iterable[Part], weights: Mapping[str, int]) -> int:
    return sum(weights.get(part.code, 0) * part.value for part in parts)


def top_score(weights: Mapping[str, int], terms: Terms) -> int:
    """The greatest possible score of a pair."""
    return 100 * sum(weight for code, weight in weights.items() if code != "place" or terms.group != "any")


def strength(score: int, top: int) -> tuple[str, str]:
    """Code and word: («strong», «сильное»)."""
    percent = 100 * score // top if top else 0
    for threshold, code, word in STRENGTHS:
        if percent >= threshold:
            return code, word
    return "weak", "слабое"


def bands(top: int) -> list[int]:
    """Ascending thresholds of scores between the strengths; at least 1 apart whatever the weights."""
    return [max(place, top * threshold // 100) for place, (threshold, _, _) in enumerate(reversed(STRENGTHS[:-1]), 1)]


def summary(parts: Sequence[Part], weights: Mapping[str, int]) -> str:
    """The two reasons that weigh most: what a slot of the board says in one line."""
    known = [part for part in parts if part.value != UNKNOWN and part.code != "load" and weights.get(part.code, 0)]
    best = sorted(known, key=lambda part: -weights.get(part.code, 0) * part.value)
    words = [part.text for part in best[:2] if part.value >= UNKNOWN]
    return ". ".join(words) + "." if words else "Об участниках пока мало известно."
