"""Tags and filters of the design system: `{% load ui %}`. What each takes is described in ui/README.md."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django import template
from django.forms.renderers import get_default_renderer
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeData, SafeString, mark_safe

from nastavnik.ui import charts, icons, text
from nastavnik.ui import toasts as toast_store
from nastavnik.ui.shapes import STATE_WORDS, Toast

register = template.Library()

_MARKUP = re.compile(r"(<[^>]*>)")


# --- words ---------------------------------------------------------------------------------------------------------


@register.filter
def plural(number: Any, forms: str) -> str:
    """{{ n|plural:"пара,пары,пар" }} gives the word alone; an unreadable number gives the last form."""
    try:
        return text.plural_word(number, forms)
    except (TypeError, ValueError):
        return forms.split(",")[-1].strip()


@register.filter
def count(number: Any, forms: str) -> str:
    """{{ n|count:"пара,пары,пар" }} gives «5 пар» with a no-break space."""
    try:
        return text.count_phrase(number, forms)
    except (TypeError, ValueError):
        return ""


@register.filter
def people(number: Any, case: str = "nom") -> str:
    """{{ n|people:"dat" }}: «троим» up to ten, figures above."""
    try:
        return text.people_phrase(number, case)
    except (TypeError, ValueError, KeyError):
        return ""


@register.filter
def number(value: Any) -> str:
    try:
        return text.number_phrase(value)
    except (TypeError, ValueError):
        return ""


@register.filter(name="of")
def of_filter(done: Any, total: Any) -> str:
    """{{ 18|of:20 }} gives «18 из 20»."""
    try:
        return text.of_phrase(done, total)
    except (TypeError, ValueError):
        return ""


@register.filter
def rudate(value: Any, form: str = "") -> str:
    return text.date_phrase(value, form)


@register.filter
def due(value: Any) -> str:
    """«осталось 4 дня», «завтра», «было 20 ноября»."""
    return text.due_phrase(value)


@register.simple_tag
def daterange(first: Any, last: Any) -> str:
    return text.range_phrase(first, last)


@register.filter
def nbsp(value: Any) -> str:
    """Keeps the words on one line. The result is plain text and is escaped as usual."""
    return str(value).replace(" ", text.NBSP)


@register.filter
def avatar(name: Any) -> str:
    return text.avatar_letters(name)


@register.filter(name="typo")
def typo_filter(value: Any) -> str:
    """Russian typography. Plain text stays unsafe and is escaped; in ready HTML only the text between tags changes."""
    if isinstance(value, SafeData):
        return mark_safe(_typo_markup(str(value)))
    return text.typographed(value)


@register.simple_block_tag(name="typo")
def typo_block(content: str) -> SafeString:
    """{% typo %}…{% endtypo %} for the author's own sentences with tags inside."""
    return mark_safe(_typo_markup(str(content)))


def _typo_markup(html: str) -> str:
    pieces = _MARKUP.split(html)
    return "".join(
        piece if index % 2 or not piece.strip() else _typo_piece(piece) for index, piece in enumerate(pieces)
    )


def _typo_piece(piece: str) -> str:
    # The edges are kept: a space before a tag belongs to the markup, typography would trim or glue it.
    head = piece[: len(piece) - len(piece.lstrip())]
    tail = piece[len(piece.rstrip()) :]
    return f"{head}{text.typographed(piece.strip())}{tail}"


# --- signs ---------------------------------------------------------------------------------------------------------


