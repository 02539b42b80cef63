"""The curator's way through the pages of a round, and what a mentor sees on a phone."""

from __future__ import annotations

from typing import Any

import pytest

from nastavnik.engines.matching.criteria import CRITERIA
from nastavnik.features.matching.models import MatchingRound


def test_from_the_empty_list_to_the_published_round(lot: Any, curator_client: Any):
    assert "Раундов подбора пока нет" in curator_client.get("/matching/").content.decode()
    form = {"form": "teacher_teacher", "group": "any", "title": "", "limit": ""}
    asked = curator_client.get("/matching/new/").content.decode()
    offered = ("competence", "role", "time", "load")
    assert [code for code in CRITERIA if f'name="weight_{code}"' in asked] == list(offered), "what the banks know of"
    assert "Пока не учитываются" in asked and "кого назвали сами" in asked
    answer = curator_client.post("/matching/new/", form | {f"weight_{code}": 3 for code in offered})
    assert answer.status_code == 302
    found = MatchingRound.objects.get()
    page = f"/matching/{found.pk}/"
    board = curator_client.get(page).content.decode()
    assert "Предложить 5\u00a0пар участникам" in board and "Без пары: 1" in board
    pair = found.proposals.first()
    assert "Почему эта пара" in curator_client.get(f"{page}?pair={pair.pk}").content.decode()
    assert curator_client.post(f"/matching/proposals/{pair.pk}/lock/").status_code == 302
    assert curator_client.post(page + "solve/", {"objective": "card_leximin"}).status_code == 302
    assert curator_client.get(page + "export/").status_code == 200
    assert curator_client.post(page + "publish/").status_code == 302
    answers = curator_client.get(page).content.decode()
    assert "Согласны оба в\u00a00" in answers
    assert curator_client.get(page + "sheets/").status_code == 200


def test_reason_of_any_other_mentor_is_one_question_away(solved: Any, curator_client: Any):
    row = solved.proposals.first()
    other = next(item["id"] for item in solved.instance["mentors"] if item["id"] != str(row.mentor_id))
    answer = curator_client.get(f"/matching/{solved.pk}/?pair={row.pk}&why={other}").content.decode()
    assert "Почему не " in answer
    assert other not in answer.split('id="why"')[1].split("<form")[0], "no ids instead of names"


@pytest.mark.parametrize("query", ["pair=nonsense", "free=nonsense&why=nonsense", "pair=&why=x'--"])
def test_spoiled_address_is_only_an_ordinary_board(solved: Any, curator_client: Any, query: str):
    assert curator_client.get(f"/matching/{solved.pk}/?{query}").status_code == 200


def test_all_weights_zero_keep_the_form_and_say_why(lot: Any, curator_client: Any):
    form = {"form": "teacher_teacher", "group": "any", "title": "Осенний"}
    weights = {f"weight_{code}": 0 for code in ("competence", "role", "time", "load")}
    answer = curator_client.post("/matching/new/", form | weights)
    text = answer.content.decode()
    assert answer.status_code == 200 and "Ни один признак не важен" in text and "Осенний" in text


def test_mentor_finds_the_proposal_and_agrees_on_the_phone(solved, in_college, curator_client, actor_in, signed_in):
    row = solved.proposals.select_related("mentor__person").first()
    client = signed_in(actor_in(in_college, "mentor", person=row.mentor.person))
    assert "Предложений пока нет" in client.get("/matching/own/").content.decode()
    curator_client.post(f"/matching/{solved.pk}/publish/")
    assert "Согласиться на пару" in client.get("/matching/own/").content.decode()
    answer = client.post(f"/matching/proposals/{row.pk}/answer/", {"side": "mentor", "answer": "yes"})
    assert answer.status_code == 302
    assert "Вы согласились" in client.get("/matching/own/").content.decode()
    assert client.get(f"/matching/{solved.pk}/").status_code == 404


def test_person_with_a_link_answers_without_an_account(solved, curator_client, settings, client):
    settings.PUBLIC_URL = "https://example.org"
    curator_client.post(f"/matching/{solved.pk}/publish/")
    page = curator_client.post(f"/matching/{solved.pk}/links/").content.decode()
    token = page.split("https://example.org/l/")[1].split("/")[0]
    assert "Согласиться на пару" in client.get(f"/l/{token}/", follow=True).content.decode()
    assert client.get(f"/matching/{solved.pk}/").status_code in (302, 404)
