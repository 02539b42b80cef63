"""Small signs in the text of plans: list markers, ditto marks, terms of time, persons in charge, noise of scanning."""

from __future__ import annotations

import re

MONTH = r"(?:январ|феврал|март|апрел|ма[йяею]\b|июн|июл|август|сентябр|октябр|ноябр|декабр)"
_MARKER = re.compile(
    r"^\s*(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?P<end>[.)]+\s*(?=\S)|\s+(?=[«А-ЯЁ]))"
    r"|(?P<letter>[а-и])\)\s*|(?P<bullet>[•●▪■◦○·‣✓✔➢➤►*]|[-–—−](?=\s|[а-яёА-ЯЁ«])|[\uf0b7\uf0a7\uf02d\uf0d8\uf0fc]))\s*"
)
_DITTO = re.compile(r"^[\s\-–—−_«»\"'“”]*(?://|\\\\|″|〃|\"|“|”|''|,,|«|»)[\s\-–—−_«»\"'“”/]*$")
_TO_ZHE = re.compile(r"^(?:то\s+же|так\s*же|те\s+же|тот\s+же)\.?$", re.I)
_TERM = re.compile(
    MONTH + r"|\b(?:янв|фев|мар|апр|авг|сент?|окт|нояб?|дек)\."
    r"|\d{1,2}\.\d{1,2}(?:\.\d{2,4})?\b|квартал|полугоди|семестр|четверт"
    r"|ежемесячн|еженедельн|ежедневн|ежегодн|ежеквартальн|ежемес|в\s+течение|постоянн|весь\s+период|на\s+протяжении"
    r"|по\s+мере|по\s+необходимости|при\s+необходимости|на\s+всех\s+этапах|по\s+заверш|по\s+окончани|по\s+итогам"
    r"|по\s+запрос|по\s+плану|по\s+срокам|по\s+положению|по\s+расписани|по\s+графику|по\s+отдельному|согласно\s+(?:план|график)|каникул|недел[яюиь]|\bосень|\bвесн|\bзим[аой]"
    r"|\bраз(?:а)?\s+в\b|(?:перв|втор|трет|четверт|последн|кажд)\w+\s+(?:понедельник|вторник|сред[ауы]|четверг|пятниц|суббот|декад)|\d{4}\s*(?:г\b|год|гг)|учебн\w+\s+год|каждый|каждую|каждое|регулярно|систематически|\bдо\s+\d|\bдн(?:ей|я)\b"
    r"|после\s+\w+|в\s+день\b|круглогодично|по\s+согласованию|не\s+позднее|\bср\.|[IVX]+\s+кв",
    re.I,
)
_PERSON = re.compile(
    r"директор|заместител|\bзам\.|завуч|куратор|методист|психолог|педагог|учител|преподавател|руководител|администрац|секретар"
    r"|председател|специалист|мастер|заведующ|\bзав\.|тьютор|наставник|рабоч\w+\s+групп|команд|\bсовет|комисси|бухгалтер|юрист|кадр"
    r"|воспитател|координатор|начальник|инспектор|инженер|советник|организатор|библиотекар|работодател|партн[её]р|ответственн"
    r"|\bадминистратор|\bоператор|проректор|декан|кл\.\s*рук|классн|социальн\w+\s+педагог|пресс|редактор|профсоюз|профком|студсовет"
    r"|[А-ЯЁ][а-яё]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+",
    re.I,
)
_ACT = re.compile(
    r"^[«\"(]*(?!соглас|наставник|участник|ученик|работник|сотрудник|выпускник|воспитанник|школьник|поиска\b|сборник)"
    r"(?:\w+(?:ние|ка|ция|сия|тие|ство|аж|верка)|(?:совещ|засед|собр)ания|занятия|встреча|встречи\s+с|обзор|акция|конкурс|семинар"
    r"|круглый|тренинг|приказ\w*|положени\w+|отч[её]ты?|анализ|опрос|сбор|выбор|отбор|подбор|поиск|мониторинг|заявка"
    r"|публикаци\w+|распоряжени\w+|консультации)\b",
    re.I,
)
_NOT_ACT = frozenset(["наставник", "куратор", "директор", "также", "который", "только", "такой"])


