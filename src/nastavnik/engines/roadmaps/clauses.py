"""A point of a plan cut into its acts: «отбор и обучение наставников; издание приказа» holds three.

A clause is a list of (position, word): positions count the words of the whole text. A clause without an object of its
own borrows that of its neighbour («отбор … наставников»), a pronoun borrows the object it stands for («публикация их»),
an object without a deed borrows the deed («разработка положения и программы»).
"""

from __future__ import annotations

import re
from itertools import pairwise

from .asides import PARTICIPLE
from .heads import (
    ADJECTIVE,
    ADJECTIVE_OPEN,
    ADJECTIVE_WITH,
    HEAD,
    HEAD_ABOUT,
    HEAD_OF,
    HEAD_WITH,
    KEEPING,
    LIGHT,
    MAKING,
    PAPER,
    PRONOUNS,
    RECORD,
    SAYS,
    THING,
    behind,
    is_act,
)

Clause = list[tuple[int, str]]

_TOKEN = re.compile(r"[а-яa-z0-9]+")
_FILLERS = {"а", "также", "и", "последующее", "последующая", "при", "необходимости", "регулярная", "регулярный"}
_PREPOSITIONS = {"на", "для", "к", "по", "о", "об", "от", "в", "при", "с"}
_INTO = {"в", "во", "на", "с", "со", "из", "для", "к", "по"}
_WITH = {"с", "со"}
_ABOUT = {"о", "об"}
_RELATIVE = re.compile(r"котор|где$|что|если$|когда$|кто$|как$|чь|желающ|на$|в$|с$")


def clauses(text: str) -> list[Clause]:
    """The acts of a sentence (lower case, ё as е), each with its words; one clause where nothing parts them."""
    tokens = list(_TOKEN.finditer(text))
    words = [m.group() for m in tokens]
    if not words:
        return []
    between = ["", *[text[before.end() : after.start()] for before, after in pairwise(tokens)]]
    ends = [at for at in range(1, len(words)) if re.search("[,;]", between[at])] + [len(words)]
    order = _order_of(words[: ends[0]])  # «подбор пар, приказ о закреплении»: there the order is a later act
    said = [match.span() for match in PARTICIPLE.finditer(text)]
    cuts, deeds = [0], [0]  # where acts begin; for each where its deed stands, which may be in an earlier act
    for at in range(max(1, order), len(words)):
        if any(begin < tokens[at].start() < end for begin, end in said):
            continue  # «параметры, необходимые для сравнения и мониторинга»
        running = words[cuts[-1] : at]
        begins = _begins(words, at, between[at], cuts[-1], order > 0)
        paper = not order and _is_paper(words, at, between[at], deeds[-1])
        # «внесение итогов в базу наставников и базу учеников» is one act
        listed = paper and not set(words[deeds[-1] : at]) & _INTO
        if begins or listed or _goes_on(between[at], words[at : next(end for end in ends if end > at)], running):
            deeds.append(deeds[-1] if paper else at)
            cuts.append(at)
    found = []
    for begin, end, deed in zip(cuts, [*cuts[1:], len(words)], deeds, strict=True):
        part = [(p, words[p]) for p in [*[deed] * (deed < begin), *_of_order(words, begin, order), *range(begin, end)]]
        while part and part[-1][1] in _FILLERS:
            part.pop()
        if part:
            found.append(part)
    whole = [_whole(found, at) for at in range(len(found))]
    return [part[:-1] if len(part) > 1 and part[-1][1] in _WITH else part for part in whole]


