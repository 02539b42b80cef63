"""A point of a plan cut into its acts: «отбор и обучение наставников; издание приказа» holds three.

A clause is a list of (position, word): positions count the words of the whole text. A clause without an object of its
own borrows that of its neighbour («отбор … наставников»), a pronoun borrows the object it stands for («публикация их»).
"""

from __future__ import annotations

import re

Clause = list[tuple[int, str]]

_TOKEN = re.compile(r"[а-яa-z0-9]+")
# Verbal nouns on -ка, -ча and short ones cannot be told from other nouns by their ending: they are listed.
_SHORT_HEADS = (
    r"подготовк|разработк|оценк|проверк|корректировк|обработк|поддержк|рассылк|сверк|съемк|постановк|доработк|переподготовк"
    r"|защит|сдач|подач|замен|выплат|выдач|сбор|анализ|отбор|подбор|выбор|набор|опрос|поиск|обзор|обмен|показ|выпуск|приказ"
    r"|распоряжен|конкурс|семинар|тренинг|мониторинг|отчет|встреч|бесед|кругл|конференц|консультац|заняти|совещан|собран"
    r"|педсовет|заседан|курс|стать|выступлен|доклад|фото|видео|помощь|рефлекс|диагностик|фестивал|презентац|сводн"
)
_NOT_HEADS = (
    r"положени|приложени|задани|состояни|учреждени|объединени(?!е\b)|направлени|отношени|знани|внимани|умени|требовани"
    r"|информаци|документаци|администраци|функци|позици|ситуаци|концепци|компетенци|организаци[ийям]|здани|достижени|мнени|начинани"
    r"|событи|мероприяти|предприяти"
)
_HEAD = re.compile(
    rf"(?!{_NOT_HEADS})(?:\w{{4,}}(?:ние|ция|тие|ть|ти|ться)$|(?:{_SHORT_HEADS})(?:а|ы|и|у|я|е|ов)?$|(?:{_SHORT_HEADS})\w*$)"
)
_HEAD_OF = re.compile(rf"(?!{_NOT_HEADS})(?:\w{{4,}}(?:ния|ции|тия)$|(?:{_SHORT_HEADS})\w*$)")
_HEAD_WITH = re.compile(rf"(?!{_NOT_HEADS})(?:\w{{4,}}(?:нием|цией|тием)$|(?:{_SHORT_HEADS})\w*(?:ой|ом|ем)$)")
_HEAD_ABOUT = re.compile(r"\w{4,}(?:нии|ции|тии)$")
_LIGHT = re.compile(r"провед|провод|организ|осуществ|обеспеч")
_PRONOUNS = {"их", "его", "ее", "него", "нее", "них", "нем", "ней", "им", "ими"}
_PREPOSITIONS = {"на", "для", "к", "по", "о", "об", "от", "в", "при", "с"}
_ADJECTIVE = re.compile(r"\w{4,}(?:ые|(?<!н)ие|ая|ое|ее|ый|ий|ую|ой|ей)$")
_FILLERS = {"а", "также", "и", "последующее", "последующая", "при", "необходимости", "регулярная", "регулярный"}


def clauses(text: str) -> list[Clause]:
    """The acts of a sentence (lower case, ё as е), each with its words; one clause where nothing parts them."""
    tokens = list(_TOKEN.finditer(text))
    words = [m.group() for m in tokens]
    if not words:
        return []
    order = _order_of(words)
    cuts = [0]
    for at in range(1, len(words)):
        between = text[tokens[at - 1].end() : tokens[at].start()]
        if _begins(words, at, between, cuts[-1], order > 0):
            cuts.append(at)
    found = []
    for begin, end in zip(cuts, [*cuts[1:], len(words)], strict=True):
        part = [(p, words[p]) for p in range(begin, end)]
        while part and part[-1][1] in _FILLERS:
            part.pop()
        if order and begin and _HEAD_ABOUT.match(words[begin]):
            part = [(p, words[p]) for p in range(order)] + part
        if part:
            found.append(part)
    return [_whole(found, at) for at in range(len(found))]