def marker_of(text: str) -> tuple[str, str]:
    """Split a leading list marker off: («1.2», rest), («-», rest), («а», rest) or ("", text)."""
    match = _MARKER.match(text)
    if not match:
        return "", text
    rest = text[match.end() :]
    if match.group("number"):
        number = match.group("number")
        # «15.09.2025» and «25 декабря» begin with a number that counts nothing.
        if (
            re.match(r"\s*" + MONTH, rest, re.I)
            or re.match(r"\d", rest)
            or re.match(r"\d{1,2}\.\d{1,2}\.\d{2,4}", text)
        ):
            return "", text
        return number, rest
    return match.group("letter") or "-", rest


def marker_class(marker: str) -> str:
    """«1» for plain numbers, «1.1» for nested ones, «а» for letters, «-» for bullets, "" for none."""
    if not marker:
        return ""
    if re.fullmatch(r"\d+", marker):
        return "1"
    if re.fullmatch(r"\d+(?:\.\d+)+", marker):
        return "1.1"
    return "а" if re.fullmatch(r"[а-яa-z]", marker) else "-"


def is_ditto(text: str) -> bool:
    """«— // —», «-"-», «то же»: the value of the cell above."""
    return bool(text) and (bool(_DITTO.match(text)) or bool(_TO_ZHE.match(text)))


def is_noise(text: str) -> bool:
    """A scrap that scanning left: only Latin letters, too short to be words of a Russian plan."""
    return (
        bool(text)
        and len(text) <= 8
        and bool(re.fullmatch(r"[A-Za-z|\s]+", text))
        and text.upper() not in {"VK", "IT", "SWOT", "QR"}
    )


def looks_like_term(text: str) -> bool:
    """Whether a cell or a line is a term of time and little else."""
    return 0 < len(text) <= 120 and bool(_TERM.search(text)) and not _long_sentence(text)


def opens_with_term(text: str) -> bool:
    """Whether a line says first when: «конец августа – Выбор форм»."""
    match = re.match(r"(.{3,40}?)\s*[–—:]\s+[«А-ЯЁ]", text)
    return bool(match) and looks_like_term(match.group(1))  # type: ignore[union-attr]


_TERM_WORDS = re.compile(
    rf"{MONTH}\w*|(?:янв|февр?|мар|апр|авг|сент?|окт|нояб?|дек)\.?|\d{{1,4}}(?:\.\d{{1,2}}(?:\.\d{{2,4}})?)?|[IVX]+|г\.?|гг\.?|год[аы]?|уч\.?"
    r"|учебн\w+|до|с|по|в|на|к|не|позднее|течени[ея]|весь|всего|период\w*|квартал\w*|полугоди\w*|семестр\w*|четверт\w*|недел\w*"
    r"|декад\w*|начал[оа]|кон(?:ец|ца)|середин[аы]|перв\w+|втор\w+|трет\w+|последн\w+|половин\w+|и|каникул\w*|постоянно|ежемесячно",
    re.I,
)


def is_bare_term(text: str) -> bool:
    """Whether a text is a term of time and not a word more: «октябрь 2025 – май 2026»."""
    words = re.findall(r"[\w.]+", text)
    if not words or len(text) > 60 or not (looks_like_term(text) or re.fullmatch(r"20\d\d(?:\s*[–-]\s*20\d\d)?", text)):
        return False
    return all(_TERM_WORDS.fullmatch(word.rstrip(".")) or _TERM_WORDS.fullmatch(word) for word in words)


# Words of a term inside a sentence beside those of `_TERM_WORDS`, and the words that one begins with there. «На» does not:
# «план на 2026 год» says what is planned.
_ALSO = re.compile(
    r"срок|реже|чаще|раза?|месяц\w*|числ[ао]|каждого|кажд(?:ый|ую|ое|ые)|дн[яей]\w*|рабочих|календарных|понедельник\w*|вторник\w*"
    r"|сред[уы]|средам|четверг\w*|пятниц\w*|суббот\w*|ежедневно|еженедельно|ежеквартально|ежегодно|один|два|три",
    re.I,
)
_OPENS = re.compile(r"в|во|до|к|с|со|не|кажд\w+|еже\w+|постоянно|один|\d", re.I)


def term_at_end(text: str) -> str:
    """The term that a sentence ends in: «… провести консультации еженедельно по средам»; "" where it ends in none."""
    words = list(re.finditer(r"[^\s–—-]+", text))
    begin = len(text)
    found = ""
    for word in reversed(words):
        bare = word.group().strip(".,;()")
        if not (_TERM_WORDS.fullmatch(bare) or _ALSO.fullmatch(bare)):
            break
        begin = word.start()
        if _OPENS.fullmatch(bare) and looks_like_term(text[begin:]):
            found = text[begin:]
    return found if found != text else ""


