"""A second process of a command: it answers, it may fail, it ends with the one that began it."""

import os

from nastavnik.engines.limits.beside import Beside


def begun(answer, prepare=lambda: None):
    return Beside(prepare, answer)


def test_another_process_answers_every_question():
    helper = begun(lambda question: (question * 2, os.getpid()))
    waiting = helper.ask(21)
    first, where = waiting()
    assert (first, helper.ask("за")()[0]) == (42, "заза")
    assert where != os.getpid()
    helper.close()


def test_who_asks_a_helper_that_failed_answers_itself():
    here = os.getpid()

    def answer(question):
        if os.getpid() != here:
            os._exit(9)
        return question + 1

    helper = begun(answer)
    assert [helper.ask(number)() for number in (1, 2)] == [2, 3]
    helper.close()


def test_a_helper_that_cannot_make_ready_is_done_without():
    helper = begun(lambda question: question.upper(), prepare=lambda: 1 / 0)
    assert helper.ask("план")() == "ПЛАН"
    helper.close()


def test_nothing_outlives_the_command():
    helper = begun(lambda question: os.getpid())
    child = helper.ask(None)()
    helper.close()
    try:
        os.kill(child, 0)
        alive = True
    except ProcessLookupError:
        alive = False
    assert not alive
