"""Counts of tries hold for all processes of an installation."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.test import Client

from nastavnik.kernel.links import LENGTH
from tests.fixtures import make_actor, make_organization

#: Another server process on the same database: six wrong passwords for one login, twenty guesses of a link.
OTHER = f"""
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "nastavnik.site.settings"
import django
django.setup()
from django.test import Client
client = Client(SERVER_NAME="localhost")
for _ in range(6):
    client.post("/accounts/login/", {{"login": sys.argv[1], "password": "не тот пароль"}})
for index in range(20):
    assert client.get(f"/l/{{index:0{LENGTH}}}/").status_code == 404
"""


def address_of_the_database() -> str:
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    return f"postgres://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


@pytest.mark.threat("T104")
@pytest.mark.threat("T022")
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_tries_at_another_process_count_here(tmp_path):
    college = make_organization("ромашка")
    make_actor(college, "curator")
    login = f"curator-{college.code}"
    env = os.environ | {
        "NASTAVNIK_DATABASE_URL": address_of_the_database(),
        "NASTAVNIK_VAR": str(tmp_path),
        "NASTAVNIK_DEBUG": "1",
    }
    done = subprocess.run([sys.executable, "-c", OTHER, login], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    here = Client(SERVER_NAME="localhost")  # tries are counted by login at this address
    page = here.post("/accounts/login/", {"login": login, "password": "не тот пароль"})
    assert "Слишком много попыток" in page.content.decode().replace("\xa0", " ")
    assert here.get(f"/l/{'x' * LENGTH}/").status_code == 429
