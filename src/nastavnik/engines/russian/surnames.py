"""Declension of surnames by rules of grammar; a word list only where grammar cannot know (stress, foreign origin).

Rules after: Л. П. Калакуцкая, «Фамилии. Имена. Отчества»; Л. К. Граудина et al., «Грамматическая правильность русской
речи», the sections on surnames; «Русская грамматика» (1980), on types of declension. All functions take a lower-case
word and return the five oblique cases (gen, dat, acc, ins, loc) with a doubt or «».
"""

from __future__ import annotations

import re

from . import morph
from .wordlist import words

Declined = tuple[tuple[str, ...], str]

VOWELS = "аеёиоуыэюя"

# French and other stressed -а, -я: the ending belongs to the stem.
_FOREIGN_A = words("дюма дега петипа тома люка гамарра золя труайя гурцкая")
# First halves that never decline: they are no surnames by themselves.
_FIXED_FIRST = words(
    "бонч тер тян грум кара мак сан нор дер тюр ван фон дон аль эль ибн бен бар абу мелик миклухо сухово дю ла "
    "ле де ди "
    "ди-ла сент сен шах бек кюн мир хан ак кок пан тау ин тор дос да дель мер кул эс ас ад аш"
)
_PARTICLES = words("де ди да дю дель дела делла ла ле лос лас ван фон цу дер ден бен ибн аль эль бин эд и оф тер")
# Ukrainian and Belarusian nouns in -ина: «Щербина» is no feminine of «Щербин».
_NOUNS_INA = words("щербина калина малина смородина тычина рябина дружина хворостина година скотина людина лещина")
_STRESSED_OJ = words("чуж больш меньш")


def decline_surname(word: str, gender: str) -> Declined:
    """One surname without a hyphen, lower case. `gender`: «m» or «f»."""
    if len(word) < 2 or word in _PARTICLES:
        return _fixed(word), ""
    if gender == "f":
        return _feminine(word)
    return _masculine(word)


def first_half_is_fixed(word: str) -> bool:
    """Whether the first part of a double surname stays («Бонч-», «Тер-»), lower case."""
    return word in _FIXED_FIRST


def _fixed(word: str) -> tuple[str, ...]:
    return (word,) * 5


def _with(stem: str, endings: str) -> tuple[str, ...]:
    return tuple(stem + ending for ending in endings.split())


def _feminine(word: str) -> Declined:
    if word[-1] not in "ая":
        return _fixed(word), ""
    if word in _FOREIGN_A:
        return _fixed(word), ""
    if word.endswith("яя"):
        return _with(word[:-2], "ей ей юю ей ей"), ""
    if word.endswith("ая") and len(word) > 3:
        return _feminine_adjective(word)
    if re.search(r"[а-яё]{2}(ова|ева|ёва|ина|ына)$", word) or re.search(r"ц[ыи]на$", word):
        if word in _NOUNS_INA:
            return _noun_a(word), "Фамилия похожа и на слово «калина», и на женскую форму фамилии на «-ин»."
        doubt = ""
        if word.endswith("ина") and morph.common_noun(word, "f") and not morph.dictionary_surname(word[:-1]):
            doubt = "Фамилия совпадает с обычным словом: проверьте падежи."
        return _with(word[:-1], "ой ой у ой ой"), doubt
    if re.search(r"[сц]ка$", word) and _syllables(word) >= 3 and not morph.common_noun(word, "f"):
        return _with(word[:-1], "ой ой у ой ой"), "Польская или чешская фамилия на «-ска» склоняется по-разному."
    return _ending_a(word)


def _feminine_adjective(word: str) -> Declined:
    stem = word[:-2]
    if stem[-1] in "жшчщц" and stem not in _STRESSED_OJ and not stem.endswith("цк"):
        return _with(stem, "ей ей ую ей ей"), ""
    return _with(stem, "ой ой ую ой ой"), ""


def _ending_a(word: str) -> Declined:
    """-а, -я of either gender, noun declension or none."""
    if word in _FOREIGN_A or re.search(r"[аеёиоуыэюя]а$", word):
        return _fixed(word), ""
    if word.endswith("ая"):
        return _fixed(word), "Мужская фамилия на «-ая»: проверьте, склоняется ли она."
    return _noun_a(word), ""


def _noun_a(word: str) -> tuple[str, ...]:
    known = morph.common_noun(word, "f") or morph.common_noun(word, "m")
    stem = word[:-1]
    if word.endswith("ия"):
        return _with(stem, "и и ю ей и")
    if word.endswith("я"):
        instrumental = "ёй" if known and known[3].endswith("ёй") else "ей"
        return _with(stem, f"и е ю {instrumental} е")
    genitive = "и" if stem[-1] in "гкхжшчщ" else "ы"
    if stem[-1] in "жшчщц":
        stressed = bool(known and known[3].endswith("ой"))
        return _with(stem, f"{genitive} е у {'ой' if stressed else 'ей'} е")
    return _with(stem, f"{genitive} е у ой е")


def _masculine(word: str) -> Declined:
    if word[-1] in "оеёиыуюэ":
        return _fixed(word), ""
    if word[-1] in "ая":
        if word.endswith("яя"):
            return _fixed(word), "Мужская фамилия на «-яя»: проверьте, склоняется ли она."
        return _ending_a(word)
    if re.search(r"(ый|ий|ой)$", word):
        return _masculine_adjective(word)
    if word.endswith("й"):
        return _masculine_j(word)
    if word.endswith("ь"):
        return _soft_sign(word)
    if re.search(r"[ыи]х$", word):
        return _plural_genitive(word)
    if re.search(r"[а-яё](ов|ев|ёв|ин|ын)$", word):
        return _possessive(word)
    return _hard(word)


