"""What the banks know of people, as the criteria of the engine look at it. Made once for everybody of a round."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nastavnik.engines.matching.criteria import Asked, Mentee, Mentor, Result, known_of
from nastavnik.features.banks.rules import competence_title, form_titles, slots_words, topic_title
from nastavnik.features.questionnaires.ready.dictionaries import competences_for, option_list

if TYPE_CHECKING:
    from nastavnik.features.banks.queries import MenteeFacts, MentorFacts
    from nastavnik.features.matching.instances import Situation
    from nastavnik.features.matching.rules import Terms

#: how well a mentor does what he offers: the best of his competences, and the rest
BEST, GOOD = 100, 85
#: how pressing a competence is that was asked for without a topic of the request
ASKED_PLAINLY = 2
#: answers of the questionnaires → marks of the card
SEXES = {"male": "m", "female": "f"}


@dataclass(frozen=True, slots=True)
class Facts:
    """Everybody of a round by entry, and `codes`: the criteria that have something to say of at least one pair."""

    mentees: Mapping[str, Mentee]
    mentors: Mapping[str, Mentor]
    codes: tuple[str, ...]


def gathered(situation: Situation, form: str, terms: Terms) -> Facts:
    """Facts of everybody. `form` "": whichever form people named counts."""
    mentees = {str(row.entry_id): _mentee(row, form) for row in situation.mentees}
    mentors = {
        str(row.entry_id): _mentor(row, form, situation.earlier.get(row.person_id, ())) for row in situation.mentors
    }
    codes = known_of(list(mentees.values()), list(mentors.values()), switched_on=terms.switched_on)
    return Facts(mentees, mentors, tuple(codes))


def _mentee(row: MenteeFacts, form: str) -> Mentee:
    asked = [Asked(topic_title(code), competences_for([code]) | {_topic(code)}, weight) for code, weight in row.topics]
    asked += [Asked(competence_title(code), frozenset({code}), ASKED_PLAINLY) for code in row.competences]
    return Mentee(asked=tuple(asked), **_common(row, form))


def _mentor(row: MentorFacts, form: str, earlier: Iterable[int]) -> Mentor:
    offered = dict.fromkeys(row.competences, GOOD) | dict.fromkeys(row.strong, BEST)
    return Mentor(
        offered=offered | {_topic(code): BEST for code in row.topics},
        years=row.years,
        capacity=row.capacity,
        left=row.left,
        results=tuple(Result(value) for value in earlier),
        **_common(row, form),
    )


def _topic(code: str) -> str:
    """A mentor may name the topic itself; its code must not be taken for that of a competence."""
    return f"topic:{code}"


def _common(row: MenteeFacts | MentorFacts, form: str) -> dict[str, Any]:
    titles, wishes = form_titles(), row.wishes
    department = row.department.strip()
    return {
        "id": str(row.person_id),
        "forms": {titles.get(code, code): frozenset() for code in row.forms if code == form or not form},
        "fields": _options("industries", wishes.industries)
        | ({department.casefold(): department} if department else {}),
        "free_time": {code: slots_words([code]) for code in row.free_time},
        "places": {str(row.unit_id): row.unit} if row.unit_id else {},
        "group": str(row.group_id or ""),
        "units": frozenset(part for part in (str(row.unit_id or ""), department.casefold()) if part),
        "rhythm": wishes.rhythm,
        "contact": wishes.mode,
        "manner": _options("style", wishes.style),
        "interests": _options("interests", wishes.interests),
        "named": frozenset(map(str, wishes.persons)),
        "refused": frozenset(map(str, wishes.barred)),
        "sex": row.gender,
        "wants_sex": SEXES.get(wishes.gender, ""),
    }


def _options(name: str, chosen: Collection[str]) -> dict[str, str]:
    """Code → words; «другое» is the same word for different things and is left out."""
    return {item.code: _small(item.text) for item in option_list(name) if item.code in chosen and not item.other}


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
