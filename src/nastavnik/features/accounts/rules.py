"""Logins, passwords, who may give which role: decisions on plain values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

#: Whoever holds the role on the left may invite to, and take away, the roles on the right. `operator` only the shell.
GRANTS: dict[str, frozenset[str]] = {
    "curator": frozenset({"mentor", "mentee", "representative", "partner", "tutor"}),
    "director": frozenset(
        {"curator", "director", "supporter", "office", "mentor", "mentee", "representative", "partner", "tutor"}
    ),
}
#: The organisation is never left without these.
KEPT = {"director": "руководителя", "curator": "куратора"}

LONGEST_PASSWORD = 128
SHORTEST_PASSWORD = 8
#: Words everybody would try here first.
OUR_WORDS = frozenset({
    "наставник", "наставничество", "наставники", "куратор", "директор", "руководитель", "колледж", "техникум", "школа",
    "лицей", "гимназия", "детсад", "пароль", "nastavnik", "curator", "director", "college", "kolledzh", "parol",
})  # fmt: skip

_LOGIN = re.compile(r"[\w.@+-]{3,150}")


def normal_login(login: str) -> str:
    """The one spelling of a login: compatible forms folded, small letters, no spaces around."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def login_problem(login: str) -> str:
    """Why a login will not do, or ''. `login` is already normal."""
    if not _LOGIN.fullmatch(login):
        return "Нужны от 3 до 150 букв, цифр, точек, дефисов и знаков @ без пробелов."
    if len(scripts(login)) > 1:
        return "В логине смешаны русские и латинские буквы: их не отличить на вид. Наберите его одной раскладкой."
    return ""


def scripts(text: str) -> set[str]:
    """Alphabets of the letters: {"CYRILLIC", "LATIN"} means look-alikes may hide."""
    return {unicodedata.name(char, "?").split()[0] for char in text if char.isalpha()}


def normal_password(password: str) -> str:
    """The same characters however the keyboard composed them, at setting and at checking."""
    return unicodedata.normalize("NFKC", password)


def password_problem(password: str, *, login: str = "", names: Iterable[str] = ()) -> str:
    """Why a password will not do, or ''. Length and guessable words only: no rules of composition.

    `names`: the person's and the organisation's names, whose words are no passwords.
    """
    if len(password) < SHORTEST_PASSWORD:
        return (
            f"Слишком короткий: нужно не меньше {SHORTEST_PASSWORD} знаков, лучше 15. "
            "Подойдёт фраза из нескольких слов."
        )
    if len(password) > LONGEST_PASSWORD:
        return f"Слишком длинный: нужно не больше {LONGEST_PASSWORD} знаков."
    bare = re.sub(r"[\W\d_]+", "", password).casefold()
    guessed = set(OUR_WORDS)
    for name in (login, *names):
        guessed |= {word.casefold() for word in re.findall(r"[^\W\d_]{4,}", name)}
    if login and password.casefold() == login.casefold():
        return "Пароль совпадает с логином. Придумайте другой."
    if bare in guessed:
        return (
            "Такой пароль угадают первым: это слово из названия, имени или самой системы. Добавьте ещё два-три слова."
        )
    if len(set(password)) < 4:
        return "В пароле повторяются одни и те же знаки. Придумайте другой."
    return ""


def may_grant(own: Collection[str], roles: Collection[str]) -> bool:
    """Whether a holder of the roles `own` may give (or take) every one of `roles`."""
    allowed: set[str] = set()
    for role in own:
        allowed |= GRANTS.get(role, frozenset())
    return bool(roles) and set(roles) <= allowed


def orphaned(before: Collection[str], after: Collection[str], others: Iterable[Collection[str]]) -> str:
    """The role the organisation would be left without, or ''. `others`: roles of the other living memberships."""
    elsewhere = {role for roles in others for role in roles}
    for role in KEPT:
        if role in before and role not in after and role not in elsewhere:
            return role
    return ""


def device_words(agent: str) -> str:
    """A browser and its system in words, from the User-Agent line; nothing else of it is kept."""
    systems = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
               ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip
    browsers = (("YaBrowser", "Яндекс Браузер"), ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"),
                ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
    browser = next((word for mark, word in browsers if mark in agent), "")
    system = next((word for mark, word in systems if mark in agent), "")
    return ", ".join(word for word in (browser, system) if word) or "устройство не назвалось"