def _masculine_adjective(word: str) -> Declined:
    stem, tail = word[:-2], word[-2:]
    if not re.search(rf"[{VOWELS}]", stem):
        if tail == "ой":  # «Цой», «Хой»: one syllable, no adjective
            return _with(word[:-1], "я ю я ем е"), ""
        if tail == "ий":
            return _with(word[:-1], "я ю я ем и"), ""
    if tail == "ый":
        return _with(stem, "ого ому ого ым ом"), ""
    if tail == "ой":
        noun = morph.common_noun(word, "m")
        if (noun and not morph.is_adjective(word)) or stem[-1] in VOWELS:
            return _with(word[:-1], "я ю я ем е"), "Фамилия на «-ой» — существительное: проверьте падежи."
        return _with(stem, f"ого ому ого {'им' if stem[-1] in 'гкхжшчщ' else 'ым'} ом"), ""
    if morph.soft_possessive(word):
        return _with(stem, "ьего ьему ьего ьим ьем"), ""  # «Лисий», «Волчий», «Третий»
    if stem[-1] in "гкх":
        return _with(stem, "ого ому ого им ом"), ""
    if stem[-1] in "нжшчщ":
        return _with(stem, "его ему его им ем"), ""
    return _with(word[:-1], "я ю я ем и"), ""  # «Палий», «Багрий»


def _masculine_j(word: str) -> Declined:
    if word.endswith("ей"):
        noun = morph.common_noun(word, "m")
        if noun and noun[0].endswith("ья"):  # «Соловей», «Воробей»
            return _with(word[:-2], f"ья ью ья {noun[3][len(word) - 2 :]} ье"), ""
    return _with(word[:-1], "я ю я ем е"), ""


def _soft_sign(word: str) -> Declined:
    stem = word[:-1]
    noun = morph.common_noun(word, "m")
    if noun and noun[0] != stem + "я":  # «Пень», «Корень»: a vowel drops out in the word, not always in the surname
        return _with(noun[0][:-1], f"я ю я {noun[3][len(noun[0]) - 1 :]} е"), _FLEETING
    # Stress may differ in the surname and in the word («Кисель»); without the dots the ending is right either way.
    return _with(stem, "я ю я ем е"), ""


_FLEETING = "В фамилии может выпадать гласная: спросите, как её склоняет сам человек."


def _plural_genitive(word: str) -> Declined:
    """«Черных», «Долгих» stay; «Рерих», «Фрейндлих» are no Russian adjectives, as -их stands after a hard consonant."""
    if word.endswith("их") and len(word) > 2 and word[-3] not in "гкхжшчщнт" + VOWELS:
        return _with(word, "а у а ом е"), ""
    return _fixed(word), ""


_FOREIGN_IN = words("дарвин чаплин грин регин цин франклин бенин мартин эдвин гудвин болдуин шервин годвин корвин")


def _possessive(word: str) -> Declined:
    if word in _FOREIGN_IN or _syllables(word) == 1:
        sure = word in _FOREIGN_IN
        doubt = "" if sure else "Короткая фамилия на «-ов» или «-ин» бывает и русской, и иностранной."
        russian = word[-2:] in {"ов", "ев", "ёв"} and not morph.common_noun(word, "m")
        return _with(word, f"а у а {'ым' if russian else 'ом'} е"), doubt
    return _with(word, "а у а ым е"), ""


def _hard(word: str) -> Declined:
    doubt = ""
    stem = word
    last = word[-1]
    noun = morph.common_noun(word, "m")
    if re.search(r"[оеё](к|л|н|р|с|м|т|б|в|г|п)$", word) and noun and noun[0] != word + "а" and noun[0].endswith("а"):
        stem, doubt = noun[0][:-1], _FLEETING
    elif re.search(r"(ец|яц)$", word):
        stem, doubt = _drop_vowel(word, noun)
    elif re.search(r"[оеё]к$", word):
        surname = morph.dictionary_surname(word)
        if surname and surname[0] != word + "а" and surname[0].endswith("а"):
            stem, doubt = surname[0][:-1], _FLEETING
    instrumental = "ом"
    if last in "жшчщц":
        instrumental = _after_sibilant(word, noun)
    return _with(stem, f"а у а {instrumental} е"), doubt


def _drop_vowel(word: str, noun: tuple[str, ...] | None) -> tuple[str, str]:
    """«Кравец» → «Кравц», «Коломиец» → «Коломийц», «Швец» stays; the stem and the doubt."""
    if noun and noun[0].endswith("а"):
        stem = noun[0][:-1]
        return stem, "" if stem == word else _FLEETING
    if word.endswith("яц") or _syllables(word) == 1:
        return word, ""
    head = word[:-2]
    if head[-1] in VOWELS:
        return head + "йц", _FLEETING
    if head[-1] == "л":
        return head + "ьц", _FLEETING
    if len(head) > 1 and head[-2] not in VOWELS + "ьй":
        # Three consonants would meet: the vowel usually stays («Мудрец», «Чернец»), the dictionary may know better.
        surname = morph.dictionary_surname(word)
        stem = surname[0][:-1] if surname else word
        return stem, _FLEETING
    return head + "ц", _FLEETING


def _after_sibilant(word: str, noun: tuple[str, ...] | None) -> str:
    if noun:
        return noun[3][-2:] if noun[3].endswith(("ом", "ем")) else "ем"
    if word.endswith("ц"):
        return "ом" if re.search(r"(вец|сец|ырец|опец|убец|ынец)$", word) else "ем"
    if re.search(r"(ач|щ|ж)$", word) or word in {"кузьмич", "ильич"}:
        return "ом"
    return "ем"


def _syllables(word: str) -> int:
    return sum(letter in VOWELS for letter in word)
