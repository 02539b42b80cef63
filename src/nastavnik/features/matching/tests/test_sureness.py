"""How sure each pair of a round is, and what would turn it: true of the stored instance, and shown in words."""

from __future__ import annotations

from nastavnik.engines import matching as engine
from nastavnik.features.matching import pages, services, sureness


def said(round_, curator):
    return sureness.of_pairs(round_, pages.board(round_, curator).names)


def test_each_pair_says_whether_it_could_have_been_otherwise_and_a_second_solution_agrees(lot, solved, curator):
    friend = lot.mentee_entries[5]
    friend.wishes = {"persons": [{"id": str(lot.mentors[2].pk)}]}
    friend.save()
    services.solve(by=curator, round_=solved)
    solved.refresh_from_db()
    told = said(solved, curator)
    assert set(told) == {(str(row.mentee_id), str(row.mentor_id)) for row in solved.proposals.all()}
    assert {choice.open for choice in told.values()} == {True, False}, "equal strangers, and one who was named"
    best = engine.solve(solved.instance)
    for key, choice in told.items():
        without = engine.solve({**solved.instance, "forbidden": [*solved.instance["forbidden"], list(key)]})
        if "тем же" in choice.text:
            assert (without.matched, without.total) == (best.matched, best.total) and choice.open
        elif not choice.open:
            assert (without.matched, without.total) < (best.matched, best.total)


def test_what_would_turn_the_choice_does_turn_it(lot, curator):
    for entry in lot.mentor_entries[:2]:
        entry.capacity, entry.free_time = 6, ["wed_day"]
        entry.save()
    seeker = lot.mentee_entries[0]
    made = services.create(by=curator, title="", form="teacher_teacher")
    services.solve(by=curator, round_=made)
    made.refresh_from_db()
    [key] = [key for key in said(made, curator) if key[0] == str(seeker.pk)]
    assert key[1] == str(lot.mentor_entries[0].pk)
    turn = said(made, curator)[key].turn
    assert "«Запрос и умения наставника»" in turn and lot.mentors[1].short_name in turn
    other = str(lot.mentor_entries[1].pk)
    for pair in made.instance["pairs"]:
        if (pair["mentee"], pair["mentor"]) == (key[0], other):
            pair["parts"]["competence"] = 100
    assert dict(engine.solve(made.instance).pairs)[key[0]] == other


def test_locked_and_hand_made_pairs_are_not_judged(solved, curator):
    row = solved.proposals.first()
    services.lock(by=curator, proposal=row, locked=True)
    services.solve(by=curator, round_=solved)
    solved.refresh_from_db()
    assert "закреплена замком" in said(solved, curator)[str(row.mentee_id), str(row.mentor_id)].text
    made = services.place(by=curator, round_=solved, mentee=row.mentee_id, mentor=row.mentor_id)
    assert pages.why(solved, made, pages.board(solved, curator).names)["sure"] is None


def test_the_board_says_it_beside_the_pair_and_of_the_whole(solved, curator, curator_client):
    page = f"/matching/{solved.pk}/"
    told = said(solved, curator)
    board = curator_client.get(page).content.decode()
    assert "могло быть иначе" in board and "Есть равноценные варианты." in board
    row = next(row for row in solved.proposals.all() if told[str(row.mentee_id), str(row.mentor_id)].open)
    margin = curator_client.get(f"{page}?pair={row.pk}").content.decode().split('id="why"')[1]
    assert "Могло быть иначе" in margin and "Если наставник выбудет" in margin
    assert str(row.mentor_id) not in margin.split("<form")[0], "no ids instead of names"


def test_a_round_solved_before_this_was_kept_is_shown_without_it(solved, curator):
    del solved.result["explanations"]["margins"], solved.result["certificate"]["unique"]
    solved.save()
    board = pages.board(solved, curator)
    assert board.pairs == 5 and sureness.whole(solved) == ""
    assert pages.why(solved, solved.proposals.first(), board.names)["sure"] is None