def _long_sentence(text: str) -> bool:
    if len(text) < 45:
        return bool(
            re.match(r"(?:проведени|подготовк|организаци|формировани|разработк|издани|сбор|анализ|обучени)", text, re.I)
        )
    return starts_act(text)


def looks_like_person(text: str) -> bool:
    """Whether a cell or a line names posts or people in charge."""
    if not 0 < len(text) <= 200 or not _PERSON.search(text):
        return False
    return not starts_act(text) or bool(re.match(r"администрац|руководств|рабоч", text, re.I))


def starts_act(text: str) -> bool:
    """Whether the words begin like an activity: a verbal noun or the name of a document."""
    match = _ACT.match(text)
    if not match:
        return False
    first = re.match(r"[«\"(]*(\w+)", text)
    return bool(first) and first.group(1).lower() not in _NOT_ACT  # type: ignore[union-attr]


# A term said inside a title counts beside the term of the cell only where it says when the act is due at all.
_ALWAYS = re.compile(r"при\s+необходимости|по\s+мере\s+необходимости|на\s+всех\s+этапах", re.I)
_IN_TITLE = re.compile(
    r"при\s+необходимости|по\s+мере\s+необходимости|на\s+всех\s+этапах|после\s+(?:завершения|окончания|проведения|утверждения)\s+[^,.;()]+"
    r"|в\s+течение\s+(?:\w+\s+)?(?:рабочих\s+|календарных\s+)?(?:дн[ейя]+|недел\w+)\b"
    r"|\bежегодно\b|\bежемесячно\b|\bеженедельно\b|\bежеквартально\b|\bв\s+течение\s+(?:всего\s+)?(?:учебного\s+)?года"
    r"|(?:в\s+срок\s+)?(?:до|не\s+позднее|к)\s+\d{1,2}(?:\.\d{2}(?:\.\d{2,4})?|\s+"
    + MONTH
    + r"[а-я]*(?:\s+\d{4}(?:\s+г(?:ода|\.)?)?)?)"
    r"|(?:\d+|один|два)\s+раза?\s+в\s+(?:месяц|неделю|квартал|полугодие|семестр|год)",
    re.I,
)
_PAREN_TERM = re.compile(r"\(([^()]{3,60})\)")


def terms_in(title: str, *, cell: str) -> str:
    """Terms that the title itself carries, to stand beside `cell` (the term of the column, may be empty)."""
    found = [m.group().strip() for m in (_ALWAYS if cell else _IN_TITLE).finditer(title)]
    if not cell and not found:
        for match in _PAREN_TERM.finditer(title):
            inner = match.group(1).strip()
            if re.match(r"(?:с\s+|до\s+|в\s+)?(?:" + MONTH + r"|\d{1,2}[. ])", inner, re.I) and looks_like_term(inner):
                found.append(inner)
    return "; ".join(dict.fromkeys(found))


_SIGNER = re.compile(
    r"(?:и\.\s?о\.\s+)?(?:директор|заведующ|зам(?:\.|еститель)|куратор|методист|руководител|председател|начальник|координатор|секретар"
    r"|составител|составил|разработ|согласован|утвержда|с приказом|ознакомлен|подпись|м\.\s?п\.?)",
    re.I,
)
_INITIALS = r"(?:[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.)"


def is_signature(text: str) -> bool:
    """Whether a line (as it stands in the file, with its spaces) is where people sign: a post or a name beside a blank,
    or a post and a name and nothing else."""
    if re.fullmatch(rf"[^\d.;:]{{3,60}}?(?:\s{{3,}}|\t+)/?{_INITIALS}/?", text.strip()):
        return True
    text = " ".join(text.split())
    if re.match(r"исполнитель\s*:.*\bтел", text, re.I):
        return True
    if re.match(r"(?:с\s+\w+\s+)?ознакомлен\w*\b.*_{3,}", text, re.I):
        return True
    if len(text) > 160 or ":" in text[:-1]:
        return False
    if re.search(r"_{3,}", text):
        return bool(_SIGNER.match(text) or re.search(_INITIALS, text)) and not starts_act(text)
    return bool(_SIGNER.match(text)) and bool(re.search(rf"(?:\s|/){_INITIALS}/?$", text)) and len(text.split()) <= 9