@register.simple_tag
def marks_url() -> str:
    return static("ui/marks.svg")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An outline icon. `label` speaks for it where no word stands beside it."""
    href = f"{static('vendor/icons.svg')}#i-{icons.name_or_fallback(name)}"
    if label:
        return format_html(
            '<svg class="i" role="img" aria-label="{}" viewBox="0 0 24 24"><use href="{}"/></svg>', label, href
        )
    return format_html('<svg class="i" aria-hidden="true" viewBox="0 0 24 24"><use href="{}"/></svg>', href)


@register.simple_tag
def mark(state: str, word: str = "", silent: bool = False) -> SafeString:
    """The mark of a state. With a word: mark and word in its colour. Without: the mark that speaks for itself.

    `silent` hides the lone mark from readers where the words beside it already say the state.
    """
    state = state if state in STATE_WORDS else "none"
    href = f"{static('ui/marks.svg')}#s-{state}"
    if word:
        return format_html(
            '<span class="st st--{0}"><svg class="m" viewBox="0 0 16 16" aria-hidden="true"><use href="{1}"/></svg>'
            "<span>{2}</span></span>",
            state,
            href,
            text.typographed(word),
        )
    if silent:
        return format_html(
            '<svg class="m m--{}" viewBox="0 0 16 16" aria-hidden="true"><use href="{}"/></svg>', state, href
        )
    return format_html(
        '<svg class="m m--{}" viewBox="0 0 16 16" role="img" aria-label="{}"><use href="{}"/></svg>',
        state,
        STATE_WORDS[state],
        href,
    )


@register.simple_tag
def cells(done: int, total: int, tone: str = "", step: int = 7) -> SafeString:
    return charts.cells(done, total, tone=tone, step=step)


@register.simple_tag
def bar(done: int, total: int, tone: str = "", wide: bool = False) -> SafeString:
    return charts.bar(done, total, tone=tone, wide=wide)


@register.simple_tag
def beat(weeks: Any) -> SafeString:
    return charts.beat(weeks)


@register.simple_tag
def spark(values: Any) -> SafeString:
    return charts.spark(values)


@register.simple_tag
def strip(data: charts.Strip) -> SafeString:
    return charts.strip(data)


@register.inclusion_tag("ui/parts/chart.html")
def chart(data: charts.Chart, open: bool = False) -> dict[str, Any]:
    """The drawing and its table; `open` shows the table at once, as print must."""
    return {"chart": data, "open": open}


@register.simple_tag
def progress(
    done: int, total: int, url: str = "", words: str = "", tone: str = "", step: int = 7, note: str = ""
) -> SafeString:
    """«18 из 20 согласий» as a link and the squares beside it."""
    phrase = f"{text.of_phrase(done, total)}{' ' + words if words else ''}"
    return format_html(
        '<span class="go">{}{}{}</span>',
        format_html('<a href="{}">{}</a>', url, phrase) if url else phrase,
        charts.cells(done, total, tone=tone, step=step),
        format_html('<span class="small dim">{}</span>', note) if note else "",
    )


# --- parts ---------------------------------------------------------------------------------------------------------


def _within(context: Context, **values: Any) -> dict[str, Any]:
    """Context of a part: its own values and what its forms need."""
    return values | {"csrf_token": context.get("csrf_token"), "request": context.get("request")}


@register.inclusion_tag("ui/parts/action.html", takes_context=True)
def action(context: Context, act: Any, size: str = "", css: str = "") -> dict[str, Any]:
    """A button of `shapes.Action`: link, small form, opener of a dialog, or the dashed button with its reason."""
    return _within(context, act=act, size=size, css=css, key=uuid4().hex, once=uuid4())


@register.inclusion_tag("ui/parts/todo.html", takes_context=True)
def todo(context: Context, rows: Any, title: str = "", level: int = 2) -> dict[str, Any]:
    """A list of work; with a title also its heading and number."""
    rows = list(rows)
    return _within(context, rows=rows, title=title, level=level)


@register.inclusion_tag("ui/parts/notes.html", takes_context=True)
def notes(context: Context, rows: Any, title: str = "") -> dict[str, Any]:
    return _within(context, rows=list(rows), title=title)


@register.inclusion_tag("ui/parts/history.html")
def history(rows: Any) -> dict[str, Any]:
    return {"rows": rows}


@register.inclusion_tag("ui/parts/route.html")
def route(steps: Any) -> dict[str, Any]:
    return {"steps": steps}


@register.inclusion_tag("ui/parts/job.html", takes_context=True)
def job(context: Context, view: Any) -> dict[str, Any]:
    return _within(context, job=view)


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(items: Any, label: str = "Разделы страницы") -> dict[str, Any]:
    return {"tabs": items, "label": label}


@register.inclusion_tag("ui/parts/crumbs.html")
def crumbs(*items: Any) -> dict[str, Any]:
    """{% crumbs list %} or {% crumbs "Пары" url "Пара" %}: label, address, label, address, …"""
    if len(items) == 1 and not isinstance(items[0], str):
        return {"crumbs": items[0]}
    labels, urls = items[::2], [*items[1::2], ""]
    return {"crumbs": [{"label": label, "url": url} for label, url in zip(labels, urls, strict=False)]}


@register.inclusion_tag("ui/parts/person.html")
def person(name: str, sub: str = "", url: str = "", sign: bool = True) -> dict[str, Any]:
    return {"name": name, "sub": sub, "url": url, "sign": sign}


@register.inclusion_tag("ui/parts/pair.html")
def pair(mentor: str, mentee: str, mentor_sub: str = "", mentee_sub: str = "") -> dict[str, Any]:
    return {"mentor": mentor, "mentee": mentee, "mentor_sub": mentor_sub, "mentee_sub": mentee_sub}


@register.inclusion_tag("ui/parts/facts.html")
def facts(rows: Any) -> dict[str, Any]:
    return {"rows": rows}


@register.inclusion_tag("ui/parts/filters.html")
def filters(page: Any) -> dict[str, Any]:
    return {"page": page}


@register.inclusion_tag("ui/parts/pager.html")
def pager(page: Any) -> dict[str, Any]:
    return {"page": page}


@register.inclusion_tag("ui/parts/sort.html")
def sort_header(page: Any, key: str, label: str, css: str = "") -> dict[str, Any]:
    return {"header": page.header(key), "label": label, "css": css}


@register.inclusion_tag("ui/parts/moves.html")
def moves(key: Any, first: bool = False, last: bool = False, what: str = "строку") -> dict[str, Any]:
    """Two buttons that move a row: they post `move=up:<key>` or `move=down:<key>` with the surrounding form."""
    return {"key": key, "first": first, "last": last, "what": what}


# --- parts with content between the tags ------------------------------------------------------------------------


@register.simple_block_tag(takes_context=True)
def step(context: Context, content: str, title: str, why: str = "", go: str = "") -> SafeString:
    """The main step: the buttons stand between the tags; `go` is ready HTML of the line under the rule."""
    return render_to_string(
        "ui/parts/step.html",
        {"buttons": content, "title": title, "why": why, "go": go, "id": f"step-{uuid4().hex[:6]}"},
    )


@register.simple_block_tag
def empty(content: str, title: str, why: str = "") -> SafeString:
    """An empty place: what to do first; the one button stands between the tags."""
    return render_to_string("ui/parts/empty.html", {"title": title, "why": why, "content": content})


@register.simple_block_tag
def dialog(content: str, id: str, title: str, why: str = "") -> SafeString:
    """A question before what can not be undone. Opened by <a href="#id" data-dialog>; without scripts a section."""
    return render_to_string("ui/parts/dialog.html", {"content": content, "id": id, "title": title, "why": why})


@register.simple_block_tag
def bulk(
    content: str, words: str = "Отмечена # строка|Отмечены # строки|Отмечено # строк", whole: str = ""
) -> SafeString:
    """The bar of marked rows, inside <form data-bulk>; between the tags the buttons. `words` for 1, 2, 5 rows.

    `whole`: what the buttons act on when nothing is marked («Со всеми 50 парами:»); without it the bar then hides.
    """
    return render_to_string("ui/parts/bulk.html", {"content": content, "words": words, "whole": whole})


@register.inclusion_tag("ui/parts/pick_all.html")
def pick_all(words: str = "Отметить все на странице") -> dict[str, str]:
    """The head of the column of ticks inside <form data-bulk>."""
    return {"words": words}


# --- forms ---------------------------------------------------------------------------------------------------------


@register.simple_tag
def field(bound: Any, hint: str = "", seen: str = "", label: str = "", css: str = "") -> SafeString:
    """A field of a form: label, hint, input, who will see it, error."""
    from nastavnik.ui.forms import field_context

    return render_to_string("ui/forms/field.html", field_context(bound, hint=hint, seen=seen, label=label, css=css))


@register.simple_tag
def date_in(
    name: str, value: Any = None, *, id: str = "", of: Any = "", each: Any = "", label: str = "", required: bool = False
) -> SafeString:
    """A field of a date outside a Django form, the same as in one; its label is the template's.

    `of` is added to the id only («on-12», several forms on a page), `each` to the name too (rows of one form). `label` is
    said by readers of the screen where no <label> stands.
    """
    from nastavnik.ui.forms import DateInput

    name = f"{name}-{each}" if each else name
    attrs: dict[str, Any] = {"id": id or (f"{name}-{of}" if of else name)} | ({"required": True} if required else {})
    attrs |= {"aria-label": label} if label else {}
    return DateInput().render(name, value, attrs=attrs, renderer=get_default_renderer())


@register.filter
def places(number: int) -> str:
    """«одно место», «два места», «12 мест» in the summary of errors."""
    from nastavnik.ui.forms import places_phrase

    return places_phrase(number)


@register.simple_tag
def form_errors(*forms: Any) -> SafeString:
    """The summary above a form, with links to the fields; nothing when all is well."""
    from nastavnik.ui.forms import error_lines

    lines = [line for form in forms if form is not None for line in error_lines(form)]
    return render_to_string("ui/forms/errors.html", {"lines": lines}) if lines else mark_safe("")


# --- frame ---------------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def toasts(context: Context) -> list[Toast]:
    found = context.get("messages")
    return toast_store.collect(found) if found else []


@register.simple_tag(takes_context=True)
def sign_out_url(context: Context) -> str:
    """`logout_url` of the context, else the sign-out of the installed login; empty when there is none."""
    given = context.get("logout_url")
    if given:
        return given
    try:
        return reverse("account_logout")
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def with_query(context: Context, **changes: Any) -> str:
    """The address of this page with changed parameters; an empty value removes one."""
    request = context.get("request")
    query: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def own_url(value: Any) -> str:
    """An address made of data, safe to be an href: own paths and http(s), mailto, tel; anything else becomes '#'."""
    found = str(value or "").strip()
    try:
        parts = urlsplit(found)
    except ValueError:
        return "#"
    if parts.scheme:
        return found if parts.scheme.lower() in ("http", "https", "mailto", "tel") else "#"
    return found if toast_store.is_own_path(found) or found.startswith(("#", "?")) else "#"
