"""Ready pairs written in lines: «Условнов П. И. – наставник, Макетов Л. И. – наставляемый», «Наставник: … Наставляемые: …, …»."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .body_rows import is_furniture
from .contents import shows
from .headers import Column
from .loose_lines import NAME, taken
from .moved import Moved, Place
from .names import looks_like_name
from .shapes import NO_HEADING, BodyRow, HeadedColumn, Table
from .values import heading_group

_ROLE = re.compile(
    r"(?P<mentee>\b(?:наставляем(?:ый|ая|ые|ого|ому|ым|ой|ых)|подопечн(?:ый|ая|ые|ого|ой|ых))\b)|"
    r"(?P<mentor>\bнаставни(?:к|ца|ки|цы|ком|цей)\b)",
    re.I,
)
_LEAD = re.compile(r"^\s*(?:\d{1,3}\s*[.)]\s*|[-–—•*·]\s+|пара\s*(?:№\s*)?\d*\s*[.:)–—-]\s*)+", re.I)
_SIGNS = ' \t,;:.()–—-=→>«»"'
_DAY = r"(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}\s+[а-яё]{3,8}\s+\d{4})\s*(?:г(?:ода|\.)?)?"
_PERIOD = re.compile(
    rf"[,;.(]?\s*(?:на\s+)?(?:срок|период)?\s*:?\s*(?:(?:с|от)\s+{_DAY}\s*)?[-–—]?\s*(?:по|до)\s+{_DAY}\)?", re.I
)
_SINCE = re.compile(rf"[,;.(]?\s*\bс\s+{_DAY}\)?", re.I)
_FORM = re.compile(r"[,;.(]?\s*форма(?:\s+наставничества)?\s*[:–—-]?\s*[«\"]?([^«»\",;.()]+)[»\"]?\)?", re.I)
_PIECES = re.compile(r"[;,\n]|\s+и\s+(?=[А-ЯЁ])")
_MEMBERS = ("mentor", "mentee")
_FIELDS = ("name", "group", "birth_date", "phone", "email")
_REST = ("department", "post", "extra")
_GUESS = "Пары прочитаны по соседству: наставляемый отнесён к тому, кто назван перед ним. Проверьте пары."


@dataclass(slots=True)
class _Group:
    """A mentor with mentees, as far as the lines have told; (row from 0, cells) of each person."""

    mentors: list[tuple[int, str]] = field(default_factory=list)
    mentees: list[tuple[int, str]] = field(default_factory=list)
    form: str = ""
    period: str = ""
    guessed: bool = False

    def of(self, role: str) -> list[tuple[int, str]]:
        """The people of one side."""
        return self.mentors if role == "mentor" else self.mentees


def read_pair_lines(lines: list[str]) -> Table | None:
    """The table of pairs that lines tell, or None when most of them tell no pair."""
    if len(lines) > _MOST_LINES:
        return None
    groups = _groups(lines) if _worth_while(lines) else _under_a_title(lines)
    if groups is None:
        return None
    whole = [group for group in groups if group.mentors and group.mentees]
    if not whole or len(whole) * 2 < len(groups):
        return None
    return _table(groups)


_MOST_LINES = 3000


def _worth_while(lines: list[str]) -> bool:
    """Both roles among the first lines that hold anything."""
    head = [line for line in lines[:120] if line.strip()][:60]
    found = {match.lastgroup for line in head for match in _ROLE.finditer(line)}
    return found == set(_MEMBERS)


def _groups(lines: list[str]) -> list[_Group] | None:
    groups: list[_Group] = []
    open_role, told, filled, last = "", 0, 0, 0
    for row, line in enumerate(lines):
        text = _LEAD.sub("", line).strip()
        if not text:
            continue
        filled += bool(told)  # what stands before the first pair is a title, or an order of words
        text, form, period = _without_terms(text)
        segments = _segments(text)
        if not segments:
            members = _members(text) if open_role and groups and not is_furniture(text) else []
            if members and all(looks_like_name(_name_of(one)) for one in members):
                groups[-1].of(open_role).extend((row, one) for one in members)
                told, last = told + 1, filled
            continue
        found = [(role, _members(piece)) for role, piece in segments]
        strange = [
            bool(piece.strip(_SIGNS)) and not members for (_, piece), (_, members) in zip(segments, found, strict=True)
        ]
        if all(strange):
            continue  # «Пары наставников и наставляемых»
        if any(strange):
            return None  # words of another kind stand beside the role
        filled = filled or 1
        told, last = told + 1, filled
        both = len({role for role, members in found if members}) > 1
        if both or not groups or (found[0][0] == "mentor" and (groups[-1].mentors or groups[-1].mentees)):
            groups.append(_Group(guessed=not both))
        for role, members in found:
            groups[-1].of(role).extend((row, one) for one in members)
        groups[-1].form, groups[-1].period = form or groups[-1].form, period or groups[-1].period
        open_role = segments[-1][0] if not found[-1][1] or line.rstrip().endswith((",", ";")) or not both else ""
    if told * 5 < last * 3 or _are_two_lists(groups):
        return None
    return groups


_TITLE_OF_PAIRS = re.compile(
    r"^\W*(?:список |перечень )?(?:наставнически[ехй]+ |закрепл[её]нны[ехй]+ )?пар[ыа]?\b[^:]{0,60}:?\s*$", re.I
)
_BETWEEN_TWO = re.compile(r"\t+|;|\s+[-–—]+\s+|\s*(?:→|⇒|[-=]>)\s*")


def _under_a_title(lines: list[str]) -> list[_Group] | None:
    """«Пары:», below it two names in each line: the mentor stands first."""
    start = next((at for at, line in enumerate(lines[:20]) if _TITLE_OF_PAIRS.match(line)), -1)
    filled = [(row, _LEAD.sub("", line).strip()) for row, line in enumerate(lines) if row > start and line.strip()]
    if start < 0 or not filled:
        return None
    groups = []
    for row, line in filled:
        text, form, period = _without_terms(line)
        sides = [_members(side) for side in _BETWEEN_TWO.split(text, maxsplit=1)]
        if len(sides) == 2 and all(sides):
            groups.append(
                _Group([(row, one) for one in sides[0]], [(row, one) for one in sides[1]], form, period, True)
            )
    return groups if len(groups) * 5 >= len(filled) * 4 else None


def _are_two_lists(groups: list[_Group]) -> bool:
    """«Наставники» and all of them, then «Наставляемые»: lists of their own, nobody's pair is told."""
    return any(group.guessed and len(group.mentors) > 1 and len(group.mentees) != 1 for group in groups) or any(
        not group.mentees for group in groups[:-1] if group.guessed
    )


