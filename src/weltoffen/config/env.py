"""Read the environment, or stop with a hint. Used by the settings only."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import NoReturn, TypeVar
from urllib.parse import unquote, urlsplit

T = TypeVar("T")


class MissingSetting(SystemExit):
    """The start stops, because a setting without a safe default is missing."""


class WrongSetting(SystemExit):
    """The start stops, because a setting is not what it has to be."""


DOCUMENTED: dict[str, str] = {}
"""Each variable that the settings asked for, with its meaning; a test compares the docs."""
_HINT = "Setzen Sie sie und starten Sie neu; docs/operate/settings.md erklärt alle Variablen."


def text(name: str, meaning: str, default: str | None = None) -> str:
    """Return a variable, its default, or stop with a hint that says what it is for."""
    DOCUMENTED[name] = meaning
    value = os.environ.get(name, default)
    if value is None:
        raise MissingSetting(
            f"weltoffen kann nicht starten: Die Umgebungsvariable {name} fehlt ({meaning}). {_HINT}"
        )
    return value


def flag(name: str, meaning: str, *, default: bool) -> bool:
    """Return whether a variable says yes (``1``, ``true``, ``yes``, ``ja``)."""
    return text(name, meaning, "1" if default else "0").lower() in ("1", "true", "yes", "ja")


def words(name: str, meaning: str, default: str | None = None) -> list[str]:
    """Return a variable's comma-separated words."""
    return [word.strip() for word in text(name, meaning, default).split(",") if word.strip()]


def part_of(switch: str, name: str, meaning: str, *, is_on: bool) -> str:
    """Return a variable that is needed where its switch is on; an empty one is missing too."""
    value = text(name, meaning, "").strip()
    if is_on and not value:
        raise MissingSetting(
            f"weltoffen kann nicht starten: {switch} ist eingeschaltet, aber die Umgebungsvariable "
            f"{name} fehlt ({meaning}). Setzen Sie sie, oder schalten Sie mit {switch}=0 aus; "
            "docs/operate/settings.md erklärt alle Variablen."
        )
    return value


def web_address(name: str, value: str) -> str:
    """Return an address without a slash at its end, or stop where it is none; "" may be."""
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        is_good = bool(parts.scheme in ("http", "https") and parts.hostname and parts.port != 0)
    except ValueError:
        is_good = False
    if not is_good or not re.fullmatch(r"[!-~]+", value) or re.search(r"[@?#]", value):
        _wrong(name, "ist keine Adresse, die mit http:// oder https:// beginnt und nur Rechner, "
                     "Port und Pfad nennt")  # fmt: skip
    return value.rstrip("/")


def contact(name: str, value: str) -> str:
    """Return an e-mail address or web address at which people answer, or stop; "" may be."""
    if value and not re.fullmatch(r"https?://[!-'*-~]+|[!-'*-?A-~]+@[!-'*-?A-~]+", value):
        _wrong(name, "ist weder eine E-Mail-Adresse noch eine Adresse mit http:// oder https://")
    return value


def endpoints(name: str, meaning: str) -> list[tuple[str, int]]:
    """Return exact addresses of the network, such as ``10.1.2.3:443``, or stop."""
    found = []
    for word in words(name, meaning, ""):
        host, _colon, port = word.rpartition(":")
        try:
            found.append((str(ip_address(host.removeprefix("[").removesuffix("]"))), int(port)))
        except ValueError:
            _wrong(name, f"nennt mit „{word}“ keine IP-Adresse mit Port, wie 10.1.2.3:443")
        if not 0 < found[-1][1] < 65_536:
            _wrong(name, f"nennt mit „{word}“ keinen Port von 1 bis 65535")
    return found


def secret(name: str, meaning: str) -> str:
    """Return a key that stands in the header of a request, or stop; its value is never shown."""
    value = text(name, meaning, "").strip()
    if not re.fullmatch(r"[!-~]*", value):
        _wrong(name, "enthält Zeichen, die in einem Schlüssel nicht stehen können")
    return value


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes out, and how. ``security`` is ``tls``, ``starttls`` or ``""``."""

    host: str
    port: int
    user: str
    password: str
    security: str


_MAIL_SCHEMES = {"smtp": ("", 25), "smtp+starttls": ("starttls", 587), "smtps": ("tls", 465)}


def mail_server(name: str, meaning: str) -> MailServer | None:
    """Return the server of an address such as ``smtps://user:password@host:465``, or stop.

    None where nothing is set. What is wrong is never shown: it holds a password.
    """
    value = text(name, meaning, "").strip()
    if not value:
        return None
    try:
        parts = urlsplit(value)
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        scheme, host, port = "", None, None
    if scheme not in _MAIL_SCHEMES or not host or port == 0 or parts.path.strip("/"):
        _wrong(name, "ist keine Adresse eines Mailservers, die mit smtp://, smtp+starttls:// oder "
                     "smtps:// beginnt und Rechner und Port nennt")  # fmt: skip
    security, usual = _MAIL_SCHEMES[scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(host, port or usual, user, password, security)


def sender(name: str, value: str) -> str:
    """Return the address that mails come from, or stop; "" may be."""
    if value and not re.fullmatch(r"[!-'*-?A-~]+@[!-'*-?A-~]+", value):
        _wrong(name, "ist keine E-Mail-Adresse")
    return value


def number(name: str, meaning: str, default: float, *, least: float, most: float) -> float:
    """Return a number within bounds, or stop."""
    value = text(name, meaning, f"{default:g}").strip()
    is_number = re.fullmatch(r"[0-9]{1,15}(?:\.[0-9]{1,6})?", value)
    if not is_number or not least <= float(value) <= most:
        _wrong(name, f"ist keine Zahl von {least:g} bis {most:g}")
    return float(value)


def one_of(name: str, meaning: str, default: str, *, choices: Sequence[str]) -> str:
    """Return one of a few words, or stop."""
    value = text(name, meaning, default).strip().lower()
    if value not in choices:
        _wrong(name, f"ist keines von: {', '.join(choices)}")
    return value


def judged(name: str, value: T, judge: Callable[[T], object]) -> T:
    """Return a value with which ``judge`` finds nothing wrong; else stop with what it says."""
    try:
        judge(value)
    except ValueError as error:
        _wrong(name, f"stimmt nicht: {error}")
    return value


def _wrong(name: str, why: str) -> NoReturn:
    raise WrongSetting(
        f"weltoffen kann nicht starten: Die Umgebungsvariable {name} {why} "
        f"({DOCUMENTED.get(name, name)}). Berichtigen Sie sie und starten Sie neu; "
        "docs/operate/settings.md erklärt alle Variablen."
    )
