"""Which words open an act of a point: verbs, nouns of a deed in one case or another, some nouns of things.

All patterns are for one lower-case word, ё as е, matched from its beginning.
"""

from __future__ import annotations

import re

# Verbal nouns on -ка, -ча and short ones cannot be told from other nouns by their ending: they are listed.
_SHORT = (
    r"подготовк|разработк|оценк|проверк|корректировк|обработк|поддержк|рассылк|сверк|съемк|постановк|доработк|переподготовк"
    r"|защит|сдач|подач|замен|выплат|выдач|сбор|анализ|отбор|подбор|выбор|набор|опрос|поиск|обзор|обмен|показ|выпуск|приказ"
    r"|распоряжен|конкурс|семинар|тренинг|мониторинг|отчет|встреч|бесед|кругл|рассказ|знакомств|жеребьевк|экспертиз"
    r"|конференц|консультац|заняти|совещан|собран|педсовет|заседан|курс|стать|выступлен|доклад|фото|видео|помощь|рефлекс"
    r"|диагностик|фестивал|презентац|сводн"
)
_NO_DEEDS = (
    r"положени|приложени|задани|состояни|учреждени|объединени(?!е\b)|направлени|отношени|знани|внимани|умени|требовани"
    r"|информаци|документаци|администраци|функци|позици|ситуаци|концепци|компетенци|организаци[ийям]|здани|достижени|мнени"
    r"|начинани|событи|мероприяти|предприяти"
)
# The infinitive and the third person that no noun ends like: «обновлять», «объявляется», «заполняют».
_VERB = r"ть|ться|чь|[ауя]ют|[аиуюяе]тся"

#: A deed in the nominative or the accusative, a verb; short nouns in any case.
HEAD = re.compile(rf"(?!{_NO_DEEDS})(?:\w{{4,}}(?:ние|ция|тие|ти|{_VERB})$|(?:{_SHORT})\w*$)")
#: «проведение …, подписания …»: a deed in the genitive.
HEAD_OF = re.compile(rf"(?!{_NO_DEEDS})(?:\w{{4,}}(?:ния|ции|тия)$|(?:{_SHORT})\w*$)")
# Not «с участием», «с указанием»; one is acquainted «с приказом».
_NO_COMPANY = r"участи|указани|привлечени|использовани|применени|соблюдени"
#: «с вручением грамот»: a deed that goes with another.
HEAD_WITH = re.compile(
    rf"(?!{_NO_DEEDS}|{_NO_COMPANY})(?:\w{{4,}}(?:нием|цией|тием)$"
    rf"|(?!приказ|распоряж|отчет|стать|курс|кругл)(?:{_SHORT})\w*(?:ой|ом|ем)$)"
)
#: «приказ о создании …, назначении …».
HEAD_ABOUT = re.compile(r"\w{4,}(?:нии|ции|тии)$")
#: Nouns that open an act without naming a deed, in the nominative: «праздник наставников, благодарности лучшим».
THING = re.compile(
    r"(?:план|график|календар|договор|соглашени|согласи|анкет|памятк|буклет|методичк|листовк|пост|публикаци|новост|анонс"
    r"|страниц|стенд|реестр|баз|банк|папк|шаблон|бланк|преми|доплат|надбавк|благодарност|грамот|линейк|праздник|вечер|концерт"
    r"|слет|форум|учет|школ|фильм|ролик|положени|спис)(?:а|ы|и|я|ь|е|ок|ки)?$"
)
#: Papers that are made one by one: «разработка положения, дорожной карты и программы» is three acts of one deed.
PAPER = re.compile(
    r"(?:положени|программ|карт|план|график|шаблон|памятк|рекомендац|анкет|реестр|баз|банк|договор|приказ)(?:а|ы|и|у|я|е|ю)?$"
)
#: What an act leaves behind: «встреча, оформление протокола».
RECORD = re.compile(r"протокол|справк|выписк|ведомост|явочн|регистрационн")
#: Deeds that are one when done to one thing: «разработка, согласование и утверждение положения».
MAKING = re.compile(r"разраб|подготов|подготав|состав|согласов|утвержд|утверд|принят|приня|доработ|обсужд|рассм")
#: Deeds that make or keep papers.
KEEPING = re.compile(
    rf"{MAKING.pattern}|созда|формир|сформир|оформ|издан|издат|заполн|веден|обновл|актуализ|пополн|написан"
)
#: The third person, also where a noun may end so: only beside another verb.
SAYS = re.compile(r"\w{3,}(?:[аяуюие]тся|ают|яют|уют|ает|яет|ует)$")
#: Deeds that say nothing of their own: «организация и проведение …».
LIGHT = re.compile(r"провед|провод|организ|осуществ|обеспеч")

ADJECTIVE = re.compile(r"\w{4,}(?:ые|(?<!н)ие|ая|ое|ее|ый|ий|ую|ой|ей)$")
#: Adjectives of a head in the nominative and of one behind «с»; adverbs.
ADJECTIVE_OPEN = re.compile(r"\w{3,}(?:ые|(?<!н)ие|ая|ое|ее|ый|ий|ую|яя)$")
ADJECTIVE_WITH = re.compile(r"\w{4,}(?:им|ым|ой|ей|ими|ыми)$")
ADVERB = re.compile(r"\w{4,}(?:ельно|ярно|янно|чески|енно|атно)$")
PRONOUNS = frozenset({"их", "его", "ее", "него", "нее", "них", "нем", "ней", "им", "ими"})


def is_act(word: str) -> bool:
    """Whether a word names a deed in the nominative, the genitive or behind «о»."""
    return bool(HEAD.match(word) or HEAD_OF.match(word) or HEAD_ABOUT.match(word))


def is_deed(word: str) -> bool:
    """Whether a word names a deed in any case («отбор», «обучением»)."""
    return is_act(word) or bool(HEAD_WITH.match(word))


def behind(words: list[str], at: int, adjective: re.Pattern[str]) -> str:
    """The word at `at`, or the one behind pronouns, adverbs and adjectives there; "" behind the last word."""
    for word in words[at : at + 3]:
        if HEAD.match(word) or not (word in PRONOUNS or ADVERB.match(word) or adjective.match(word)):
            return word
    return words[at] if at < len(words) else ""