def _begins(words: list[str], at: int, between: str, clause: int, order: bool) -> bool:
    """Whether the word at `at` opens a new act; `clause` is where the running one began."""
    before = words[at - 1]
    if RECORD.match(behind(words, at + 1, ADJECTIVE)):
        return False  # «с оформлением протокола»: what remains of an act is no act
    if before in _WITH:
        return at > 1 and bool(HEAD_WITH.match(behind(words, at, ADJECTIVE_WITH)))
    if ";" in between:
        return True
    joined = before in _FILLERS
    if not (joined or re.search(r"[,:–—]", between)):
        return False
    # «и их публикация», «и стимулирующие выплаты», «и регулярно обновлять»: the act stands behind other words.
    word = behind(words, at, ADJECTIVE_OPEN)
    last = at - 2 if joined else at - 1
    light = bool(LIGHT.match(words[0]))
    body = words[clause + (light and clause == 0) : last + 1]
    if all(ADJECTIVE.match(w) for w in body):
        return False  # «проведение второй, пробной, встречи» is one act
    if MAKING.match(word) and all(MAKING.match(w) or w in _FILLERS for w in words[clause:at]):
        return False  # «разработка, согласование и утверждение положения» is one act
    if joined and last == clause and HEAD.match(words[last]) and not order:
        return True  # «знакомство и жеребьевка пар»
    if joined and clause and words[clause - 1] in _WITH and HEAD_WITH.match(word):
        return True  # «с рассказом о программе и анкетированием»
    governed = last > clause and words[last - 1] in _PREPOSITIONS and is_act(words[last])
    if joined and governed and not order and not re.match(r"\w+[ое]е$", words[at]):
        return False  # «согласие на сбор и обработку данных» is one act; «на курсы и внутреннее обучение» are two
    if HEAD.match(word) or THING.match(word):
        return True
    if order and before not in _ABOUT and (HEAD_ABOUT.match(word) or word in _ABOUT):
        return True  # «приказ о создании …, о назначении …»
    has_act = any(HEAD_OF.match(w) for w in words[clause + 1 : at])
    return light and has_act and bool(HEAD_OF.match(word))


def _is_paper(words: list[str], at: int, between: str, deed: int) -> bool:
    """Whether the words at `at` are one more paper that a deed makes; «приказ и положение» are one: it approves it."""
    joined = words[at - 1] in _FILLERS or "," in between
    if any(word.startswith("приказ") for word in words[deed:at]):
        return False
    return joined and bool(KEEPING.match(words[deed]) and PAPER.match(behind(words, at, ADJECTIVE)))


def _goes_on(between: str, ahead: list[str], running: list[str]) -> bool:
    """«наставники сдают отчеты, лучшие практики включаются в копилку»: another sentence without a full stop."""
    return (
        "," in between
        and not _RELATIVE.match(ahead[0])
        and any(SAYS.match(word) for word in ahead)
        and any(SAYS.match(word) or HEAD.match(word) for word in running)
    )


def _order_of(words: list[str]) -> int:
    """How many words open an order («издание приказа о»); 0 where the point is none."""
    for at, word in enumerate(words[:4]):
        if word.startswith(("приказ", "распоряжен")):
            return at + 2 if words[at + 1 : at + 2] in (["о"], ["об"]) else 0
    return 0


def _of_order(words: list[str], begin: int, order: int) -> range:
    """Places of the words of an order that a later act of it borrows."""
    if order and begin and HEAD_ABOUT.match(words[begin]):
        return range(order)
    return range(order - 1) if order and begin and words[begin] in _ABOUT else range(0)


def _whole(found: list[Clause], at: int) -> Clause:
    """A clause with the words it shares with its neighbours."""
    clause = found[at]
    if at and any(word in PRONOUNS for _, word in clause):
        return [*clause, *found[at - 1][1:]]
    borrowed: Clause = []
    following = at + 1
    # «входная диагностика и собеседование с кандидатами»; not «заседание совета, награждение, итоги на сайте»
    bare = _is_bare(clause) and (at == 0 or _is_bare(found[at - 1]))
    while bare and following < len(found):
        if len(found[following]) > 1:
            borrowed = found[following][1:]
            break
        following += 1
    return [*clause, *borrowed]


def _is_bare(clause: Clause) -> bool:
    return bool(HEAD.match(clause[-1][1])) and all(ADJECTIVE.match(word) for _, word in clause[:-1])
