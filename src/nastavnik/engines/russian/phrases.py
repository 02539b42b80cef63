"""Declension of posts, departments, groups and organisations: the head noun and what agrees with it, nothing else.

`heads.py` decides which words decline; here they are put into the cases, with names of persons and brackets.
Source: documents.md 3.2.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .compounds import NEW_DOER, Compound, nouns
from .folding import repair
from .forms import CASES, Forms
from .gender import patronymic_gender
from .heads import Chosen, choose
from .names import decline_name, keep_case
from .paired import paired_endings
from .readings import OBLIQUE, Reading, agree, nominative_adjectives, oblique_forms
from .wordlist import words

# Endings that decline in one way only: the dictionary's guess is as good as its knowledge.
_REGULAR = re.compile(r"(?:ка|[нщч]ица|ция|ость|ство|ание|ение|инг|иум|арий|орий)$")
_PREFIXES = sorted(
    words(
        "соц мед спец физ худ муз тех орг зам глав гос рос проф пед псих нейро био агро зоо эко кибер веб "
        "авто электро радио видео теле фото кино лит полит культ парт нац пром рай обл гор ген мульти "
        "мульт микро макро супер мета само со не под пред экс метод медиа турбо транс строй сель хоз моно "
        "нефте газо тепло водо гидро лесо инфо тур спорт студ прод"
    ),
    key=len,
    reverse=True,
)
_PREFIX = re.compile(f"^(?:{'|'.join(_PREFIXES)})")
_MODEL = re.compile(r"\d[A-ZА-Я]-(?=[а-яё]{4})")
_TWO_SENTENCES = re.compile(r"[а-яё»)]{6}\. [А-ЯЁ]")
_LONGEST = 600
_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*"
_FULL_NAME = re.compile(rf"(?:^|(?<=\s)){_NAME} {_NAME} {_NAME}$")
_INITIALS_LAST = re.compile(rf"({_NAME}) ([А-ЯЁ]\.)(?: ?([А-ЯЁ]\.))?")
_SHORT_NAME = re.compile(rf"(?<=\s){_INITIALS_LAST.pattern}$")
_NAME_FIRST = re.compile(rf"(?:{_INITIALS_LAST.pattern}|{_NAME} {_NAME} {_NAME})(?=, )")


def decline_post(text: str) -> Forms:
    """Six cases of a post: «мастер производственного обучения» → «мастеру производственного обучения».

    A second post after a comma, «и» or a slash declines too. «И. о.», «врио», shortened heads («зам. директора») stay.
    Never raises; an empty text gives empty forms; `doubts` name what a person should check.
    """
    return _decline(repair(text))


def decline_phrase(text: str) -> Forms:
    """Six cases of a department, a group, an organisation: «учебная часть», «7 «А» класс», «МБОУ СОШ № 12» (stays).

    A person's name at the end («индивидуальный предприниматель Иванов Пётр Ильич») declines as a name. As decline_post.
    """
    return _decline(repair(text))


@lru_cache(maxsize=20_000)
def _decline(text: str) -> Forms:
    if len(text) > _LONGEST:
        return Forms(*(text,) * 6, doubts=("Текст слишком длинный: он оставлен без изменений.",))
    model = _MODEL.match(text)
    if model:  # «3D-дизайнер»
        rest = _decline(text[model.end() :])
        nom, gen, dat, acc, ins, loc = (model.group() + rest.case(case) for case in CASES)
        return Forms(nom, gen, dat, acc, ins, loc, doubts=rest.doubts)
    before, name, after = _split_name(text)
    phrase = before or after
    chosen = choose(phrase)
    doubts = [*chosen.doubts, *_unknown(chosen)]
    cells = _forms(chosen)
    if name:
        named = _name_forms(name, doubts)
        cells = [form + cell if after else cell + form for cell, form in zip(cells, named, strict=True)]
    if re.search(r"[а-яё]\(-?[а-яё]{1,6}\)", phrase):
        doubts.append("Окончание в скобках («студент(ка)») читают по-разному: напишите слово полностью.")
    if _TWO_SENTENCES.search(phrase):
        doubts.append("После точки начинается новое предложение: оно оставлено без изменений.")
    if chosen.head is None and not chosen.settled and re.search(r"[а-яё]{3}", phrase):
        doubts.append("Главное слово не найдено: текст оставлен без изменений.")
    gen, dat, acc, ins, loc = cells
    return Forms(text, gen, dat, acc, ins, loc, doubts=tuple(dict.fromkeys(doubts)))


def _split_name(text: str) -> tuple[str, str, str]:
    """(before, a person's name at the beginning or at the end, after); «имени …» stands in the genitive and stays."""
    opening = _NAME_FIRST.match(text)
    if opening and (len(opening[0].split()) < 3 or "." in opening[0] or patronymic_gender(opening[0].split()[-1])):
        return "", opening[0], text[opening.end() :]
    if re.search(r"\b(имени|им\.|памяти)\s", text):
        return text, "", ""
    found = _FULL_NAME.search(text)
    if found and patronymic_gender(text.rsplit(" ", 1)[-1]):
        return text[: found.start()], found.group(), ""
    found = _SHORT_NAME.search(text)
    if found:
        return text[: found.start()], found.group(), ""
    return text, "", ""


def _name_forms(name: str, doubts: list[str]) -> list[str]:
    short = _INITIALS_LAST.fullmatch(name)
    forms = decline_name(*(part or "" for part in (short.groups() if short else name.split(" "))))
    doubts += forms.doubts
    written = [str(forms.case(case)) for case in CASES[1:]]
    if short and ". " not in name:  # «Иванов И.И.» keeps its initials together as written
        written = [re.sub(r"\. (?=[А-ЯЁ]\.$)", ".", form) for form in written]
    return written


def _unknown(chosen: Chosen) -> list[str]:
    wavering = next((r.word for r in chosen.forms.values() if isinstance(r, Compound) and r.wavers), "")
    if wavering:
        return [f"Первая часть слова «{wavering}» может и склоняться, и нет: проверьте падежи."]
    if any(head.kind == "noun" and not head.known and not _clear(head) for head in chosen.heads):
        return ["Незнакомое слово: проверьте падежи."]
    return []


def _clear(head: Reading) -> bool:
    """Whether an unknown word declines in one way only: a clear suffix, or a known word after a known prefix."""
    word = head.word
    if (head.person and NEW_DOER.search(word)) or _REGULAR.search(word):
        return True
    rest = _PREFIX.sub("", word, count=1)
    return bool(rest) and rest != word and any(r.known and r.person == head.person for r in nouns(rest))


def _forms(chosen: Chosen, said_of: Reading | None = None) -> list[str]:
    """The phrase in five cases. Adjectives take the animacy of the noun after them, else before, else of `said_of`."""
    columns = [list(chosen.tokens) for _ in OBLIQUE]
    for index, reading in chosen.forms.items():
        written = chosen.tokens[index]
        forms = _inflected(written.lower(), reading, _animacy(chosen, index, said_of))
        for column, form in zip(columns, forms, strict=True):
            column[index] = keep_case(written, form)
    if chosen.forms:
        _brackets(columns, chosen)
    return ["".join(column) for column in columns]


def _animacy(chosen: Chosen, index: int, said_of: Reading | None) -> str:
    named = [(i, r) for i, r in sorted(chosen.forms.items()) if r.kind == "noun"]
    later = next((r for i, r in named if i >= index), None)
    nearest = later or (named[-1][1] if named else said_of)
    return (nearest.animacy if nearest else "") or "anim"


def _brackets(columns: list[list[str]], chosen: Chosen) -> None:
    """What stands in brackets and agrees with the head declines: «(фермерское)», «(совместитель)»."""
    for i, token in enumerate(chosen.tokens):
        if token[0] == "(" and i - 1 in chosen.forms:
            endings = paired_endings(chosen.tokens[i - 1].lower(), token[1:-1].lstrip("-"))
            for column, ending in zip(columns, endings or (), strict=False):
                column[i] = f"({ending})"
        elif token[0] == "(" and len(token) > 4 and i > min(chosen.forms):
            inner = _agreeing(token[1:-1], chosen, i)
            for column, form in zip(columns, _forms(inner, chosen.head) if inner else (), strict=False):
                column[i] = f"({form})"


def _agreeing(text: str, chosen: Chosen, place: int) -> Chosen | None:
    """The words of a bracket when they are the head's adjectives or name the same person or body, else None."""
    head, last = chosen.head, max(chosen.forms)
    close = place <= last + 2  # nothing but a space between the head and the bracket
    plain = choose(text)
    own = list(plain.forms.values())
    if head and close and own and all(r.kind == "adjective" and agree(r, head) for r in own):
        return plain
    second = choose(text, head)
    noun = second.head
    if place > last and noun and noun.kind == "noun" and head and (_names_person(head) or close) and _sure(noun):
        return second
    return None


def _names_person(head: Reading) -> bool:
    """«учитель», and «заведующая» that stands for one."""
    return head.person or head.kind == "adjective"


def _sure(noun: Reading) -> bool:
    return noun.known or (noun.person and _clear(noun))


def _inflected(word: str, reading: Reading, animacy: str) -> tuple[str, ...]:
    """An adjective with a hyphen changes its last part only."""
    if "-" in word and reading.kind == "adjective":
        prefix, last = word.rsplit("-", 1)
        for own in nominative_adjectives(last):
            if (own.gender, own.number) == (reading.gender, reading.number):
                return tuple(f"{prefix}-{form}" for form in oblique_forms(own, animacy))
    return oblique_forms(reading, animacy)
