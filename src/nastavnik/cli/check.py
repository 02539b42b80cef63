"""The checker on the command line."""

from __future__ import annotations

import json
import sys
from typing import Any

import typer

app = typer.Typer(help="Проверить программу наставничества по правилам.")


@app.command()
def check(
    organization: str = typer.Option("", help="Код организации. Без него проверяются все."),
    output: str = typer.Option("table", "--format", help="table или json."),
) -> None:
    """Назвать нарушения и замечания на сегодня. Код 1, если найдены запреты или нарушения."""
    if output not in ("table", "json"):
        print(f"Вид «{output}» неизвестен. Есть: table, json.", file=sys.stderr)
        raise typer.Exit(2)
    from nastavnik.cli import django

    django.start()
    from nastavnik.kernel.tenancy import Organization

    if organization:
        asked = [django.organization(organization)]
    else:
        asked = list(Organization.objects.filter(archived_at=None).order_by("code"))
    rows, grave = [], False
    for item in asked:
        found, bad = _of(item)
        rows += found
        grave = grave or bad
    if output == "json":
        print(json.dumps(rows, ensure_ascii=False))
    else:
        _show(rows, several=len(asked) > 1)
    if grave:
        raise typer.Exit(1)


def _of(organization: Any) -> tuple[list[dict[str, Any]], bool]:
    """Standing findings of one organisation, and whether any of them is grave. Accepted ones are not named."""
    from nastavnik.features.compliance import queries
    from nastavnik.kernel import clock, scope

    with scope.within(organization):
        verdict = queries.check(organization, clock.today(organization))
        for title in verdict.failed:
            print(f"{organization.short_name}: правило «{title}» проверить не удалось.", file=sys.stderr)
        rows = [
            {
                "rule": item.rule.code,
                "severity": item.severity,
                "message": item.finding.message,
                "object": item.finding.object,
                "url": item.finding.url,
                "fix": {"label": item.finding.fix.label, "url": item.finding.fix.url} if item.finding.fix else None,
                "organization": organization.code,
            }
            for item in verdict.standing
        ]
        return rows, bool(verdict.grave)


def _show(rows: list[dict[str, Any]], *, several: bool) -> None:
    from nastavnik.features.compliance.rules import WORDS

    if not rows:
        print("Замечаний нет.")
    for row in rows:
        word = WORDS[row["severity"]][1]
        place = f"{row['organization']}: " if several else ""
        print(f"{word:<11} {place}{row['message']}")
        if row["fix"]:
            print(f"{'':<11} → {row['fix']['label']}: {row['fix']['url']}")
