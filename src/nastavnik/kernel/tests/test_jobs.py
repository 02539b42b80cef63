"""Background work: progress, cancel, take-over after a killed worker, rights read anew."""

import datetime as dt

import pytest

from nastavnik.kernel import clock, jobs, scope
from nastavnik.kernel.errors import Busy
from nastavnik.kernel.scope import everywhere
from nastavnik.kernel.tenancy import Membership

seen: list[tuple[str, object]] = []


@jobs.handler("test.count")
def count(run):
    for step in range(run.args["steps"]):
        run.progress(step + 1, run.args["steps"], f"шаг {step + 1}")
        seen.append((run.by.label, run.by.organization.code))
    return {"steps": run.args["steps"]}


@jobs.handler("test.fail")
def fail(run):
    raise ValueError("сломалось")


@pytest.fixture(autouse=True)
def _clean():
    seen.clear()


def test_a_job_runs_for_the_one_who_started_it(in_college, curator):
    job = jobs.enqueue(curator, "test.count", title="Счёт", args={"steps": 2})
    assert jobs.run_all() == 1
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.result) == ("done", 2, 2, {"steps": 2})
    assert seen == [(curator.label, in_college.code)] * 2


@pytest.mark.threat("T128")
def test_the_same_work_pressed_twice_runs_once(in_college, curator):
    first = jobs.enqueue(curator, "test.count", title="Счёт", args={"steps": 1}, key="счёт")
    second = jobs.enqueue(curator, "test.count", title="Счёт", args={"steps": 1}, key="счёт")
    assert first.pk == second.pk


@pytest.mark.threat("T019")
def test_a_job_of_someone_whose_rights_ended_does_nothing(in_college, curator):
    job = jobs.enqueue(curator, "test.count", title="Счёт", args={"steps": 1})
    Membership.objects.filter(pk=curator.membership_id).update(ended_at=clock.now())
    jobs.run_all()
    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", "Права того, кто начал работу, прекращены.")
    assert not seen


@pytest.mark.threat("T019")
def test_work_of_an_archived_organisation_stops(in_college, curator):
    job = jobs.enqueue(curator, "test.count", title="Счёт", args={"steps": 1})
    in_college.archived_at = clock.now()
    in_college.save()
    jobs.run_all()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "в архиве" in job.message
    assert not seen


@pytest.mark.threat("T130")
def test_one_organisation_can_not_fill_the_queue_of_another(in_college, curator, lyceum, actor_in):
    for number in range(jobs.QUEUE_LIMIT):
        jobs.enqueue(curator, "test.count", title=f"Счёт {number}", args={"steps": 1})
    with pytest.raises(Busy):
        jobs.enqueue(curator, "test.count", title="Лишний", args={"steps": 1})
    stranger = actor_in(lyceum, "curator")
    with scope.within(lyceum):
        assert jobs.enqueue(stranger, "test.count", title="Счёт", args={"steps": 1}).state == "queued"


@pytest.mark.threat("T124")
def test_a_job_of_a_killed_worker_is_taken_over_after_its_lease(in_college, curator):
    job = jobs.enqueue(curator, "test.count", title="Счёт", args={"steps": 1})
    jobs._claim()  # this worker is killed here
    assert not jobs.run_one()
    with clock.at(clock.now() + jobs.LEASE + dt.timedelta(seconds=1)):
        assert jobs.run_one()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)


def test_cancel_stops_between_steps_and_an_error_tells_no_secrets(in_college, curator):
    job = jobs.enqueue(curator, "test.count", title="Счёт", args={"steps": 5})
    broken = jobs.enqueue(curator, "test.fail", title="Сбой", args={})
    jobs.Job.objects.filter(pk=job.pk).update(cancel_requested=True)
    jobs.run_all()
    job.refresh_from_db()
    broken.refresh_from_db()
    assert job.state == "cancelled" and not seen
    assert broken.state == "failed" and "сломалось" not in broken.message
    with everywhere("the test looks at the queue"):
        assert not jobs.Job.objects.filter(state="running").exists()
