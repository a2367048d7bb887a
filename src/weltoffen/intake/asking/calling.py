"""One question to the model's endpoint over HTTP, within limits of time and size.

The operator has set the address, and it may lie inside the own network; so the rule of
``fetching`` that only public addresses may be reached does not hold here. No redirect is followed
and no proxy is used: text and key go to the address that was set, or nowhere.
"""

from __future__ import annotations

import ssl
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from typing import cast
from urllib.parse import urlsplit

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.asking.answers import WHERE
from weltoffen.intake.asking.types import Model
from weltoffen.intake.fetching.answers import Broken, TooLarge
from weltoffen.intake.fetching.looking_up import as_this_machine_does
from weltoffen.intake.fetching.trust import NoAuthorities, trusting
from weltoffen.intake.fetching.types import IP, PRODUCT, Limits
from weltoffen.intake.fetching.wire import Deadline, Timed, blocks_of, connected

LARGEST = 2_000_000
"""Bytes of an answer."""
_CONNECTING = 10.0
_ENDPOINT = "/chat/completions"

_SILENT = N_(
    "Das Sprachmodell hat nicht innerhalb von %(seconds)g Sekunden geantwortet. Versuchen Sie es "
    "später noch einmal, oder erhöhen Sie WELTOFFEN_MODEL_SECONDS."
)
_UNREACHED = N_(
    "Das Sprachmodell ist unter seiner Adresse nicht zu erreichen. Prüfen Sie, ob der Endpunkt "
    "läuft, und WELTOFFEN_MODEL_ADDRESS."
)
_CERTIFICATE = N_(
    "Das Zertifikat des Sprachmodells ist nicht gültig (%(reason)s). Lassen Sie es erneuern, oder "
    "prüfen Sie WELTOFFEN_MODEL_ADDRESS."
)
_TOO_LARGE = N_(
    "Die Antwort des Sprachmodells ist größer als %(limit)d Bytes und wurde nicht gelesen. Prüfen "
    "Sie WELTOFFEN_MODEL_ADDRESS und das Modell."
)
_NO_AUTHORITIES = N_(
    "Das Sprachmodell wurde nicht gefragt: Die Datei %(file)s mit zusätzlichen "
    "Zertifizierungsstellen ist nicht zu gebrauchen (%(why)s). Berichtigen Sie "
    "WELTOFFEN_AUTHORITIES."
)
_NO_HTTP = N_(
    "Unter der Adresse des Sprachmodells antwortet etwas, aber nicht so, wie HTTP es verlangt. "
    "Prüfen Sie WELTOFFEN_MODEL_ADDRESS, auch ob sie mit http oder https beginnt."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the endpoint answered; whether it is an answer at all, others judge."""

    status: int
    body: bytes


def call(model: Model, request: bytes) -> Answer:
    """Send a request of JSON and return the answer. Raises ``Refused`` whatever goes wrong."""
    try:
        return _called(model, request)
    except NoAuthorities as error:
        raise _refused(_NO_AUTHORITIES, file=str(error.file), why=error.why) from error
    except ssl.SSLCertVerificationError as error:
        raise _refused(_CERTIFICATE, reason=error.verify_message) from error
    except TimeoutError as error:
        raise _refused(_SILENT, seconds=model.seconds) from error
    except TooLarge as error:
        raise _refused(_TOO_LARGE, limit=LARGEST) from error
    except (HTTPException, Broken, ValueError, ssl.SSLError) as error:
        raise _refused(_NO_HTTP) from error
    except OSError as error:
        raise _refused(_UNREACHED) from error


def _refused(sentence: str, **values: object) -> Refused:
    return Refused(Problem(WHERE, sentence, values))


def _called(model: Model, request: bytes) -> Answer:
    parts = urlsplit(model.address)
    host, is_safe = str(parts.hostname), parts.scheme == "https"
    port = parts.port or (443 if is_safe else 80)
    deadline = Deadline(model.seconds)
    limits = Limits(_CONNECTING, model.seconds, model.seconds, LARGEST)
    raw, _ip = connected(port, _looked_up(host, deadline), limits, deadline)
    with closing(raw):
        sock = raw
        if is_safe:
            raw.settimeout(deadline.within(_CONNECTING))
            sock = trusting(model.authorities).wrap_socket(raw, server_hostname=host)
        with closing(sock):
            connection = HTTPConnection(host, port)
            connection.sock = cast("ssl.SSLSocket", Timed(sock, deadline, limits))
            connection.request("POST", _target(parts.path), request, _headers(model, parts.netloc))
            return _heard(connection.getresponse())


def _looked_up(host: str, deadline: Deadline) -> list[IP]:
    try:
        return [ip_address(host)]
    except ValueError:
        found = as_this_machine_does(host, deadline.within(_CONNECTING))
        return [ip_address(each) for each in found]


def _target(path: str) -> str:
    path = path.rstrip("/")
    return path if path.endswith(_ENDPOINT) else path + _ENDPOINT


def _headers(model: Model, authority: str) -> dict[str, str]:
    headers = {
        "Host": authority,
        "User-Agent": PRODUCT,
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Connection": "close",
    }
    return headers | ({"Authorization": f"Bearer {model.key}"} if model.key else {})


def _heard(answer: HTTPResponse) -> Answer:
    kept, size = [], 0
    for block in blocks_of(answer):
        size += len(block)
        if size > LARGEST:
            raise TooLarge
        kept.append(block)
    return Answer(answer.status, b"".join(kept))
