"""What a round asks and how its figures are read: weights, conditions, bars, words for scores. No ORM.

How well two people fit is said by the criteria of the engine (`engines.matching.criteria`), over the facts of `facts`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from nastavnik.engines.matching.criteria import CRITERIA, UNKNOWN
from nastavnik.features.matching import outside

if TYPE_CHECKING:
    from nastavnik.engines.matching.model import Part
    from nastavnik.features.banks.queries import MenteeFacts, MentorFacts

WEIGHTS = {code: criterion.weight for code, criterion in CRITERIA.items()}
MAX_WEIGHT = 9
#: criteria of rounds made before: code → those that took its place
FORMER = {"topics": ("competence",), "style": ("rhythm", "manner", "sex"), "place": ("near", "apart")}
#: names of criteria whose parts stand in such rounds
FORMER_TITLES = {"topics": CRITERIA["competence"].title, "style": "Как удобно работать"}

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

    @property
    def switched_on(self) -> frozenset[str]:
        """Criteria that count only because the round or the organisation asks for them."""
        asked = {"near": self.group == "near", "apart": self.group == "apart", "sex": self.sex}
        return frozenset(code for code, wanted in asked.items() if wanted)

    @property
    def musts(self) -> frozenset[str]:
        """What the round forbids, as the criteria name it."""
        asked = {"group": self.group == "only_apart", "schedule": self.need_time}
        return frozenset(code for code, wanted in asked.items() if wanted)

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Terms:
        known = {name: raw[name] for name in ("limit", "group", "need_time") if name in raw}
        return cls(**known)

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def weights_now(raw: Mapping[str, int]) -> dict[str, int]:
    """Weights of every criterion, those of a round made before translated."""
    if not is_former(raw.keys()):
        return {code: raw.get(code, 0) for code in CRITERIA}
    found = {code: raw.get(code, 0) for code in CRITERIA if code not in FORMER}
    for code, heirs in FORMER.items():
        found |= dict.fromkeys(heirs, raw.get(code, 0))
    return {code: found.get(code, 0) for code in CRITERIA}


def is_former(codes: Collection[str]) -> bool:
    """Whether a round made before had these criteria."""
    return not FORMER_TITLES.keys().isdisjoint(codes)


def title_of(code: str) -> str:
    return CRITERIA[code].title if code in CRITERIA else FORMER_TITLES.get(code, code)


def law_bars(mentee: MenteeFacts, mentor: MentorFacts, form: str, *, kin: bool) -> list[str]:
    """Codes of what excludes the pair whatever people wish: one person, the form's law, kin."""
    found = []
    if mentee.person_id == mentor.person_id:
        found.append("self")
    unfit = outside.form_bar(form, mentor.kind, mentee.kind, mentor.age)
    if unfit:
        found.append(unfit)
    if kin:
        found.append("kin")
    return found


def score_of(parts: Iterable[Part], weights: Mapping[str, int]) -> int:
    return sum(weights.get(part.code, 0) * part.value for part in parts)


def top_score(weights: Mapping[str, int], codes: Iterable[str]) -> int:
    """The greatest possible score of a pair, by the criteria that count in the round."""
    return 100 * sum(weights.get(code, 0) for code in codes)


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
