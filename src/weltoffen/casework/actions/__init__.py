"""Writes of this room."""

from weltoffen.casework.actions.asking import ask_by_form, form_account, number_for_asking
from weltoffen.casework.actions.comments import answer_comment, withdraw_comment, write_comment
from weltoffen.casework.actions.entrusting import entrust_with_work
from weltoffen.casework.actions.forgetting import (
    forget_all_spoken_with,
    forget_digests,
    forget_named,
    forget_reminders,
    forget_spoken_with,
)
from weltoffen.casework.actions.mails import (
    ask_for_mail,
    begin_mail,
    mail_refused,
    mail_sent,
    send_again,
)
from weltoffen.casework.actions.notes import amend_note, record_note
from weltoffen.casework.actions.reminding import (
    begin_digest,
    digest_refused,
    digest_sent,
    feed_fetched,
    make_feed,
    revoke_feed,
    wish_digest,
)
from weltoffen.casework.actions.requests import (
    add_step,
    amend_request,
    answer_request,
    assess,
    forget_sender,
    forget_senders,
    receive_request,
)
from weltoffen.casework.actions.tasks import amend_task, finish_task, plan_task, reopen_task
from weltoffen.casework.actions.texts import (
    amend_criterion,
    amend_text_block,
    record_criterion,
    record_text_block,
)

__all__ = [
    "add_step",
    "amend_criterion",
    "amend_note",
    "amend_request",
    "amend_task",
    "amend_text_block",
    "answer_comment",
    "answer_request",
    "ask_by_form",
    "ask_for_mail",
    "assess",
    "begin_digest",
    "begin_mail",
    "digest_refused",
    "digest_sent",
    "entrust_with_work",
    "feed_fetched",
    "finish_task",
    "forget_all_spoken_with",
    "forget_digests",
    "forget_named",
    "forget_reminders",
    "forget_sender",
    "forget_senders",
    "forget_spoken_with",
    "form_account",
    "mail_refused",
    "mail_sent",
    "make_feed",
    "number_for_asking",
    "plan_task",
    "receive_request",
    "record_criterion",
    "record_note",
    "record_text_block",
    "reopen_task",
    "revoke_feed",
    "send_again",
    "wish_digest",
    "withdraw_comment",
    "write_comment",
]
