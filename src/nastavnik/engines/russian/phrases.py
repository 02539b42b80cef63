"""Declension of posts, departments, groups and organisations: the head noun and what agrees with it, nothing else.

A phrase is cut into coordinated segments (commas, «и», slashes). In each, nominative adjectives and the first
nominative noun decline; what depends on them (genitives, prepositions, names in quotes, abbreviations, numbers) stays.
Source: documents.md 3.2.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .folding import repair
from .forms import CASES, Forms
from .gender import patronymic_gender
from .heads import Chosen, choose
from .names import decline_name, keep_case
from .readings import OBLIQUE, Reading, agree, nominative_adjectives, nominative_nouns
from .wordlist import words

# First halves that never decline: «пресс-секретарь», «шеф-повар».
_FIXED_PREFIXES = words(
    "пресс вице экс обер унтер штаб шеф арт веб бизнес контент топ фитнес ит медиа видео аудио интернет премьер "
    "генерал "
    "смм пиар эйчар био нано кибер спорт рок поп фото теле радио авто мини макси онлайн экспресс блиц шоу ко со "
    "тест кино "
    "ивент бренд продакт проджект проект дата диджитал скрам бар фуд яхт"
)
# New names of trades («тьютор», «эйчар-менеджер») that the dictionary lacks but that decline in one way only.
_REGULAR = re.compile(r"(?:[тс]ор|ер|ист|тель|ник|щик|чик|лог|вед|граф|ант|ент|инг|педагог|врач)$")
_PREFIX = re.compile(
    r"^(?:соц|мед|спец|физ|худ|муз|тех|орг|зам|глав|гос|проф|пед|псих|нейро|био|агро|зоо|эко|кибер|веб|авто|электро|"
    r"радио|видео|теле|фото|кино|лит|полит|культ|парт|нац|пром|рай|обл|гор|ген|мульти|мульт|микро|макро|супер|мета|"
    r"само|со|не|под|пред|экс)"
)
_MODEL = re.compile(r"\d[A-ZА-Я]-(?=[а-яё]{4})")
_LONGEST = 600
_ACTING = re.compile(r"^(?:и\.?\s*о\.?|вр\.?\s*и\.?\s*о\.?|врио|врид|и\.?\s*д\.?)(?=\s)", re.I)
_FULL_NAME = re.compile(r"(?:^|(?<=\s))[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)* [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+$")
_SHORT_NAME = re.compile(r"(?<=\s)([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*) ([А-ЯЁ]\.) ?([А-ЯЁ]\.)$")
_ORDINAL = re.compile(r"(\d+)-(ый|ой|ий|ая|ое|й|я|е)")
_ORDINAL_ENDINGS = {"й": "го му го м м", "я": "й й ю й й", "е": "го му е м м"}


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
    phrase, name = _split_name(text)
    columns: list[list[str]] = [[] for _ in range(5)]
    doubts: list[str] = []
    head: Reading | None = None
    settled, bare = False, True
    for place, (lead, body) in enumerate(_segments(phrase)):
        if not place and _ACTING.match(body):
            chosen = Chosen([body], settled=True)
        else:
            chosen = choose(body, head, place > 0 and not bare)
        bare = bare and not re.search(r"[а-яё]{2}", body)  # «10 «А» и 10 «Б» классы»: no word before the head
        head = head or chosen.head
        settled = settled or chosen.settled
        doubts += chosen.doubts + _unknown(chosen)
        for column, form in zip(columns, _forms(chosen), strict=True):
            column.append(lead + form)
    cells = ["".join(column) for column in columns]
    if name:
        cells = _with_name(cells, name, doubts)
    if re.search(r"[а-яё]\([а-яё]{1,6}\)", phrase):
        doubts.append("Окончание в скобках («студент(ка)») само не склоняется: напишите слово полностью.")
    if head is None and not settled and re.search(r"[а-яё]{3}", phrase):
        doubts.append("Главное слово не найдено: текст оставлен без изменений.")
    gen, dat, acc, ins, loc = cells
    return Forms(text, gen, dat, acc, ins, loc, doubts=tuple(dict.fromkeys(doubts)))


def _split_name(text: str) -> tuple[str, str]:
    """A person's name at the end is cut off; «имени …» stands in the genitive already and stays."""
    if re.search(r"\b(имени|им\.|памяти)\s", text):
        return text, ""
    found = _FULL_NAME.search(text)
    if found and patronymic_gender(text.rsplit(" ", 1)[-1]):
        return text[: found.start()], found.group()
    found = _SHORT_NAME.search(text)
    if found:
        return text[: found.start()], found.group()
    return text, ""


def _with_name(cells: list[str], name: str, doubts: list[str]) -> list[str]:
    short = _SHORT_NAME.fullmatch(name) or re.fullmatch(r"(\S+) ([А-ЯЁ]\.) ?([А-ЯЁ]\.)", name)
    parts = short.groups() if short else name.split(" ")
    forms = decline_name(*parts)
    doubts += forms.doubts
    written = [str(forms.case(case)) for case in ("gen", "dat", "acc", "ins", "loc")]
    if short and ". " not in name:  # «Иванов И.И.» keeps its initials together as written
        written = [re.sub(r"\. (?=[А-ЯЁ]\.$)", ".", form) for form in written]
    return [cell + form for cell, form in zip(cells, written, strict=True)]


