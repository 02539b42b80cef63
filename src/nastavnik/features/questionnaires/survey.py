"""Pages of those who answer: by a personal link, by the common one, in the kiosk, in the own account. A question a page,
or all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from nastavnik.engines.russian import fold
from nastavnik.features.accounts import limits
from nastavnik.features.people import queries as people
from nastavnik.features.people.models import Person
from nastavnik.features.people.rules import is_minor
from nastavnik.features.questionnaires import asking, contents, forms, queries, rules, services
from nastavnik.features.questionnaires.models import Campaign, Draft, Invitation, Response
from nastavnik.features.questionnaires.ready.ready import ReadyQuestionnaire
from nastavnik.kernel import clock, links
from nastavnik.kernel.errors import NotFound, Step, WrongState
from nastavnik.kernel.http import Request
from nastavnik.kernel.protocols import missing_basis
from nastavnik.ui.toasts import say

WAYS = {"survey": "link", "survey_open": "open", "survey_kiosk": "kiosk"}
CHOSEN = "survey_person"
#: which of the own questionnaires the account has opened
OWN = "survey_own"
STRANGER = "survey_stranger"
TRIES = "survey_tries"
MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Seat:
    """Who answers what. `person` is None until somebody has named himself; `stranger`: a name not on the list."""

    campaign: Campaign
    questionnaire: ReadyQuestionnaire
    person: Person | None
    way: str
    stranger: dict[str, str] | None = None

    @property
    def kiosk(self) -> bool:
        return self.way == "kiosk"

    @property
    def personal(self) -> bool:
        """The reader is known: he need not say who he is, and may come back to what was begun."""
        return self.way in ("link", "account")


def seat(request: Request) -> Seat:
    """The place of the link or of the account in the session. Raises NotFound for a campaign that is gone.

    A form of one questionnaire sent while another was opened in the next tab is refused, not mixed into it.
    """
    place = _own_seat(request) if request.actor.kind == "account" else _link_seat(request)
    if request.POST.get("campaign", str(place.campaign.pk)) != str(place.campaign.pk):
        raise WrongState("Эта вкладка от другой анкеты. Откройте нужную анкету заново: сохранённые ответы на месте.")
    return place


def _own_seat(request: Request) -> Seat:
    actor = request.actor
    asked = Invitation.objects.filter(
        campaign_id=request.session.get(OWN), person_id=actor.person_id, revoked_at=None, person__removed_at=None
    ).select_related("campaign__questionnaire", "person__group")
    found = asked.first() if request.session.get(OWN) and actor.person_id else None
    if found is None:
        raise WrongState(
            "Выберите анкету в списке своих анкет.", next_step=Step("Мои анкеты", reverse("questionnaires:own"))
        )
    return Seat(found.campaign, contents.content_of(found.campaign.questionnaire), found.person, "account")


def _link_seat(request: Request) -> Seat:
    actor = request.actor
    campaign = (
        Campaign.objects.select_related("questionnaire").filter(pk=actor.extra.get("subject_id")).first()
        if actor.kind == "link"
        else None
    )
    if campaign is None or actor.purpose not in WAYS:
        raise NotFound(links.WRONG)
    person_id = actor.person_id
    if actor.purpose != "survey":
        chosen = request.session.get(CHOSEN) or {}
        person_id = chosen.get("person") if chosen.get("campaign") == str(campaign.pk) else None
    person = people.living().select_related("group").filter(pk=person_id).first() if person_id else None
    stranger = request.session.get(STRANGER) if actor.purpose == "survey_open" and person is None else None
    way = WAYS[actor.purpose]
    return Seat(campaign, contents.content_of(campaign.questionnaire), person, way, stranger)


def _draft(place: Seat) -> dict[str, Any]:
    if place.person is None:
        return {}
    row = Draft.objects.filter(campaign=place.campaign, person=place.person).first()
    return dict(row.answers) if row else {}


def _stop(request: Request, place: Seat) -> HttpResponse | None:
    """The page that says why there is nothing to fill in, or None."""
    today = clock.today(request.actor.organization)
    refusal = services.refusal_now(place.campaign, today)
    context: dict[str, Any] = {"place": place}
    if refusal:
        return render(
            request, "questionnaires/survey_stop.html", {**context, "head": "Сейчас ответить нельзя", "why": refusal}
        )
    if place.person is None:
        return None if place.stranger else redirect("questionnaires:survey_who")
    if Response.objects.filter(campaign=place.campaign, person=place.person).exists():
        why = "Ответ уже у куратора, он сохранён и не изменится. Спасибо!"
        return render(
            request, "questionnaires/survey_stop.html", {**context, "head": "Анкета уже заполнена", "why": why}
        )
    missing = missing_basis([place.person.pk], "bank", today).get(place.person.pk)
    if missing is not None:
        minor = is_minor(place.person.birth_date, today)
        why = services.needed_first("consent_pd_minor" if minor else missing.kind)
        return render(
            request, "questionnaires/survey_stop.html", {**context, "head": "Сначала нужно согласие", "why": why}
        )
    return None


def start(request: Request) -> HttpResponse:
    place = seat(request)
    stop = _stop(request, place)
    if stop is not None:
        return stop
    kept = _draft(place)
    context = {"place": place, "begun": bool(kept), "next": _first_open(place.questionnaire, kept)}
    return render(request, "questionnaires/survey_start.html", context)


def _first_open(questionnaire: ReadyQuestionnaire, kept: dict[str, Any]) -> int:
    for number, item in enumerate(contents.shown(questionnaire, kept), start=1):
        if item.code not in kept:
            return number
    return 1


def who(request: Request) -> HttpResponse:
    """«Кто вы?» of the common link and of the kiosk."""
    place = seat(request)
    if place.personal:
        return redirect("questionnaires:survey")
    today = clock.today(request.actor.organization)
    refusal = services.refusal_now(place.campaign, today)
    if refusal:
        return render(
            request,
            "questionnaires/survey_stop.html",
            {"place": place, "head": "Сейчас ответить нельзя", "why": refusal},
        )
    return _kiosk_who(request, place) if place.kiosk else _open_who(request, place)


def _open_who(request: Request, place: Seat) -> HttpResponse:
    form = forms.WhoForm(request.POST or None)
    tries = int(request.session.get(TRIES, 0))
    unknown = False
    if request.method == "POST" and form.is_valid():
        if tries >= MOST_TRIES:
            raise WrongState("Несколько раз не получилось вас найти. Подойдите, пожалуйста, к куратору.")
        data = form.cleaned_data
        key = f"{place.campaign.pk}:{fold(data['name'])}"
        limits.count(request, "who", key=key, look=True)
        found = queries.identify(place.campaign, data["name"], data["birth_year"])
        if found is not None:
            return _sit(request, place, found)
        request.session[TRIES] = tries + 1
        limits.count(request, "who", key=key)  # a new session must not bring new tries
        if "without_list" in request.POST:
            request.session[STRANGER] = {"name": data["name"], "place": data["place"]}
            return redirect("questionnaires:survey_all")
        unknown = True
    return render(request, "questionnaires/survey_who.html", {"place": place, "form": form, "unknown": unknown})


def _sit(request: Request, place: Seat, person: Person) -> HttpResponse:
    request.session[CHOSEN] = {"campaign": str(place.campaign.pk), "person": str(person.pk)}
    request.session.pop(STRANGER, None)
    request.session.pop(TRIES, None)
    return redirect("questionnaires:survey")


def _kiosk_who(request: Request, place: Seat) -> HttpResponse:
    """Choose the group, then oneself, then the year of birth where the card has one."""
    rows = queries.kiosk_people(place.campaign)
    groups = sorted({_group_of(person) for person in rows})
    chosen = request.POST.get("group") or request.GET.get("group") or (groups[0] if len(groups) == 1 else "")
    own = [person for person in rows if _group_of(person) == chosen]
    problem = ""
    if request.method == "POST":
        person = next((one for one in own if str(one.pk) == request.POST.get("person")), None)
        year = request.POST.get("birth_year", "").strip()
        if person is None:
            problem = "Выберите себя в списке."
        else:
            key = f"{place.campaign.pk}:{person.pk}"
            limits.count(request, "who", key=key, look=True)
            if person.birth_date is None or year == str(person.birth_date.year):
                return _sit(request, place, person)
            limits.count(request, "who", key=key)
            problem = "Год рождения не совпал. Проверьте имя и год."
    context = {"place": place, "groups": groups, "chosen": chosen, "people": own, "problem": problem}
    context |= {"picked": request.POST.get("person", ""), "year": request.POST.get("birth_year", "")[:4]}
    return render(request, "questionnaires/survey_kiosk.html", context, status=422 if problem else 200)


def _group_of(person: Person) -> str:
    return person.group.name if person.group else "Работники и другие"


def one(request: Request, number: int) -> HttpResponse:
    """One question. The answer is kept as a draft; only «Отправить ответы» submits."""
    place = seat(request)
    stop = _stop(request, place)
    if stop is not None:
        return stop
    if place.person is None:
        return redirect("questionnaires:survey_all")
    kept = _draft(place)
    asked = contents.shown(place.questionnaire, kept)
    if not 1 <= number <= len(asked):
        return redirect("questionnaires:survey_check")
    item = asked[number - 1]
    problem = ""
    if request.method == "POST":
        raw = {
            code: value
            for code, value in asking.read(place.questionnaire, request.POST).items()
            if _of(item.code, code)
        }
        checked = services.save_draft(by=request.actor, campaign=place.campaign, person=place.person, answers=raw)
        problem = checked.problems.get(item.code, "")
        go = request.POST.get("go", "next")
        if go == "back":
            return redirect("questionnaires:survey_one", number=max(1, number - 1))
        if not problem and item.required and item.code not in checked.answers:
            problem = "Без ответа на этот вопрос анкету не отправить."
        if not problem:
            more = len(contents.shown(place.questionnaire, checked.answers))
            if number >= more:
                return redirect("questionnaires:survey_check")
            return redirect("questionnaires:survey_one", number=number + 1)
        kept = {**checked.answers, **{code: value for code, value in raw.items() if value is not None}}
    context = {
        "place": place,
        "q": asking.question(item, kept, number=number, problem=problem),
        "number": number,
        "total": len(asked),
        "last": number == len(asked),
    }
    return render(request, "questionnaires/survey_one.html", context, status=422 if problem else 200)


def _of(item_code: str, code: str) -> bool:
    return code.removesuffix(contents.OTHER) == item_code


def whole(request: Request) -> HttpResponse:
    """All questions on one page; sends at once."""
    place = seat(request)
    stop = _stop(request, place)
    if stop is not None:
        return stop
    kept, problems = _draft(place), {}
    if request.method == "POST":
        raw = asking.read(place.questionnaire, request.POST)
        try:
            return _send(request, place, raw)
        except services.AnswersRefused as refused:
            kept, problems = {**raw, **refused.checked.answers}, refused.checked.problems
    context = {
        "place": place,
        "questions": asking.questions(place.questionnaire, kept, problems),
        "problems": problems,
        "strange": [text for code, text in problems.items() if code not in {i.code for i in place.questionnaire.items}],
    }
    return render(request, "questionnaires/survey_all.html", context, status=422 if problems else 200)


def _send(request: Request, place: Seat, raw: dict[str, Any]) -> HttpResponse:
    if place.person is None:
        stranger = place.stranger or {}
        services.keep_waiting(
            by=request.actor,
            campaign=place.campaign,
            name=stranger.get("name", ""),
            place=stranger.get("place", ""),
            answers=raw,
        )
    else:
        services.submit(by=request.actor, campaign=place.campaign, person=place.person, answers=raw, way=place.way)
    _forget(request)
    request.session["survey_done"] = str(place.campaign.pk)
    return redirect("questionnaires:survey_done")


def _forget(request: Request) -> None:
    """Nothing of the one who answered stays in the browser of the common link or the kiosk."""
    for key in (CHOSEN, STRANGER, TRIES):
        request.session.pop(key, None)


def check(request: Request) -> HttpResponse:
    """What has been answered and what is still missing, before sending."""
    place = seat(request)
    stop = _stop(request, place)
    if stop is not None:
        return stop
    if place.person is None:
        return redirect("questionnaires:survey_all")
    kept = _draft(place)
    checked = rules.check(place.questionnaire, kept, final=True)
    rows = [
        (number, item, contents.words(item, kept), checked.problems.get(item.code, ""))
        for number, item in enumerate(contents.shown(place.questionnaire, kept), start=1)
    ]
    return render(
        request, "questionnaires/survey_check.html", {"place": place, "rows": rows, "problems": checked.problems}
    )


@require_POST
def send(request: Request) -> HttpResponse:
    place = seat(request)
    stop = _stop(request, place)
    if stop is not None:
        return stop
    try:
        return _send(request, place, _draft(place))
    except services.AnswersRefused:
        say(request, "Ответьте на отмеченные вопросы, и анкету можно будет отправить", level="warning")
        return redirect("questionnaires:survey_check")


def done(request: Request) -> HttpResponse:
    place = seat(request)
    request.session.pop("survey_done", None)
    return render(request, "questionnaires/survey_done.html", {"place": place})


def leave(request: Request) -> HttpResponse:
    """The kiosk is ready for the next one: what was begun here is wiped."""
    place = seat(request)
    if place.kiosk and place.person is not None:
        Draft.objects.filter(campaign=place.campaign, person=place.person).delete()
    _forget(request)
    return redirect("questionnaires:survey" if place.personal else "questionnaires:survey_who")
