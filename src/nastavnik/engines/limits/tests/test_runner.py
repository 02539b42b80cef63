"""A hostile file can neither hang, starve nor take over the product."""

import datetime as dt
import time

import pytest

from nastavnik.engines.limits import Crashed, Encrypted, LimitExceeded, run_limited

from . import probes

HERE = probes.__name__ if probes.__name__.startswith("nastavnik") else "nastavnik.engines.limits.tests.probes"


def call(name: str, *args, **limits):
    return run_limited(f"{HERE}:{name}", *args, **limits)


def test_result_comes_back_as_the_engine_made_it():
    result = call("answer", "план")
    assert (result.text, result.day) == ("план", dt.date(2026, 3, 5))


@pytest.mark.parametrize("name", ["sleep_long", "spin"])
def test_a_hanging_reader_is_ended_in_time(name):
    began = time.monotonic()
    with pytest.raises(LimitExceeded, match="не прочитан за 1 с"):
        call(name, seconds=1.0)
    assert time.monotonic() - began < 3


def test_memory_is_limited():
    with pytest.raises(LimitExceeded, match="памяти"):
        call("eat_memory", memory_mb=512)


def test_written_files_are_limited():
    with pytest.raises((LimitExceeded, Crashed)):
        call("write_big", file_mb=4)


def test_the_engines_own_error_keeps_its_type_and_words():
    with pytest.raises(Encrypted) as caught:
        call("own_error")
    assert str(caught.value) == "Файл закрыт паролем."


@pytest.mark.parametrize("name", ["odd_error", "die", "evil"])
def test_anything_else_is_one_clear_sentence(name):
    with pytest.raises(Crashed) as caught:
        call(name)
    assert "Файл не прочитан" in str(caught.value)
    assert "KeyError" not in str(caught.value)


def test_no_network_and_no_secrets_inside(monkeypatch):
    monkeypatch.setenv("NASTAVNIK_SECRET_KEY", "тайна")
    assert call("call_home") == "refused"
    assert call("secret") == ""
