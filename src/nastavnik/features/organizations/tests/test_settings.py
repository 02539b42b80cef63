"""Rules, requisites, signers, units, years: what stands and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from nastavnik.features.organizations import papers, queries, rules, services, settings
from nastavnik.features.organizations.models import ProgramYear, Signer
from nastavnik.kernel import journal, scope
from nastavnik.kernel.errors import Denied, InputRefused, NotFound, WrongState
from nastavnik.kernel.registry import hooks
from nastavnik.kernel.tenancy import Organization, Unit

pytestmark = pytest.mark.django_db


def words(answer) -> str:
    return answer.content.decode().replace("\xa0", " ")


# --- rules of the organisation ---------------------------------------------------------------------------------------


def test_every_setting_has_a_fitting_default_and_a_source():
    for item in settings.SETTINGS.values():
        assert item.fits(item.default), item.code
        assert item.source


@pytest.mark.parametrize("stored", [0, 31, "3", None, True, 2.5, [3]])
def test_what_does_not_fit_reads_as_the_default(college, stored):
    college.settings = {"capacity_default": stored}
    assert settings.get(college, "capacity_default") == 3


def test_curator_sets_a_rule_and_the_journal_keeps_the_old_one(curator, curator_client, college, in_college):
    page = curator_client.get("/settings/rules/")
    typed = {code: settings.get(college, code) for code in settings.SETTINGS}
    typed = {code: value for code, value in typed.items() if value is not False}
    assert page.status_code == 200
    curator_client.post("/settings/rules/", {**typed, "capacity_default": "2", "links_count_as_consent": "on"})
    fresh = Organization.objects.get(pk=college.pk)
    assert settings.get(fresh, "capacity_default") == 2
    assert settings.get(fresh, "links_count_as_consent") is True
    changes = [line.values for line in journal.history(college) if line.action == "organizations.setting_changed"]
    assert {"name": "capacity_default", "before": 3, "after": 2} in changes
    assert len(changes) == 2


def test_rule_out_of_range_is_refused_with_the_bounds(curator, curator_client, in_college):
    page = curator_client.post("/settings/rules/", {"capacity_default": "99", "consent_minor_policy": "both_from_14"})
    assert "Нужно целое число от 1 до 30" in words(page)
    with pytest.raises(InputRefused):
        services.change_settings(by=curator, values={"capacity_default": 99})


# --- requisites ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inn", "good"), [("7707083893", True), ("7707083894", False), ("500100732259", True), ("500100732250", False)]
)
def test_control_figures_of_an_inn(inn, good):
    assert rules.inn_sums(inn) is good


@pytest.mark.parametrize(
    ("ogrn", "good"), [("1027700132195", True), ("1027700132196", False), ("304500116000157", True)]
)
def test_control_figures_of_an_ogrn(ogrn, good):
    assert rules.ogrn_sums(ogrn) is good


def test_corrected_case_of_the_name_reaches_the_papers(curator, college, in_college):
    services.change_requisites(by=curator, name_forms={"gen": "вымышленного колледжа «Ромашка»"})
    fresh = Organization.objects.get(pk=college.pk)
    data = papers.organization_data(fresh, on=dt.date(2026, 10, 1))
    assert data["org"]["full_name_gen"] == "вымышленного колледжа «Ромашка»"


def test_inn_with_a_missing_figure_is_refused_and_what_was_typed_stays(curator_client, college, in_college):
    typed = {
        "full_name": "Колледж",
        "short_name": "Колледж",
        "profile": "college",
        "time_zone": "Asia/Omsk",
        "inn": "123",
    }
    page = curator_client.post("/settings/requisites/", typed)
    assert "10 или 12 цифр" in words(page)
    assert 'value="123"' in words(page)
    assert Organization.objects.get(pk=college.pk).time_zone == "Europe/Moscow"


@pytest.mark.threat("T016")
def test_code_and_archive_can_not_be_smuggled_into_requisites(curator_client, college, in_college):
    typed = {"full_name": "К", "short_name": "К", "profile": "college", "time_zone": "Asia/Omsk"}
    curator_client.post(
        "/settings/requisites/", {**typed, "code": "x", "is_practice": "on", "archived_at": "2026-01-01"}
    )
    fresh = Organization.objects.get(pk=college.pk)
    assert (fresh.code, fresh.is_practice, fresh.archived_at, fresh.short_name) == (college.code, False, None, "К")


@pytest.mark.threat("T017")
def test_mentor_can_not_change_requisites(college, actor_in, in_college):
    with pytest.raises(Denied):
        services.change_requisites(by=actor_in(college, "mentor"), short_name="Мой колледж")


# --- signers ---------------------------------------------------------------------------------------------------------


@pytest.mark.threat("T149")
def test_deputy_signs_in_the_days_of_the_order_and_not_after(curator, in_college):
    services.add_signer(
        by=curator, last="Заместителева", first="Анна", middle="Юрьевна", post="заместитель директора", acting=True,
        basis="приказа от 1 октября 2026 г. № 12-лс", valid_from=dt.date(2026, 10, 5), valid_to=dt.date(2026, 10, 20),
    )  # fmt: skip
    assert queries.signer_on(dt.date(2026, 10, 20)).last == "Заместителева"
    assert queries.signer_on(dt.date(2026, 10, 21)).last == "Мещерякова"


def test_acting_head_without_an_end_is_refused(curator, in_college):
    with pytest.raises(InputRefused) as refusal:
        services.add_signer(by=curator, last="Заместителева", first="Анна", post="заместитель", acting=True)
    assert refusal.value.field == "valid_to"


def test_two_heads_on_one_day_are_refused(curator, in_college):
    with pytest.raises(InputRefused) as refusal:
        services.add_signer(by=curator, last="Новая", first="Анна", post="директор", valid_from=dt.date(2026, 11, 1))
    assert "уже подписывает" in refusal.value.message
    head = Signer.objects.get()
    services.edit_signer(by=curator, signer=head, valid_to=dt.date(2026, 10, 31))
    services.add_signer(by=curator, last="Новая", first="Анна", post="директор", valid_from=dt.date(2026, 11, 1))
    assert queries.signer_on(dt.date(2026, 11, 1)).last == "Новая"


def test_only_head_can_not_be_removed(curator_client, in_college):
    head = Signer.objects.get()
    page = curator_client.post(f"/settings/signers/{head.pk}/remove/")
    assert page.status_code == 409
    assert Signer.objects.count() == 1


# --- units -----------------------------------------------------------------------------------------------------------


def test_unit_is_closed_and_opened_again(curator, curator_client, in_college):
    unit = services.add_unit(by=curator, name="Филиал в Заречье")
    curator_client.post(f"/settings/units/{unit.pk}/close/")
    assert Unit.objects.get().closed_on == dt.date(2026, 10, 10)
    curator_client.post(f"/settings/units/{unit.pk}/reopen/")
    assert Unit.objects.get().closed_on is None


def test_second_unit_of_the_same_name_is_refused_whatever_its_case(curator, in_college):
    services.add_unit(by=curator, name="Филиал в Заречье")
    with pytest.raises(InputRefused):
        services.add_unit(by=curator, name="филиал  в заречье")


# --- school years ----------------------------------------------------------------------------------------------------


def test_next_year_starts_when_the_running_one_is_closed(curator, in_college):
    running = ProgramYear.objects.get()
    coming = services.open_year(by=curator, year=2027)
    assert services.open_year(by=curator, year=2027).pk == coming.pk
    with pytest.raises(WrongState) as refusal:
        services.start_year(by=curator, year=coming)
    assert "Сначала закройте" in refusal.value.message
    services.close_year(by=curator, year=running)
    services.start_year(by=curator, year=coming)
    assert queries.current_year() == coming
    with pytest.raises(WrongState):
        services.start_year(by=curator, year=running)


@pytest.mark.threat("T020")
def test_year_with_unfinished_work_of_a_feature_stays_open(curator, in_college, monkeypatch):
    monkeypatch.setattr(hooks, "_handlers", {})

    def pairs_are_open(**facts):
        raise WrongState("Не завершены 3 пары.")

    hooks.on("organizations.year_closing", pairs_are_open)
    with pytest.raises(WrongState):
        services.close_year(by=curator, year=ProgramYear.objects.get())
    assert ProgramYear.objects.get().state == "running"


def test_year_without_records_can_be_taken_back(curator, in_college):
    coming = services.open_year(by=curator, year=2027)
    services.cancel_year(by=curator, year=coming)
    assert ProgramYear.objects.count() == 1


@pytest.mark.threat("T001")
def test_year_of_another_organisation_is_absent(curator_client, lyceum, in_college):
    with scope.within(lyceum):
        theirs = ProgramYear.objects.get()
    assert curator_client.post(f"/settings/years/{theirs.pk}/close/").status_code == 404
    with pytest.raises(NotFound):
        queries.get_year(theirs.pk)


def test_without_a_year_the_refusal_leads_to_where_one_is_opened(college, in_college):
    ProgramYear.objects.all().delete()
    with pytest.raises(WrongState) as refusal:
        queries.require_year()
    assert refusal.value.next_step.url == "/settings/years/"