def _without_terms(text: str) -> tuple[str, str, str]:
    """The line without the form and the period of the pair, and these."""
    form = _FORM.search(text)
    if form:
        text = f"{text[: form.start()]} {text[form.end() :]}"
    period = _PERIOD.search(text) or _SINCE.search(text)
    if period:
        text = f"{text[: period.start()]} {text[period.end() :]}"
    return text.strip(), form[1].strip() if form else "", period[0].strip(" ,;.()") if period else ""


def _segments(text: str) -> list[tuple[str, str]]:
    """(role, text that belongs to it) in the order of the line; [] when it names no role in a way that is known."""
    roles = list(_ROLE.finditer(text))
    if not roles:
        return []
    before = text[: roles[0].start()].strip(_SIGNS)
    if not before:
        ends = [*(role.start() for role in roles[1:]), len(text)]
        return [(str(role.lastgroup), text[role.end() : end]) for role, end in zip(roles, ends, strict=True)]
    if text[roles[-1].end() :].strip(_SIGNS):
        return []
    starts = [0, *(role.end() for role in roles[:-1])]
    return [(str(role.lastgroup), text[start : role.start()]) for role, start in zip(roles, starts, strict=True)]


def _name_of(member: str) -> str:
    cells = taken(member)
    return cells[NAME] if cells else ""


def _trimmed(text: str) -> str:
    """Without signs round it, and without a bracket whose other half stands beside the role."""
    text = re.sub(r"^[\s,;:)–—=→>.-]+|[\s,;:(–—=→>-]+$", "", text)
    return text.removesuffix(")") if "(" not in text else text


def _members(text: str) -> list[str]:
    """People of one side: each name with what stands behind it."""
    text = _trimmed(text)
    found: list[str] = []
    for piece in _PIECES.split(text):
        piece = piece.strip()
        if not re.search(r"\w", piece):
            continue
        piece = re.sub(r"(?<=[а-яё]{3})\.$", "", piece)
        name = _name_of(piece)
        if name and looks_like_name(name):
            found.append(piece)
        elif found:
            found[-1] = f"{found[-1]}, {piece}"
        else:
            return []
    return found


def _table(groups: list[_Group]) -> Table:
    """One row for each mentor and mentee."""
    columns = [
        HeadedColumn(place, "", Column(who if name == "name" else name, who))
        for place, (who, name) in enumerate((who, name) for who in _MEMBERS for name in (*_FIELDS, *_REST))
    ]
    columns += [HeadedColumn(len(columns) + i, "", Column(name)) for i, name in enumerate(("form", "period"))]
    rows: list[BodyRow] = []
    places: list[Place] = []
    mentees: list[int] = []
    for group in groups:
        for mentor in group.mentors or [(-1, "")]:
            for mentee in group.mentees or [(-1, "")]:
                cells = [*_cells(mentor[1]), *_cells(mentee[1]), group.form, group.period]
                rows.append(BodyRow(len(rows) + 1, list(cells), NO_HEADING))
                places.append(Place((mentor[0] if mentor[0] >= 0 else mentee[0]) + 1))
                mentees.append((mentee[0] if mentee[0] >= 0 else mentor[0]) + 1)
    doubt = _GUESS if any(group.guessed for group in groups) else ""
    return Table(0, tuple(columns), tuple(rows), moved=Moved(tuple(places), mentees=tuple(mentees)), doubt=doubt)


def _cells(member: str) -> list[str]:
    """Name, group, day of birth, phone, address, department, post, anything else."""
    if not member:
        return [""] * (len(_FIELDS) + len(_REST))
    found = taken(member) or [member]
    known = (found + [""] * len(_FIELDS))[: len(_FIELDS)]
    rest = dict.fromkeys(_REST, "")
    for piece in found[len(_FIELDS) + 1 :]:
        group = heading_group(piece) if not known[1] else ""
        look = next(
            (name for name in ("department", "post") if not rest[name] and shows(name, [piece]) == 1.0), "extra"
        )
        if group:
            known[1] = group
        else:
            rest[look] = f"{rest[look]}; {piece}" if rest[look] else piece
    return [*known, *rest.values()]
