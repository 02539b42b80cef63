"""What single words of a header mean: data for `headers`, stems of Russian words and the English of exports.

A tag is a field, an owner (`PERSON`, `REPRESENTATIVE`, `MENTOR`, `MENTEE`, `OTHER`: somebody whom no field belongs to, `PLACE`: an organisation), or a
part of speech: `DAY` waits for «рождения», `CARRIER` («номер», «код») only carries the next word, `QUALITY` says which one.
"""

from __future__ import annotations

import re
from functools import lru_cache

PERSON, REPRESENTATIVE, MENTOR, MENTEE = "person", "representative", "mentor", "mentee"
OTHER, PLACE = "other", "place"
DAY, CARRIER, QUALITY, SMALL, UNKNOWN_WORD = "day", "carrier", "quality", "small", "unknown"
OWNERS = frozenset({PERSON, REPRESENTATIVE, MENTOR, MENTEE, OTHER, PLACE})
FIELDS_OF_WORDS = frozenset(
    {
        "full_name", "last", "first", "middle", "initials", "birth_date", "gender", "email", "phone", "contacts", "post",
        "department", "group", "roles", "experience_years",
    }
)  # fmt: skip

_WORDS: tuple[tuple[str, str], ...] = (
    ("full_name", r"фио|ио?ф|фи|fullname"),
    ("last", r"фам|фамил\w*|surname|lastname"),
    ("first", r"имя|имени|имен[аи]?|firstname|name"),
    ("middle", r"отч|отчеств\w*|patronymic|middlename"),
    ("initials", r"ио|инициал\w*"),
    ("birth_date", r"рожд\w*|род|родил\w*|др|birth\w*|dob"),
    ("gender", r"пол|мж|gender|sex"),
    ("email", r"[mм][aа][iі]?[lл]|mail\w*|email\w*|емейл\w*|емайл\w*|имейл\w*|мейл\w*|мэйл\w*|почт(?:а|ы|е|у|ой)|эпочта|gmail"),
    ("phone", r"тел|телеф\w*|моб|мобил\w*|мобильник\w*|сот|сотов\w*|whatsapp|w[ah]tsap|ватсап\w*|вотсап\w*|viber|вайбер|phone\w*|mobile|звонить|tel"),
    ("contacts", r"контакт\w*|связ[ьи]|связаться"),
    ("post", r"долж\w*|position|job"),
    (
        "department",
        r"отделени[еяй]|отдел(?:а|ы|ов)?|подразделени\w*|подразд|подр|структур\w*|кафедр\w*|факультет\w*|цк|цмк|пцк|цкк|мо|мк|рмо|шмо|умо|"
        r"комисси[яию]|филиал\w*|служб[аы]|объединени[еяй]|department|цех\w*|управлени[еяй]|сектор",
    ),
    ("group", r"групп(?:а|ы|е|у|ой)|класс(?:а|ы|е|у|ом)?|грп?|кл|group|class"),
    ("roles", r"рол[ьией]\w*|role"),
    ("experience_years", r"стаж\w*|педстаж\w*|опыт\w*|experience"),
    (MENTEE, r"наставляем\w+|подопечн\w+|подшефн\w+|протеже|mentee"),
    (MENTOR, r"наставник(?:а|и|ом|у|е|ов|ам)?|наставниц\w+|mentor"),
    (
        PERSON,
        r"студент\w*|обучающ\w+|обуч|учащ(?:ийся|аяся|егося|ейся|иеся|ихся)|учени[кц]\w*|воспитанни[кц]\w*|слушател\w+|курсант\w*|школьни[кц]\w*|"
        r"ребен\w+|дет(?:и|ей)|детск\w+|сотрудни[кц]\w*|педагог(?:а|и|ов|у|ом)?|работни[кц]\w*|преподавател\w+|учител[ьяеийю]\w*|участни[кц]\w*|"
        r"специалист\w*|человек\w*|мастер(?:а|ов)?|кандидат\w*|лиц[оа]|член\w*|кто|выпускник\w*|первокурсник\w*|спортсмен\w*|воспитател\w*|тренер(?:а|ы|ов)?|стажер\w*|волонтер\w*|абитуриент\w*|"
        r"лицеист\w*|гимназист\w*|подрост\w*|концертмейстер\w*|библиотекар\w*|"
        r"student\w*|pupil\w*|employee|teacher\w*|кадр\w*|персон\w*",
    ),
    (
        REPRESENTATIVE,
        r"родител\w*|законн\w*|мать|матер(?:и|ь|ей|ью|ям)|мам(?:а|ы|е|у|ой|ин[аы]?)|отец|отц(?:а|ы|у|ом|ов)|пап(?:а|ы|е|у|ой|ин[аы]?)|опекун\w*|попечител\w*|"
        r"бабушк\w*|дедушк\w*|усыновител\w*|представител\w*|parent\w*",
    ),
    (
        OTHER,
        r"руководител\w*|куратор\w*|директор\w*|завуч\w*|заведующ\w+|зав|старост\w*|ответственн\w+|супруг\w*|муж\w?|жен[аы]|друг\w*|"
        r"секретар\w*|бухгалтер\w*|тьютор\w*|психолог\w*|начальник\w*|координатор\w*|эксперт\w*|рекомендател\w*|клрук|рук",
    ),
    (
        PLACE,
        r"организаци\w*|предприяти\w*|компани\w*|фирм\w*|работодател\w*|партнер\w*|школ\w*|колледж\w*|техникум\w*|учреждени\w*|"
        r"администрац\w*|лице[йяюе]\w*",
    ),
    (DAY, r"дат[аыу]|год[ау]?|день|дня|число|месяц\w*|годы"),
    (
        CARRIER,
        r"№|n|номер\w*|шифр|код|наименовани[ея]|названи[ея]|адрес(?:а|ов)?|данные|сведени[яй]|информаци[яи]|указани[ея]|реквизит\w*|"
        r"значение|поле|number|date|address|год|сообщите|напишите|выберите|id",
    ),
    (SMALL, r"и|куда|кому|где|когда|в|во|на|с|со|по|для|от|о|об|из|при|к|у|за|или|the|of|your|как(?:ой|ая|ом|ое|ие|ую|их)?|котор\w+|зовут|его|ее|их|она?|это|есть|не"),
    (
        QUALITY,
        r"эл|электр|предметно|электронн\w+|раб|дом|личн\w*|доп|наличи\w*|полн\w*|полностью|лет|года|строк\w*|печатн\w*|паспорт[еу]|свидетельств\w+|"
        r"формат\w*|образ\w+|именит\w+|род(?:ит|ительн)\w*|падеж\w*|уч|учебн\w*|учит\w*|учишься|учусь|обучени[яе]|обуча\w+|академ\w*|пед|педагогическ\w+|"
        r"работы|работает|программ[аыеу]|full|work|first|last|home|рабоч\w+|структурн\w+|занима\w+|штатн\w+|расписани\w+|актуальн\w*|"
        r"наставничеств[аеу]|проект[аеу]?|мероприяти\w+|[дмгчxх]{1,4}|м/ж|ж|муж|жен|ru|рф|e|е|вид|связи|выше|наличия|ячейк\w*|текст\w*|основн\w*|"
        r"состоит|закреплен\w*|текущ\w*|сейчас|обозначени[ея]|нужное",
    ),
)  # fmt: skip
_COMPILED = tuple((tag, re.compile(pattern)) for tag, pattern in _WORDS)
#: Which one, which ones: an adjective that is no word of its own here.
_ADJECTIVE = re.compile(r"[а-я]{2,}(?:ый|ий|ой|ая|яя|ое|ее|ые|[кгхшщчж]ие|ого|его|ому|ых|их|ую|ным|ной|йся)")
#: «классный руководитель», «почтовый адрес»: an adjective that takes the meaning away from what follows.
_OTHER_ADJECTIVE = re.compile(r"классн\w+|почтов\w+|экстренн\w+|прежн\w+|девич\w+|бывш\w+|предыдущ\w+")


@lru_cache(maxsize=5_000)
def tags_of(word: str) -> tuple[str, ...]:
    """All tags of a folded word, the first is the likelier; (UNKNOWN_WORD,) when the word says nothing here."""
    if _OTHER_ADJECTIVE.fullmatch(word):
        return (OTHER,)
    found = tuple(tag for tag, pattern in _COMPILED if pattern.fullmatch(word))
    if found:
        return found
    return (QUALITY,) if _ADJECTIVE.fullmatch(word) or not word.strip("0123456789+-") else (UNKNOWN_WORD,)
