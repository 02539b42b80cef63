"""What the pages of the checker show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import NoReverseMatch, reverse

from nastavnik.features.compliance import contents, queries, rules
from nastavnik.features.compliance.forms import DayForm
from nastavnik.features.compliance.queries import Found, Verdict
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.ui.lists import Choice, ListSpec, Search
from nastavnik.ui.shapes import Tab
from nastavnik.ui.text import count_phrase

FINDING_HEADERS = ["Строгость", "Что не так", "О ком или о чём", "Правило", "Основание", "Как исправить", "Принято"]


def search_url() -> str:
    """Where the search of the top bar leads; the day lies above this feature, so it is found by its name."""
    try:
        return reverse("today:search")
    except NoReverseMatch:
        return ""


def tabs(current: str) -> list[Tab]:
    names = [
        ("findings", "Замечания"),
        ("figures", "Цифры на дату"),
        ("folder", "Папка для проверки"),
        ("rules", "Правила"),
    ]
    return [Tab(label, reverse(f"compliance:{name}"), name == current) for name, label in names]


def _shown(show: str, verdict: Verdict) -> list[Found]:
    return verdict.accepted if show == "accepted" else verdict.standing


def _holds(rows: Iterable[Found], text: str) -> list[Found]:
    wanted = text.casefold().replace("ё", "е")
    return [
        row
        for row in rows
        if wanted in f"{row.finding.message} {row.finding.object} {row.rule.title}".casefold().replace("ё", "е")
    ]


def _sections() -> list[tuple[str, str]]:
    return [(name, rules.section_title(name)) for name in [*rules.SECTIONS, rules.OTHER[0]]]


SPEC = ListSpec(
    filters=[
        Search("q", "Человек, документ, слово", _holds),
        Choice(
            "severity",
            "Строгость",
            [(code, word) for code, (_, word) in rules.WORDS.items()],
            lambda rows, value: [row for row in rows if row.severity == value],
            every="Любая строгость",
        ),
        Choice(
            "section",
            "Раздел",
            _sections,
            lambda rows, value: [row for row in rows if row.section == value],
            every="Все разделы",
        ),
        Choice(
            "show", "Какие", [("accepted", "Принятые с обоснованием")], lambda rows, value: rows, every="Действующие"
        ),
    ],
    words="замечание,замечания,замечаний",
)


def position(verdict: Verdict) -> str:
    """The sentence under the heading."""
    counts = queries.words_of(verdict.standing)
    if not verdict.standing:
        words = "Проверены все правила, замечаний нет."
    else:
        named = [
            (counts["block"], "запрет,запрета,запретов"),
            (counts["error"], "нарушение,нарушения,нарушений"),
            (counts["warn"], "замечание,замечания,замечаний"),
            (counts["info"], "сведение,сведения,сведений"),
        ]
        words = "Найдено: " + ", ".join(count_phrase(count, forms) for count, forms in named if count) + "."
    if verdict.accepted:
        words += f" Принято с обоснованием: {len(verdict.accepted)}."
    return words


def findings(actor: Actor, query: Mapping[str, Any]) -> dict[str, Any]:
    verdict = queries.check_for(actor)
    page = SPEC.read(query, _shown(str(query.get("show", "")), verdict))
    return {
        "page": page,
        "rows": page.rows,
        "position": position(verdict),
        "failed": verdict.failed,
        "started": actor.organization.started_on,
        "today": verdict.on,
        "tabs": tabs("findings"),
        "may_accept_legal": actor.may("compliance.accept_legal"),
        "search_url": search_url(),
    }


def finding_cells(rows: Iterable[Found]) -> list[tuple[Any, ...]]:
    return [
        (
            row.word,
            row.finding.message,
            row.finding.object,
            row.rule.title,
            row.rule.source,
            row.finding.fix.label if row.finding.fix else "",
            row.accepted.reason if row.accepted else "",
        )
        for row in rows
    ]


def rule_list(actor: Actor) -> dict[str, Any]:
    sections = queries.rule_rows(actor)
    rows = [row for _, items in sections for row in items]
    legal = sum(1 for row in rows if row.rule.legal)
    words = f"Проверяем {count_phrase(len(rows), 'правило,правила,правил')}; {legal} из них — требования закона."
    return {
        "sections": sections,
        "position": words,
        "may_tune": actor.may("compliance.tune"),
        "tabs": tabs("rules"),
        "search_url": search_url(),
    }


def figures(actor: Actor, query: Mapping[str, Any]) -> dict[str, Any]:
    """Figures on the asked day; an unreadable day gives today's with the form's remark."""
    today = clock.today(actor.organization)
    form = DayForm({"on": str(query.get("on", "")) or today.isoformat()})
    good = form.is_valid() and form.cleaned_data["on"] is not None
    on = form.cleaned_data["on"] if good else today
    rows = queries.figure_rows(actor, on)
    return {
        "on": on,
        "today": today,
        "rows": rows,
        "form": form,
        "copied": "\n".join(f"{row.label}\t{row.value}" for row in rows),
        "tabs": tabs("figures"),
        "search_url": search_url(),
    }


def folder(actor: Actor) -> dict[str, Any]:
    """What the folder will hold, by stage, and what is missing."""
    actor.must("compliance.export")
    today = clock.today(actor.organization)
    plan = contents.plan(today)
    held = sum(len(stage.items) for stage in plan.stages)
    words = f"Войдёт: {count_phrase(held, 'бумага,бумаги,бумаг')}"
    if plan.missing:
        words += f", не хватает подтверждений: {len(plan.missing)}"
    return {
        "plan": plan,
        "position": f"{words}.",
        "today": today,
        "tabs": tabs("folder"),
        "search_url": search_url(),
    }
