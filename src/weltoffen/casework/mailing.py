"""Sending mail, where the installation has a mail server.

Nothing goes out unasked: without ``WELTOFFEN_MAIL`` there is no server, and everything that would
send says so. Called from the work in the background, and by the desk for invitations alone, whose
secret must wait in no table; actions never speak to a server.
"""

from __future__ import annotations

import smtplib
from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

NOT_ACCEPTED = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPNotSupportedError,
    ConnectionRefusedError,
)
"""After these the server has certainly not taken the mail. After any other nobody knows."""
SECONDS = 30
"""So long the server may take for one answer."""


def is_set_up() -> bool:
    """Say whether mail can go out."""
    return bool(settings.WELTOFFEN_MAIL_FROM)


def send(*, to: str, subject: str, body: str, headers: Mapping[str, str] | None = None) -> None:
    """Send one mail as plain text. Raises what the server or the network says."""
    message = EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        from_email=settings.WELTOFFEN_MAIL_FROM,
        to=[to],
        headers=dict(headers or {}),
        connection=get_connection(timeout=SECONDS),
    )
    message.send()
