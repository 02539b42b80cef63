"""The checker as a whole: order, acceptance, settings, pages, the command, the folder."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from uuid6 import uuid7

from nastavnik.features.compliance import queries, services
from nastavnik.features.compliance.models import AcceptedFinding, RuleSetting
from nastavnik.kernel import actors, files, jobs, memo, scope
from nastavnik.kernel.contracts import Finding, FindingRule, finding_rules
from nastavnik.kernel.errors import Denied, InputRefused, NotFound, WrongState
from nastavnik.kernel.files import StoredFile
from nastavnik.kernel.journal import JournalEntry

ON = dt.date(2026, 10, 10)
NBSP = "\u00a0"
UNTIL = dt.date(2026, 12, 1)


@pytest.fixture
def rules_only(monkeypatch: Any) -> Any:
    """`rules_only(rule, …)`: the registry holds these alone."""

    def keep(*rules: FindingRule) -> None:
        monkeypatch.setattr(finding_rules, "_items", {rule.code: rule for rule in rules})
        memo.forget()

    return keep


def rule(code: str, severity: Any = "warn", *, legal: bool = False, messages: tuple[str, ...] = ("Нет листа",)) -> Any:
    def check(on: dt.date) -> Iterator[Finding]:
        for message in messages:
            yield Finding(code, message, "лист")

    return FindingRule(code, f"Правило {code}", severity, "основание", check, legal)


def broken(on: dt.date) -> Iterator[Finding]:
    raise RuntimeError("нарочно")
    yield


def test_one_broken_rule_is_named_and_stops_no_other(in_college: Any, curator: Any, rules_only: Any) -> None:
    rules_only(FindingRule("X_BAD", "Сломанное", "error", "", broken), rule("X_GOOD"))
    verdict = queries.check_for(curator)
    assert verdict.failed == ("Сломанное",)
    assert [item.rule.code for item in verdict.found] == ["X_GOOD"]


def test_the_gravest_findings_come_first(in_college: Any, curator: Any, rules_only: Any) -> None:
    rules_only(rule("A", "info"), rule("B", "block"), rule("C", "warn"), rule("D", "error"))
    assert [item.rule.code for item in queries.check_for(curator).found] == ["B", "D", "C", "A"]


def test_nothing_is_found_before_the_organisation_began(in_college: Any, curator: Any, rules_only: Any) -> None:
    rules_only(rule("A"))
    assert not queries.check_for(curator, dt.date(2026, 8, 31)).found
    assert queries.check_for(curator, dt.date(2026, 9, 1)).found


def test_an_accepted_finding_leaves_the_list_until_its_day(in_college: Any, curator: Any, rules_only: Any) -> None:
    rules_only(rule("A", messages=("Нет листа 5 дней", "Нет подписи")))
    key = queries.check_for(curator).found[0].key
    services.accept(by=curator, key=key, reason="Лист у нотариуса", until=UNTIL)
    rules_only(rule("A", messages=("Нет листа 6 дней", "Нет подписи")))
    verdict = queries.check_for(curator)
    assert [item.finding.message for item in verdict.standing] == ["Нет подписи"]
    assert verdict.accepted[0].accepted.reason == "Лист у нотариуса"
    assert len(queries.check_for(curator, UNTIL + dt.timedelta(days=1)).standing) == 2


def test_a_withdrawn_acceptance_brings_the_finding_back(in_college: Any, curator: Any, rules_only: Any) -> None:
    rules_only(rule("A"))
    made = services.accept(
        by=curator, key=queries.check_for(curator).found[0].key, reason="Так решил совет", until=UNTIL
    )
    services.withdraw(by=curator, accepted=made)
    assert len(queries.check_for(curator).standing) == 1
    assert JournalEntry.objects.filter(action="compliance.withdrawn").count() == 1


def test_a_prohibition_of_law_can_not_be_accepted_and_a_breach_only_by_the_director(
    in_college: Any, curator: Any, director: Any, rules_only: Any
) -> None:
    rules_only(rule("A", "block", legal=True), rule("B", "error", legal=True))
    block, breach = (item.key for item in queries.check_for(curator).found)
    with pytest.raises(WrongState):
        services.accept(by=director, key=block, reason="Очень нужно", until=UNTIL)
    with pytest.raises(Denied):
        services.accept(by=curator, key=breach, reason="Очень нужно", until=UNTIL)
    services.accept(by=director, key=breach, reason="Пояснение в деле", until=UNTIL)
    assert [item.rule.code for item in queries.check_for(curator).standing] == ["A"]


@pytest.mark.parametrize("until", [dt.date(2026, 10, 9), dt.date(2028, 1, 1)])
def test_an_acceptance_has_a_reason_and_a_day_within_a_year(
    in_college: Any, curator: Any, rules_only: Any, until: dt.date
) -> None:
    rules_only(rule("A"))
    key = queries.check_for(curator).found[0].key
    with pytest.raises(InputRefused):
        services.accept(by=curator, key=key, reason="Лист у нотариуса", until=until)
    with pytest.raises(InputRefused):
        services.accept(by=curator, key=key, reason="  ", until=UNTIL)
    assert not AcceptedFinding.objects.exists()


def test_a_finding_that_is_gone_can_not_be_accepted(in_college: Any, curator: Any, rules_only: Any) -> None:
    rules_only(rule("A"))
    with pytest.raises(NotFound):
        services.accept(by=curator, key="нет такого", reason="Лист у нотариуса", until=UNTIL)


def test_rules_may_be_lowered_dated_and_switched_off_but_never_those_of_law(
    in_college: Any, curator: Any, director: Any, rules_only: Any
) -> None:
    plain, law = rule("A", "error"), rule("B", "error", legal=True)
    rules_only(plain, law)
    services.tune(by=director, rule=plain, off=False, severity="info", valid_from=None)
    assert {item.rule.code: item.severity for item in queries.check_for(curator).found} == {"A": "info", "B": "error"}
    services.tune(by=director, rule=plain, off=False, severity="", valid_from=dt.date(2026, 10, 11))
    assert [item.rule.code for item in queries.check_for(curator).found] == ["B"]
    services.tune(by=director, rule=plain, off=True, severity="", valid_from=None)
    assert [item.rule.code for item in queries.check_for(curator).found] == ["B"]
    with pytest.raises(WrongState):
        services.tune(by=director, rule=law, off=True, severity="", valid_from=None)
    with pytest.raises(InputRefused):
        services.tune(by=director, rule=plain, off=False, severity="block", valid_from=None)
    with pytest.raises(Denied):
        services.tune(by=curator, rule=plain, off=True, severity="", valid_from=None)
    RuleSetting.objects.create(rule="B", off=True, severity="info")
    assert [item.severity for item in queries.check_for(curator).found] == ["error"]


def test_every_finding_of_the_page_has_its_source_and_its_mend(
    curator_client: Any, pair: Any, people_in: Any, in_college: Any
) -> None:
    pair()
    page = curator_client.get("/check/").content.decode().replace(NBSP, " ")
    assert "Положение о наставничестве не утверждено" in page
    assert "ст. 28" in page
    assert "Подготовить положение" in page
    only = curator_client.get("/check/?section=acts").content.decode().replace(NBSP, " ")
    assert "утверждено" in only
    assert "заключено дополнительное" not in only
    assert "Таких замечаний нет" in curator_client.get("/check/?q=ъъъъ").content.decode().replace(NBSP, " ")


def test_a_finding_is_accepted_through_the_page(curator_client: Any, curator: Any, pair: Any, in_college: Any) -> None:
    pair()
    found = next(item for item in queries.check_for(curator).found if item.rule.code == "ACT_NO_REGULATION")
    url = f"/check/accept/?key={found.key}"
    assert curator_client.get(url).status_code == 200
    refused = curator_client.post("/check/accept/", {"key": found.key, "reason": "Уже в пути", "until": "2020-01-01"})
    assert refused.status_code == 422
    assert "Уже в пути" in refused.content.decode().replace(NBSP, " ")
    answer = curator_client.post("/check/accept/", {"key": found.key, "reason": "Уже в пути", "until": "2026-11-01"})
    assert answer.status_code == 302
    assert "Уже в" in curator_client.get("/check/?show=accepted").content.decode().replace(NBSP, " ")


def test_exports_are_journaled_with_their_count(curator_client: Any, pair: Any, in_college: Any) -> None:
    pair()
    assert curator_client.get("/check/?export=xlsx")["Content-Type"].endswith("sheet")
    assert curator_client.get("/check/figures/?export=xlsx")["Content-Type"].endswith("sheet")
    actions = set(JournalEntry.objects.values_list("action", flat=True))
    assert {"compliance.findings_exported", "compliance.figures_exported"} <= actions


def test_figures_are_those_of_the_day_and_lead_to_their_lists(curator_client: Any, pair: Any, in_college: Any) -> None:
    pair()
    page = curator_client.get("/check/figures/?on=2026-10-05").content.decode().replace(NBSP, " ")
    assert "Цифры на 5 октября" in page
    assert 'href="/pairs/"' in page
    assert curator_client.get("/check/figures/?on=вчера").status_code == 200


def test_the_rules_page_opens_each_rule(director: Any, signed_in: Any, in_college: Any) -> None:
    client = signed_in(director)
    assert "требование закона" in client.get("/check/rules/").content.decode().replace(NBSP, " ")
    assert client.get("/check/rules/NO_SUCH/").status_code == 404
    assert "выключить или смягчить" in client.get("/check/rules/PD_NO_POLICY/").content.decode().replace(NBSP, " ")
    assert client.post("/check/rules/PAIR_LABOUR_MODE/", {"off": "on"}).status_code == 302
    assert RuleSetting.objects.get().off


def test_the_folder_holds_papers_by_stage_a_register_and_what_is_missing(
    curator_client: Any, curator: Any, in_college: Any, plan: Any, paper: Any
) -> None:
    from openpyxl import load_workbook

    from nastavnik.features.documents.models import DocumentFile
    from nastavnik.features.roadmap.models import ManualClosing

    kept = files.store(actors.system(in_college), b"%PDF-1.4 scan", name="a.pdf", media_type="application/pdf")
    DocumentFile.objects.create(document=paper("order_curator", before_system=True), role="scan", file=kept)
    activity = plan.activities.order_by("position")[2]
    ManualClosing.objects.create(
        activity=activity,
        happened_on=dt.date(2026, 9, 20),
        note="Собрание",
        file=kept,
        closed_by="к",
        recorded_at=dt.datetime(2026, 9, 20, tzinfo=dt.UTC),
    )
    page = curator_client.get("/check/folder/").content.decode().replace(NBSP, " ")
    assert "Чего не хватает" in page
    assert curator_client.post("/check/folder/").status_code == 302
    jobs.run_all()
    job = jobs.Job.objects.get(kind="compliance.folder")
    assert job.state == "done", job.message
    stored = StoredFile.objects.get(pk=job.result["files"][0]["file"])
    with zipfile.ZipFile(io.BytesIO(files.read(stored))) as archive:
        names = archive.namelist()
        register = load_workbook(io.BytesIO(archive.read("Опись.xlsx"))).active
        lacks = load_workbook(io.BytesIO(archive.read("Чего не хватает.xlsx"))).active
    assert {"База наставляемых.xlsx", "База наставников.xlsx"} <= set(names)
    assert any("скан" in name and "Подготовка" in name for name in names)
    listed = {row[4] for row in register.iter_rows(min_row=2, values_only=True) if row[4]}
    assert listed <= set(names)
    assert len(listed) == 2
    assert lacks.max_row > 10
    assert JournalEntry.objects.filter(action="compliance.folder_made").exists()


@pytest.mark.threat("T001")
def test_another_organisations_acceptance_is_not_there(college: Any, lyceum: Any, curator_client: Any) -> None:
    from nastavnik.features.compliance.tests.objects import accepted_finding

    assert curator_client.post(f"/check/accepted/{accepted_finding(lyceum)}/withdraw/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_plan(in_college: Any, curator: Any, plan: Any) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.check_for(curator)
        return len(captured)

    small = asked()
    for activity in list(plan.activities.all()):
        activity.pk, activity.position = uuid7(), activity.position + 500
        activity.save(force_insert=True)
    assert asked() <= small


def test_the_command_gives_json_and_the_exit_code(college: Any, rules_only: Any, capsys: Any) -> None:
    import typer

    from nastavnik.cli import check

    rules_only(rule("A", "warn"))
    check.check(organization=college.code, output="json")
    rows = json.loads(capsys.readouterr().out)
    assert {"rule", "severity", "message", "object", "url", "fix"} <= set(rows[0])
    rules_only(rule("B", "error"))
    with pytest.raises(typer.Exit) as left:
        check.check(organization="", output="json")
    assert left.value.exit_code == 1
    with pytest.raises(typer.Exit) as wrong:
        check.check(organization="", output="xml")
    assert wrong.value.exit_code == 2
    with pytest.raises(SystemExit) as absent:
        check.check(organization="нет-такой", output="json")
    assert absent.value.code == 2
    assert scope.current() is None