def _begins(words: list[str], at: int, between: str, clause: int, order: bool) -> bool:
    """Whether the word at `at` opens a new act; `clause` is where the running one began."""
    before = words[at - 1]
    # «и их публикация», «и стимулирующие выплаты»: the act stands behind a pronoun or an adjective.
    shift = words[at] in _PRONOUNS or (bool(_ADJECTIVE.match(words[at])) and not _HEAD.match(words[at]))
    word = words[at + 1] if shift and at + 1 < len(words) else words[at]
    if before in {"с", "со"}:
        return at > 1 and bool(_HEAD_WITH.match(word))
    joined = before in _FILLERS
    if not (joined or re.search(r"[,;:–—]", between)):
        return False
    last = at - 2 if joined else at - 1
    light = bool(_LIGHT.match(words[0]))
    body = words[clause + (light and clause == 0) : last + 1]
    if all(_ADJECTIVE.match(w) for w in body):
        return False  # «проведение второй, пробной, встречи» is one act
    governed = last > clause and words[last - 1] in _PREPOSITIONS and _is_act(words[last])
    if joined and governed and not order and not re.match(r"\w+[ое]е$", words[at]):
        return False  # «согласие на сбор и обработку данных» is one act; «на курсы и внутреннее обучение» are two
    if _HEAD.match(word) or (order and _HEAD_ABOUT.match(word)):
        return True
    has_act = any(_HEAD_OF.match(w) for w in words[clause + 1 : at])
    return light and has_act and bool(_HEAD_OF.match(word))


def _is_act(word: str) -> bool:
    return bool(_HEAD.match(word) or _HEAD_OF.match(word) or _HEAD_ABOUT.match(word))


def _order_of(words: list[str]) -> int:
    """How many words open an order («издание приказа о»); 0 where the point is none."""
    for at, word in enumerate(words[:4]):
        if word.startswith(("приказ", "распоряжен")):
            return at + 2 if words[at + 1 : at + 2] in (["о"], ["об"]) else 0
    return 0


def _whole(found: list[Clause], at: int) -> Clause:
    """A clause with the words it shares with its neighbours."""
    clause = found[at]
    if at and any(word in _PRONOUNS for _, word in clause):
        return [*clause, *found[at - 1][1:]]
    borrowed: Clause = []
    following = at + 1
    # «входная диагностика и собеседование с кандидатами»
    bare = bool(_HEAD.match(clause[-1][1])) and all(_ADJECTIVE.match(word) for _, word in clause[:-1])
    while bare and following < len(found):
        if len(found[following]) > 1:
            borrowed = found[following][1:]
            break
        following += 1
    return [*clause, *borrowed]


# Words that name no act of their own --------------------------------------------------------------------------------

_GUIDE = re.compile(
    r"\b(?:по (?:результатам|итогам|отчетам|данным)|на (?:основе|основании)|с учетом|в рамках|в соответствии|исходя из|согласно"
    r"|под (?:контролем|руководством)|с последующ\w+|о (?:разработанн|утвержденн|принят)\w+|в целях|для (?!педагог|наставник|наставля|участник|учител"
    r"|воспитател|молод|родител|обучающ|студент|потенциальн|будущ|информирован|вовлечен|выявлен|проведен|обучен|подведен|кажд))"
)
_TOPIC = re.compile(
    r"\b(?:консульт|рекомендац|памятк|обучающ|семинар|занят|тренинг|сесси|курс)\w*(?: \w+){0,2}? (по (?:вопросам )?\w+(?:нию|ния|ке|ции|тию|тия)\b)"
)
_TOPICS = re.compile(
    r"\b(?:обуч|тренинг|занят|семинар|памятк|школ|лекци|консульт|мастер)[^:;]*(:[^;]*)|\b(?:памятк|лекци|буклет|пособи)\w* (об? [^,;:]*)"
)
_PARTICIPLE = re.compile(
    r",\s+(?:котор\w+|\w+(?:енн|анн|янн)(?:ых|ой|ым|ого|ыми|ую|ые|ая)|вошедш\w+|необходим\w+|включающ\w+)\b[^,;]*"
)
_QUOTE = re.compile(r"«(?!об? )[^»]*»|: как [^.;]*")


def asides(text: str) -> frozenset[int]:
    """Positions of words that only say by what an act is guided, what it is for, what a lesson is about, or a name in
    quotes: a kind found in them alone is no act of the point where the point names another.
    """
    spans = [(m.start(), m.start() + _reach(text, m.start())) for m in _GUIDE.finditer(text)]
    spans += [(m.start(1), m.start(1) + _reach(text, m.start(1))) for m in _TOPIC.finditer(text)]
    spans += [m.span(1 if m.group(1) else 2) for m in _TOPICS.finditer(text)]
    spans += [m.span() for m in _PARTICIPLE.finditer(text)]
    spans += [m.span() for m in _QUOTE.finditer(text)]
    inside = set()
    for position, match in enumerate(_TOKEN.finditer(text)):
        if any(begin <= match.start() < end for begin, end in spans):
            inside.add(position)
    return frozenset(inside)


def _reach(text: str, begin: int) -> int:
    """How far a phrase goes: to the next mark that parts clauses."""
    end = re.search(r"[;:]|(?:,|\sи)\s+(?=\w+(?:ние|ция|ть)\b)", text[begin:])
    return end.start() if end else len(text) - begin
