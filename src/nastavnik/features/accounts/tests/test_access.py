"""Invitations and roles: who gives them, to whom, and that an organisation is never left without its heads."""

from __future__ import annotations

import pytest
from django.test import Client

from nastavnik.features.accounts import queries, services
from nastavnik.kernel import clock, journal, links, scope
from nastavnik.kernel.errors import Denied, InputRefused, NotFound, WrongState
from nastavnik.kernel.links import PersonalLink
from nastavnik.kernel.tenancy import Account, Membership
from tests.fixtures import PASSWORD, make_membership

pytestmark = pytest.mark.django_db
GOOD = "тихий берег осенью"
#: None of these carries the path of our page to another host.
QUIET = {"no-referrer", "strict-origin", "same-origin"}


def accept(token: str, login: str = "lipov", password: str = GOOD) -> Client:
    client = Client()
    client.get(f"/l/{token}/")
    client.post("/accounts/invitation/", {"login": login, "password": password, "again": password})
    return client


def test_curator_invites_a_mentor_who_sets_own_login(curator, people_in, college, in_college):
    person = people_in(college, 1)[0]
    made = services.invite(by=curator, roles=["mentor"], person_id=person.pk)
    accept(made.token)
    member = Membership.objects.get(account__login="lipov")
    assert member.roles == ["mentor"]
    assert member.person_id == person.pk
    assert journal.history(member)[0].what == "Приглашение принято"


@pytest.mark.parametrize("role", ["curator", "director", "supporter", "office", "operator"])
def test_curator_can_not_invite_staff(curator, in_college, role):
    with pytest.raises(Denied) as refusal:
        services.invite(by=curator, roles=[role], name="Липов Олег")
    assert "руководитель" in refusal.value.message


@pytest.mark.threat("T001")
def test_person_of_another_organisation_can_not_be_invited(curator, people_in, lyceum, in_college):
    stranger = people_in(lyceum, 1)[0]
    with pytest.raises(NotFound):
        services.invite(by=curator, roles=["mentor"], person_id=stranger.pk)


def test_invitation_works_once(director, in_college):
    made = services.invite(by=director, roles=["office"], name="Липова Анна")
    accept(made.token, "lipova")
    accept(made.token, "other")
    assert list(Account.objects.filter(login__in=["lipova", "other"]).values_list("login", flat=True)) == ["lipova"]


@pytest.mark.threat("T027")
def test_preview_robot_that_opens_a_link_uses_nothing_up(director, in_college):
    made = services.invite(by=director, roles=["office"], name="Липова Анна")
    assert Client().get(f"/l/{made.token}/").status_code == 302
    assert PersonalLink.objects.get(pk=made.link.pk).alive


@pytest.mark.threat("T028")
def test_token_leaves_the_address_at_once(director, in_college):
    made = services.invite(by=director, roles=["office"], name="Липова Анна")
    client = Client()
    answer = client.get(f"/l/{made.token}/")
    assert answer["Location"] == "/accounts/invitation/"
    assert answer["Referrer-Policy"] in QUIET
    page = client.get("/accounts/invitation/")
    assert made.token not in page.content.decode()
    assert page["Referrer-Policy"] in QUIET


@pytest.mark.threat("T024")
def test_wrong_expired_and_revoked_links_look_the_same(director, in_college):
    made = services.invite(by=director, roles=["office"], name="Липова Анна")
    services.revoke_invitation(by=director, link=made.link)
    late = services.invite(by=director, roles=["office"], name="Липова Анна")
    PersonalLink.objects.filter(pk=late.link.pk).update(expires_at=clock.now())
    bodies = {Client().get(f"/l/{token}/").content for token in (made.token, late.token, "x" * links.LENGTH, "y")}
    assert len(bodies) == 1
    assert "недействительна" in bodies.pop().decode()


def test_new_invitation_of_a_person_ends_the_earlier(director, people_in, college, in_college):
    person = people_in(college, 1)[0]
    first = services.invite(by=director, roles=["mentor"], person_id=person.pk)
    services.invite(by=director, roles=["mentor"], person_id=person.pk)
    assert Client().get(f"/l/{first.token}/").status_code == 404


def test_somebody_with_an_account_joins_a_second_organisation(director, in_college, lyceum):
    make_membership(lyceum, "mentor", login="wanderer")
    made = services.invite(by=director, roles=["tutor"], name="Странник Пётр")
    client = Client()
    client.get(f"/l/{made.token}/")
    answer = client.post("/accounts/invitation/join/", {"own-login": "Wanderer", "own-password": PASSWORD})
    assert answer["Location"] == "/accounts/login/"
    assert Membership.objects.get(account__login="wanderer").roles == ["tutor"]


@pytest.mark.threat("T105")
def test_joining_tells_the_same_of_a_wrong_login_and_a_wrong_password(director, in_college, lyceum):
    make_membership(lyceum, "mentor", login="wanderer")
    texts = []
    for login in ("wanderer", "nobody-here"):
        made = services.invite(by=director, roles=["tutor"], name="Странник Пётр")
        client = Client()
        client.get(f"/l/{made.token}/")
        answer = client.post("/accounts/invitation/join/", {"own-login": login, "own-password": "не тот пароль"})
        texts.append((answer.status_code, "не подошли" in answer.content.decode()))
    assert texts == [(422, True), (422, True)]


@pytest.mark.threat("T105")
def test_holder_of_an_invitation_can_not_try_logins_without_end(director, in_college):
    made = services.invite(by=director, roles=["office"], name="Липова Анна")
    client = Client()
    client.get(f"/l/{made.token}/")
    form = {"login": f"director-{director.organization.code}", "password": GOOD, "again": GOOD}
    answers = [client.post("/accounts/invitation/", form).status_code for _ in range(21)]
    assert answers[:20] == [200] * 20
    assert answers[20] == 429