_JOINT = re.compile(r"[,;]\s*|(?<=[^\W\d_])\s?/\s*(?=[^\W\d_]{3})| (?:и|[–—-]) ")


def _segments(text: str) -> list[tuple[str, str]]:
    """(joint, segment) pairs that make up the text. Nothing is cut inside quotes and brackets."""
    pieces: list[tuple[str, str]] = []
    lead, start, depth, i = "", 0, 0, 0
    while i < len(text):
        depth += (text[i] in "«„(") - (text[i] in "»“)")
        joint = _JOINT.match(text, i) if depth <= 0 and i > start else None
        if joint:
            pieces.append((lead, text[start:i]))
            lead, start = joint.group(), joint.end()
            i = start
            continue
        i += 1
    return [*pieces, (lead, text[start:])]


def _unknown(chosen: Chosen) -> list[str]:
    head = chosen.head
    thing = head is not None and head.animacy == "inan"
    if head and head.kind == "noun" and not head.known and (thing or not _clear(head.word)):
        return ["Незнакомое слово: проверьте падежи."]
    return []


def _clear(word: str) -> bool:
    """Whether an unknown word declines in one way only: a clear suffix, or a known word after a known prefix."""
    if _REGULAR.search(word):
        return True
    rest = _PREFIX.sub("", word, count=1)
    return rest != word and any(r.known for r in nominative_nouns(rest))


def _forms(chosen: Chosen) -> list[str]:
    """The segment in five cases."""
    columns = [list(chosen.tokens) for _ in OBLIQUE]
    head = chosen.head
    animacy = (head.animacy if head and head.kind == "noun" else "") or "anim"
    for index, reading in chosen.forms.items():
        for column, case in zip(columns, OBLIQUE, strict=True):
            column[index] = keep_case(
                chosen.tokens[index], _inflect(chosen.tokens[index].lower(), reading, case, animacy)
            )
    if chosen.forms:
        _ordinals(columns, min(chosen.forms), animacy)
        _brackets(columns, chosen)
    return ["".join(column) for column in columns]


def _ordinals(columns: list[list[str]], before: int, animacy: str) -> None:
    """«1-й заместитель» → «1-го заместителя», «10-й класс» → «в 10-й класс»."""
    for i in range(before):
        found = _ORDINAL.fullmatch(columns[0][i])
        if found:
            endings = _ORDINAL_ENDINGS[found[2][-1]].split()
            if found[2].endswith("й") and animacy != "anim":
                endings[2] = "й"
            for column, ending in zip(columns, endings, strict=True):
                column[i] = f"{found[1]}-{ending}"


def _brackets(columns: list[list[str]], chosen: Chosen) -> None:
    """What stands in brackets and agrees with the head declines: «(фермерское)», «(совместитель)»."""
    for i, token in enumerate(chosen.tokens):
        if token[0] == "(" and len(token) > 4 and i > min(chosen.forms):
            inner = _agreeing(token[1:-1], chosen, i)
            for column, form in zip(columns, _forms(inner) if inner else (), strict=False):
                column[i] = f"({form})"


def _agreeing(text: str, chosen: Chosen, place: int) -> Chosen | None:
    """The words of a bracket when they are the head's adjectives or name the same person or body, else None."""
    head, last = chosen.head, max(chosen.forms)
    close = place <= last + 2  # nothing but a space between the head and the bracket
    plain = choose(text, None, False)
    own = list(plain.forms.values())
    if head and close and own and all(r.kind == "adjective" and agree(r, head) for r in own):
        return plain
    second = choose(text, head, True)
    noun = second.head
    if place > last and noun and noun.kind == "noun" and head and (_names_person(head) or close) and _sure(noun):
        return second
    return None


def _names_person(head: Reading) -> bool:
    """«учитель», and «заведующая» that stands for one."""
    return head.person or head.kind == "adjective"


def _sure(noun: Reading) -> bool:
    return noun.known or (noun.person and _clear(noun.word))


def _inflect(word: str, reading: Reading, case: str, animacy: str) -> str:
    if "-" not in word:
        return reading.form(case, animacy)
    if reading.kind == "adjective":
        prefix, last = word.rsplit("-", 1)
        own = next(
            (r for r in nominative_adjectives(last) if (r.gender, r.number) == (reading.gender, reading.number)), None
        )
        return f"{prefix}-{own.form(case, animacy)}" if own else reading.form(case, animacy)
    return _both_halves(word, reading, case)


def _both_halves(word: str, reading: Reading, case: str) -> str:
    """Both halves of «педагог-психолог» and «школа-интернат» decline, a shortened first one («пресс-») does not."""
    halves = word.split("-")
    result = []
    for at, half in enumerate(halves):
        last = at == len(halves) - 1
        fixed = half in _FIXED_PREFIXES or half.endswith("о") or half.isascii() or len(half) < 3
        nouns = [r for r in nominative_nouns(half) if r.number == reading.number or half == "ясли"]
        people = [r for r in nouns if r.person]
        own = people if reading.person else nouns
        if last and not nouns and reading.person and _REGULAR.search(half):  # «инженер-электроник»
            result.append(half + {"gent": "а", "datv": "у", "accs": "а", "ablt": "ом", "loct": "е"}[case])
            continue
        if (fixed and not last) or not (own or last):
            result.append(half)
        else:
            result.append((own or nouns or [reading])[0].form(case, reading.animacy))
    return "-".join(result)
