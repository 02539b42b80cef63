"""Words of a «Срок» cell → one `Term`.

The way: repair the text, cut it into tokens, read at each token the longest phrase the grammar knows, skip what it
does not know, combine the findings. Patterns and rules: the paper on terms of time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from .combine import combine
from .describe import explain
from .findings import sort_out
from .grammar.date_phrases import read_dates
from .grammar.events import read_event
from .grammar.exceptions import read_except, read_holidays
from .grammar.frame import Frame
from .grammar.items import Count, Dates, Found, Recur
from .grammar.misprints import guess_word
from .grammar.recurrences import read_recurrence
from .grammar.repair import MAX_LENGTH, fold, repair
from .grammar.shell import peel
from .grammar.stream import Stream
from .grammar.weekdays import read_after_period, read_bare_weekdays
from .grammar.words import UNITS
from .model import ROW_ABOVE, Span, Term
from .year import SchoolYear, YearCalendar

#: A sentence of a plan has fewer; the limit keeps a hostile line cheap.
MAX_TOKENS = 200
#: Misprints beyond the usual are guessed in cells only, not in sentences.
MOST_TOKENS_GUESSED = 12
TOO_LONG = "Запись слишком длинная для срока."

_DITTO = re.compile(r"^[\s\-–—−_.,/\\|]*(?:[\"«»“”„‟″＂'’‘`´ʼ〃]+|,,|//+|\\\\+)[\s\-–—−_.,/\\|\"«»“”„″'’‘`´ʼ〃]*$")
_EMPTY = re.compile(r"^[\s\-–—−_.…,;:*?/|·•()]*$")
#: «то же», «в тот же день», «тогда же, когда …», «см. выше»: the row above says it.
_SAME = re.compile(
    r"^(?:(?:(?:в|во|на|к|до|по|с) )?(?:то|тот|те|та|ту|том|той|тех|тем|тому|такой|такие|этот|эти|это|этом) ?же"
    r"(?: само[ейм]| самый| самые)?(?:[, ]*(?:врем|срок|период|дн|день|дат|месяц|недел|что и|когда и|как и)\w*.*)?"
    r"|(?:тогда|там|так|туда) ?же(?:[, ].*)?|(?:срок\w*|дата) (?:тот|те|та|то) же"
    r"|аналогично(?: (?:п\.?|пункту|предыдущ|выше)\w*.*)?|(?:см\.?|смотри|смотреть|как|как и)?,? ?(?:п\. ?|пункт |строк[ау] )?"
    r"(?:выше|выше ?(?:указан|стоящ|назван)\w*)(?: (?:строк\w*|пункт\w*|срок\w*))?"
    r"|как в строке выше|в строке выше"
    r"|(?:срок )?(?:см\.? )?(?:как )?(?:в |и )?(?:предыдущ\w+)(?: (?:строк\w*|пункт\w*|срок\w*))?|идентично|-?\"-?)[.\s]*$"
)
_NOTHING = re.compile(
    r"^(?:х|б/?с|без срока|без сроков|нет|н/?д|н/?у|не указан\w*|не определ\w+|не установлен\w*"
    r"|не предусмотрен\w*|отсутствует"
    r"|уточняется|срок\w* уточня\w+|дата уточня\w+|в разработке|не требуется|не планируется|прочерк|пусто|ноль"
    r"|0)[.\s]*$"
)
#: Words that carry no term and do not make a cell a sentence.
_FILLER = re.compile(
    r"срок\w*|дата|период\w*|врем\w+|ориентировочно|примерно|приблизительно|около|г|гг|год\w*|включительно"
    r"|этап\w*|числ\w+"
    r"|и|в|во|на|с|по|до|к|от|за|но|а|не|раз|только|также|как|правило|обычно|исполнения|реализации|проведения"
)


def parse_term(
    text: str,
    *,
    year: int,
    calendar: YearCalendar | None = None,
    period: Span | None = None,
    first_stage: bool = False,
    calendar_year: bool = False,
) -> Term:
    """Reads one cell of a «Срок» column; never raises for any text.

    `year` is the start of the school year (2025 for 2025/26). Optional knowledge: the organisation's `calendar`
    of halves, quarters and holidays; the `period` of the plan or stage, which bounds work without own bounds;
    `first_stage` makes a bare August the one before the year; `calendar_year` is for plans of one calendar year.
    Raises YearOutOfRange for a year outside 1990–2100.
    """
    frame = Frame(SchoolYear(year), calendar or YearCalendar(), first_stage, calendar_year, period)
    term = _read(text, frame)
    return replace(term, explanation=explain(term))


def parse_terms(texts: Iterable[str], *, year: int) -> list[Term]:
    """Reads each text by itself, in order: `parse_term` for a list."""
    return [parse_term(text, year=year) for text in texts]


def cut_term(text: str, *, year: int) -> tuple[str, Term]:
    """A sentence's term and the sentence without it: («Разместить на сайте», до 19 ноября).

    Only dates and repetitions are cut out; conditions and events belong to the meaning of the title. Where
    nothing is cut, the text comes back as it was, with its reading.
    """
    frame = Frame(SchoolYear(year))
    term = parse_term(text, year=year)
    if len(text) > MAX_LENGTH or term.type not in ("due", "point", "interval", "set", "recurrence"):
        return text, term
    stream = Stream.of(text)
    kept, at = [], 0
    for one in scan(stream, frame):
        if isinstance(one.item, Dates | Recur | Count):
            kept.append(stream.text[at : stream[one.first].start])
            at = stream[one.last - 1].end
    title = "".join([*kept, stream.text[at:]])
    title = re.sub(r"\(\s*[,;.]?\s*\)|\[\s*\]", "", title)
    title = re.sub(r"\(\s*[,;]\s*", "(", re.sub(r"\s+", " ", title))
    return re.sub(r"\s+([,.;:)])", r"\1", title).strip(" ,;:-"), term


def _read(text: str, frame: Frame) -> Term:
    if len(text) > MAX_LENGTH:
        return Term(text, "unknown", "guess", doubts=(TOO_LONG,))
    inner = peel(text)
    if inner and _DITTO.match(inner):
        return Term(text, "reference", "exact", reference=ROW_ABOVE)
    if _EMPTY.match(text):
        return Term(text, "unknown", "exact")
    mended = repair(inner)
    folded = fold(mended).strip(' «»"')
    if _SAME.match(folded):
        return Term(text, "reference", "exact", reference=ROW_ABOVE)
    if _NOTHING.match(folded) or _EMPTY.match(mended):
        return Term(text, "unknown", "exact")
    term, noise = None, 0
    try:
        stream = Stream(mended)
        if len(stream) > MAX_TOKENS:
            return Term(text, "unknown", "guess", doubts=(TOO_LONG,))
        found = scan(stream, frame)
        stream, found = _explained(stream, found, frame)
        noise = len(_unexplained(stream, found))
        term = combine(text, sort_out(found, sentence=noise > 0), frame)
    except (OverflowError, ValueError):
        pass  # A year at the edge of the calendar («31.12.9999»): no date can be made of it.
    if term is None:
        return Term(text, "unknown", "convention" if re.search(r"\d", mended) else "guess")
    heading = text.isupper() and bool(re.search("[А-Я]", text)) and term.type in ("interval", "set")
    if term.confidence == "exact" and (noise > 0 or heading):
        term = replace(term, confidence="convention")
    return term


def scan(s: Stream, frame: Frame) -> list[Found]:
    """All findings in the order of the text; tokens no phrase begins with are skipped."""
    found: list[Found] = []
    at = 0
    while at < len(s):
        skipped = _skip(s, at, frame)
        if skipped > at:
            at = skipped
            continue
        item = (
            read_except(s, at, frame)
            or read_dates(s, at, frame)
            or read_recurrence(s, at)
            or read_event(s, at, frame)
            or read_holidays(s, at, frame)
            or _beside(s, at, found)
        )
        if item is None:
            at += 1
            continue
        if not (isinstance(item[0], Count) and _is_numbering(s, at)):
            found.append(Found(item[0], at, item[1]))
        at = max(item[1], at + 1)
    return found


def _beside(s: Stream, at: int, found: list[Found]) -> tuple[Recur, int] | None:
    """What is a repetition only beside another one."""
    if any(isinstance(one.item, Recur) for one in found):
        return read_after_period(s, at)
    return read_bare_weekdays(s, at, certain=False)


def _is_numbering(s: Stream, at: int) -> bool:
    return s.is_any(at - 1, "№", "п")


def _skip(s: Stream, at: int, frame: Frame) -> int:
    """Index after what looks like a date but is none: a stage's or point's number, the date of a law."""
    numbered = s.phrase(at, r"этап|раздел|блок|модуль|шаг", r"?№", r"\d+|[ivx]+")
    if numbered is not None and s[numbered].kind not in ("month",):
        return numbered
    stage = s[at].kind in ("num", "ord", "roman") and s.matches(
        at + 1, r"этап\w*|раздел\w*|блок\w*|модул\w*|курс\w*|класс\w*|групп\w*"
    )
    if stage and not s.matches(at - 1, r"всех|каждом|по|не|реже|менее"):
        return at + 2
    point = s.phrase(at, r"п|пп|пункт\w*|ст|статья|статьи|№|подпункт\w*|ч", r"?\.", r"[\d./-]+")
    if point is not None:
        return point
    if s.is_any(at, "от") and not s.is_any(at - 1, "считая"):
        law = read_dates(s, at, frame)
        if law is None:
            dated = read_dates(s, at + 1, frame)
            if dated is not None and s[at + 1].kind in ("num", "date", "ord"):
                return dated[1]
    return at


def _explained(s: Stream, found: list[Found], frame: Frame) -> tuple[Stream, list[Found]]:
    """A short cell with words nothing explains is read once more with these words guessed as misprints; the reading
    that explains more is kept."""
    loose = _unexplained(s, found)
    if not loose or len(s) > MOST_TOKENS_GUESSED:
        return s, found
    text = s.text
    for index in reversed(loose):
        token = s[index]
        guessed = guess_word(token.text)
        if guessed != token.text:
            text = text[: token.start] + guessed + text[token.end :]
    if text == s.text:
        return s, found
    again = Stream(text)
    found_again = scan(again, frame)
    if len(_unexplained(again, found_again)) < len(loose) and found_again:
        return again, found_again
    return s, found


def _unexplained(s: Stream, found: list[Found]) -> list[int]:
    """Words of substance that no finding covers: one is enough to make the cell a sentence."""
    covered = {index for one in found for index in range(one.first, one.last)}
    return [
        index
        for index, token in enumerate(s.tokens)
        if token.kind == "word" and index not in covered and len(token.text) > 1 and not _FILLER.fullmatch(token.text)
        and token.text not in UNITS
    ]  # fmt: skip