@pytest.mark.threat("T018")
def test_last_curator_keeps_the_role(director, curator, in_college):
    member = Membership.objects.get(pk=curator.membership_id)
    with pytest.raises(WrongState) as refusal:
        services.change_roles(by=director, membership=member, roles=["tutor"])
    assert "без куратора" in refusal.value.message
    assert refusal.value.next_step.url == "/settings/access/invite/"
    assert Membership.objects.get(pk=member.pk).roles == ["curator"]


@pytest.mark.threat("T018")
def test_last_director_can_not_leave(director, curator, in_college):
    with pytest.raises(WrongState):
        services.end_access(by=director, membership=Membership.objects.get(pk=director.membership_id))


def test_director_with_a_second_one_may_leave(director, college, in_college):
    make_membership(college, "director", login="second")
    services.end_access(by=director, membership=Membership.objects.get(pk=director.membership_id))
    assert Membership.objects.get(pk=director.membership_id).ended_at


@pytest.mark.threat("T106")
def test_change_of_roles_ends_the_sessions(director, college, in_college, signed_in, actor_in):
    tutor = actor_in(college, "tutor")
    browser = signed_in(tutor)
    assert browser.get("/accounts/profile/").status_code == 200
    services.change_roles(by=director, membership=Membership.objects.get(pk=tutor.membership_id), roles=["mentor"])
    assert browser.get("/accounts/profile/")["Location"].startswith("/accounts/login/")


@pytest.mark.threat("T009")
@pytest.mark.threat("T019")
def test_dismissed_psychologist_meets_the_sign_in_page(director, college, in_college, signed_in, actor_in):
    supporter = actor_in(college, "supporter")
    browser = signed_in(supporter)
    services.end_access(by=director, membership=Membership.objects.get(pk=supporter.membership_id))
    assert browser.get("/accounts/profile/")["Location"].startswith("/accounts/login/")


@pytest.mark.threat("T017")
def test_curator_can_not_touch_the_access_of_staff(curator, director, in_college):
    head = Membership.objects.get(pk=director.membership_id)
    for act in (
        lambda: services.end_access(by=curator, membership=head),
        lambda: services.issue_reset(by=curator, membership=head),
        lambda: services.change_roles(by=curator, membership=head, roles=["mentor"]),
    ):
        with pytest.raises(Denied):
            act()


@pytest.mark.threat("T016")
def test_role_of_ones_own_can_not_be_smuggled_into_the_profile(curator_client, curator, in_college):
    curator_client.post("/accounts/profile/", {"name": "Я", "theme": "", "roles": "director", "is_active": "1"})
    assert Membership.objects.get(pk=curator.membership_id).roles == ["curator"]


@pytest.mark.threat("T016")
def test_curator_can_not_smuggle_the_directors_role_into_an_invitation(curator_client, in_college):
    curator_client.post("/settings/access/invite/", {"name": "Липов Олег", "roles": ["mentor", "director"]})
    assert not PersonalLink.objects.exists()


@pytest.mark.threat("T004")
def test_unit_of_another_organisation_refuses_the_whole_invitation(director, lyceum, in_college):
    from nastavnik.kernel.tenancy import Unit

    with scope.within(lyceum):
        foreign = Unit.objects.create(name="Филиал")
    with pytest.raises(NotFound):
        services.invite(by=director, roles=["tutor"], name="Липов Олег", unit_ids=[foreign.pk])
    assert not PersonalLink.objects.exists()


def test_weak_password_is_refused_and_the_typed_login_stays(director, in_college):
    made = services.invite(by=director, roles=["office"], name="Липова Анна")
    client = Client()
    client.get(f"/l/{made.token}/")
    page = client.post("/accounts/invitation/", {"login": "lipova", "password": "колледж1", "again": "колледж1"})
    assert 'value="lipova"' in page.content.decode()
    assert "угадают" in page.content.decode()
    assert PersonalLink.objects.get(pk=made.link.pk).alive


def test_taken_login_is_told_whatever_its_case(director, in_college):
    Account.objects.create_user(login="орлова", password=PASSWORD)
    with pytest.raises(InputRefused) as refusal:
        services.make_account(login="ОРЛОВА", password=GOOD)
    assert refusal.value.field == "login"


def test_ended_access_can_be_returned(director, college, in_college):
    member = make_membership(college, "tutor")
    services.end_access(by=director, membership=member)
    services.restore_access(by=director, membership=member)
    assert Membership.objects.get(pk=member.pk).ended_at is None


def test_list_of_access_asks_as_often_for_many_as_for_few(
    director, director_client, college, in_college, django_assert_max_num_queries
):
    for index in range(3):
        make_membership(college, "mentor", login=f"mentor{index}")
    with django_assert_max_num_queries(16):
        director_client.get("/settings/access/")
    for index in range(3, 40):
        make_membership(college, "mentor", login=f"mentor{index}")
    with django_assert_max_num_queries(16):
        assert "mentor9" in director_client.get("/settings/access/").content.decode()


@pytest.mark.threat("T005")
def test_list_of_access_shows_only_this_organisation(director, director_client, lyceum, in_college):
    make_membership(lyceum, "curator", login="stranger")
    page = director_client.get("/settings/access/?q=stranger").content.decode()
    assert "stranger</div>" not in page
    with scope.within(lyceum):
        theirs = Membership.objects.get(account__login="stranger")
    with pytest.raises(NotFound):
        queries.get_membership(director, theirs.pk)
