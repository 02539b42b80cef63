"""Nominative readings of nouns with hyphens: which halves decline, and which one the adjectives agree with.

Both halves decline where each is a name by itself («педагог-психолог», «школа-интернат»); a shortened or borrowed first
half, and a person before a thing («мастер-класс»), stays. Source: «Русская грамматика» (1980), compound nouns;
Лопатин (ed.), «Правила русской орфографии и пунктуации» (2006), § 119–120.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .readings import Reading, nominative, nominative_adjectives, nominative_nouns, readings, regular
from .wordlist import words

# First halves that never decline though some of them are words: «пресс-секретарь», «генерал-майор», «чудо-дерево».
_FIXED = words(
    "пресс вице экс обер унтер штаб штабс контр лейб шеф арт веб бизнес контент топ фитнес ит медиа видео аудио "
    "интернет премьер смм пиар эйчар био нано кибер спорт рок поп фото теле радио авто мини макси онлайн офлайн "
    "сервис риск отель круиз банкет кредит грант аудит трейд клининг копирайт ресепшен эвент фронтенд бэкенд "
    "экспресс блиц шоу ко со тест кино ивент бренд продакт продукт проджект дата диджитал скрам бар фуд яхт гейм "
    "джуниор дизайн маркетинг стендап хостинг коворкинг кейс тайм трэвел финтех конференц плац аэро интер супер гипер "
    "стартап квест тренинг хакатон чат форум клип джаз лизинг спа хостел офис борт диск бас блок стоп дизель штрих "
    "генерал лорд флигель приват адъюнкт национал либерал социал чудо горе бой жар пай царь гамма бета альфа дельта"
)
# Persons that stay before a thing: «мастер-класс».
_BEFORE_THINGS = words("мастер эксперт")
# «капитан-лейтенант», «инженер-полковник»: the rank alone declines.
_BEFORE_RANKS = words("капитан инженер")
_RANKS = words("майор лейтенант полковник подполковник адмирал капитан")
# Bodies, places and papers: native names, both halves of which decline («школа-студия», «завод-партнёр»). Other things
# are mostly borrowed attributes that stay («офис-менеджер», «крем-сода»).
_BODIES = words(
    "школа гимназия лицей колледж техникум училище институт университет академия дом дворец центр станция сад ясли клуб "
    "студия интернат больница поликлиника санаторий диспансер аптека библиотека музей театр комбинат лагерь корпус "
    "пансион общежитие завод фабрика фирма компания организация предприятие учреждение общество объединение агентство "
    "вуз ссуз банк совхоз колхоз хозяйство ферма кооператив корпорация холдинг магазин мастерская лаборатория кабинет "
    "кафедра отдел отделение участок цех комплекс парк отряд команда группа класс бригада город посёлок село область "
    "регион район страна республика государство площадка база полигон усадьба гостиница столовая ресторан зал галерея "
    "выставка ярмарка конкурс фестиваль концерт спектакль урок лекция семинар занятие встреча вечер игра поход экскурсия "
    "праздник план программа проект отчёт журнал книга альбом карта схема график конспект письмо анкета договор счёт акт приказ заявление папка "
    "стенд станок прибор машина вагон автобус диван кресло ракета купля приём субъект федерация союз "
    "сообщество ассоциация фонд департамент министерство комитет ведомство администрация управление служба филиал "
    "подразделение совет"
)
_BODIES_FOLDED = frozenset(word.replace("ё", "е") for word in _BODIES)
# What a body may be to others: beside these any first half declines.
_ROLES = words(
    "партнёр партнер изготовитель производитель работодатель участник организатор учредитель заказчик исполнитель "
    "разработчик застройщик победитель герой спонсор поставщик лидер соисполнитель наставник база побратим"
)
CONSONANTS = "бвгджзклмнпрстфхцчшщ"
# «инженер-электроник»: names of doers that the dictionary lacks.
NEW_DOER = re.compile(r"(?:[тс]ор|ер|ист|тель|ник|щик|чик|лог|вед|вод|граф|ант|ент|педагог|врач|коуч|лид)$")


@dataclass(frozen=True, slots=True, eq=False)
class Compound(Reading):
    """A noun of several halves; None stands for a half that stays. `wavers`: a half may as well do the other."""

    halves: tuple[Reading | None, ...] = ()
    wavers: bool = False

    def form(self, case: str, animacy: str) -> str:
        """As Reading.form: a person that stands beside a masculine thing keeps the accusative of a thing."""
        written = self.word.split("-")
        thing = case == "accs" and not self.person and self.gender != "femn"
        forms = []
        for text, half in zip(written, self.halves, strict=True):
            if half is None or (thing and half.person):
                forms.append(text)
            else:
                forms.append(half.form(case, self.animacy))
        return "-".join(forms)


@lru_cache(maxsize=10_000)
def nouns(word: str) -> tuple[Reading, ...]:
    """Nominative nouns that the lower-case word may be, with or without hyphens, the likelier first."""
    word = word.replace("‑", "-")
    whole = nominative_nouns(word)
    if "-" not in word or not word[0].isalnum():
        return tuple(whole) or _strange(word)
    known = [r for r in whole if r.known and "-" in r.lemma]
    if known and not _native(word.split("-")[0]):
        return tuple(known)
    return tuple(_compounds(word) or known)


def _strange(word: str) -> tuple[Reading, ...]:
    """A word that the dictionary cannot even guess at: «коуч»."""
    doer = word[-1] in CONSONANTS and bool(NEW_DOER.search(word)) and not any(r.known for r in readings(word))
    return (regular(word, True),) if doer else ()


def _native(half: str) -> bool:
    """A first half that declines by rule, whatever the dictionary says of the whole («фирма-производитель»)."""
    return half in _BODIES or (half not in _FIXED | _BEFORE_RANKS and bool(NEW_DOER.search(half)))


def _open(half: str, chosen: Reading | None, noun: Reading, last: str) -> bool:
    """Whether nothing tells for certain if the first half declines: neither a list nor its own meaning.

    «самолёт-разведчик» declines and «сервис-инженер» does not; «дом-музей» does and «парк-отель» does not.
    """
    if half in _FIXED or half.isascii() or len(half) < 3 or (half in _BEFORE_RANKS and last in _RANKS):
        return False
    if chosen is None and (half[-1] in "оеиуэюы" or any("Fixd" in r.marks for r in nominative_nouns(half))):
        return False
    role = last in _ROLES or noun.lemma in _ROLES
    if chosen is not None and half[-1] in "аяеоь":  # what stays is a bare stem: «компания-перевозчик» declines
        return False
    if _person(noun):
        return chosen is None or not (_person(chosen) or role)
    if chosen is None:
        return half not in _BEFORE_THINGS
    return not (role or _is_body(noun) or _person(chosen) or not _is_body(chosen))


def _is_body(noun: Reading) -> bool:
    return noun.lemma.replace("ё", "е") in _BODIES_FOLDED


def _compounds(word: str) -> list[Reading]:
    *first, last = word.split("-")
    found: list[Reading] = []
    if last.isascii() or re.search(r"\d", last):  # «программист-1С»
        return [_with_code(word, noun) for noun in nouns("-".join(first))]
    for noun in _last(last) or _companion(first, last):
        halves = tuple(_first(half, noun, [*first[at + 1 :], last]) for at, half in enumerate(first))
        wavers = any(_open(text, half, noun, last) for text, half in zip(first, halves, strict=True))
        leading = next((half for half in halves if half is not None), None) or noun
        # «кафе-столовая»: of two things either may lead; a person beside a thing never does.
        for half in [leading, noun] if _person(leading) == _person(noun) else [leading]:
            animacy = "anim" if _person(half) else "inan"
            found.append(
                Compound(
                    word, "noun", "nomn", half.number, half.gender, animacy, noun.known, half.marks,
                    half.lemma, half.parse, halves=(*halves, noun), wavers=wavers,
                )
            )  # fmt: skip
    return found


def _person(half: Reading) -> bool:
    """A person's name; «заведующий», «ведущий» are adjectives in the place of one."""
    return half.person or half.kind == "adjective"


