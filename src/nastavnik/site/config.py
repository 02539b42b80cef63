"""Settings from the environment (`NASTAVNIK_*`) and an optional `.env`."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic_settings import BaseSettings, SettingsConfigDict


class Config(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="NASTAVNIK_", env_file=".env", extra="ignore")

    database_url: str = ""
    var: Path = Path("var")
    media: str = ""
    secret_key: str = ""
    hosts: str = ""
    public_url: str = ""
    email_url: str = ""
    email_from: str = ""
    trusted_proxy: bool = False
    debug: bool = False
    practice: bool = False


def database(config: Config) -> dict[str, object]:
    """Django's DATABASES entry. SQLite in WAL by default, `postgres://user:pass@host:port/name` else."""
    if config.database_url.startswith(("postgres://", "postgresql://")):
        url = urlsplit(config.database_url)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.lstrip("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "TEST": {"SERIALIZE": False},
        }
    if config.database_url and not config.database_url.startswith("sqlite:///"):
        raise ValueError("NASTAVNIK_DATABASE_URL: укажите sqlite:///путь или postgres://пользователь:пароль@узел/база")
    path = (
        Path(config.database_url.removeprefix("sqlite:///"))
        if config.database_url
        else config.var / "nastavnik.sqlite3"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
            "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;",
        },
        "TEST": {"SERIALIZE": False},
    }


def email(url: str) -> dict[str, object]:
    """Settings of the mail backend from `smtp://user:pass@host:port?tls`; without it letters are not sent."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
    }


def secret(config: Config) -> str:
    """The configured key, or one made at the first start and kept beside the database, readable to its owner only."""
    if config.secret_key:
        return config.secret_key
    path = config.var / "secret_key"
    if not path.exists():
        import os
        import secrets

        config.var.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