def _last(half: str) -> list[Reading]:
    """The last half is a noun, or an adjective in its place («мать-заведующая»)."""
    own = [r for r in nominative_nouns(half) if r.known]
    substantive = [r for r in nominative_adjectives(half) if "Subx" in r.marks and r.gender != "neut"]
    if not own and not substantive:
        guesses = nominative_nouns(half)
        doer = bool(NEW_DOER.search(half)) and half[-1] in CONSONANTS
        if guesses and not doer:
            return [] if half.endswith("ик") else list(guesses)
        strange = not any(r.known for r in readings(half))
        return [regular(half, doer)] if doer or (strange and half[-1] in CONSONANTS + "й") else []
    return [*(r for r in own if r.person), *(r for r in own if not r.person)] or substantive


def _companion(first: list[str], last: str) -> list[Reading]:
    """An unknown word after a known person names a person too: «студент-целевик»."""
    known = any(r.known and r.person for half in first for r in nominative_nouns(half) if half not in _FIXED)
    if known and last[-1] in CONSONANTS and not any(r.known for r in readings(last)):
        return [regular(last, last.endswith("ик"))]
    return list(nominative_nouns(last))


def _with_code(word: str, noun: Reading) -> Compound:
    halves = noun.halves if isinstance(noun, Compound) else (noun,)
    return Compound(
        word, "noun", "nomn", noun.number, noun.gender, noun.animacy, noun.known, noun.marks, noun.lemma, noun.parse,
        halves=(*halves, None),
    )  # fmt: skip


def _first(half: str, noun: Reading, rest: list[str]) -> Reading | None:
    """The reading with which an earlier half declines beside the last one; None when it stays."""
    if half in _FIXED or half.isascii() or len(half) < 3 or (half in _BEFORE_RANKS and rest[0] in _RANKS):
        return None
    own = [r for r in nominative(half) if r.known and (r.number == noun.number or "ясли" in (half, rest[-1]))]
    named = [r for r in own if r.kind == "noun" and not r.marks & {"Name", "Surn", "Patr", "Fixd"}]
    bodies = [r for r in named if not r.person and (rest[-1] in _ROLES or _is_body(r))]
    substantive = [r for r in own if r.kind == "adjective" and "Subx" in r.marks]
    if not _person(noun):  # «мастер-класс»: the person stays; «столовая-буфет» declines
        fitting = bodies or [r for r in substantive if r.gender != "masc"]
    else:
        fitting = [r for r in named if r.person] or [r for r in substantive if r.gender in {noun.gender, "masc"}]
        fitting = fitting or bodies
        if not fitting and half[-1] in CONSONANTS and NEW_DOER.search(half) and noun.number == "sing":
            return None if named else regular(half, True)  # «тьютор-наставник»
    return fitting[0] if fitting else None
