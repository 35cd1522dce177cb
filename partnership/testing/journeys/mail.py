"""Letters as they arrived at the sink: finding one, and the link or the code in it."""

import re
from email.message import EmailMessage

from partnership.testing.journeys.stage import Stage, wait_for

PATIENCE = 45.0
#: Six digits standing by themselves, in any script.
CODE = r"(?<![\w/:.-])(\d{3}[ -]?\d{3})(?![\w/])"


def text_of(mail: EmailMessage) -> str:
    """The plain part."""
    body = mail.get_body(preferencelist=("plain",))
    assert body is not None, "a letter without a plain part"
    return str(body.get_content())


def wait_for_match(stage: Stage, to: str, pattern: str) -> str:
    """The first group of `pattern` in the newest letter to this address; each is found once."""

    def newest() -> str | None:
        for mail in reversed(letters_to(stage, to)):
            found = re.search(pattern, text_of(mail))
            if found and found.group(1) not in stage.opened:
                return found.group(1)
        return None

    try:
        match = str(wait_for(newest, seconds=PATIENCE, what=f"A letter to {to} with {pattern}"))
    except AssertionError as error:
        came = [str(mail["Subject"]) for mail in letters_to(stage, to)]
        raise AssertionError(f"{error}; there came {came}\n{stage.tell_logs()}") from None
    stage.opened.add(match)
    return match


def link_in(stage: Stage, to: str, start: str) -> str:
    """The path of a link of our site in a letter, such as /l/…/ or /accounts/invitation/…/."""
    return wait_for_match(stage, to, re.escape(stage.url) + f"({start}[^\\s>]+)")


def code_in(stage: Stage, to: str) -> str:
    """The code a new account types in."""
    return wait_for_match(stage, to, CODE)


def wait_for_subject(stage: Stage, to: str, subject: str) -> str:
    """The text of the newest letter to this address with these words in its subject."""

    def found() -> str | None:
        for mail in reversed(letters_to(stage, to)):
            if subject in str(mail["Subject"]):
                return text_of(mail)
        return None

    return str(wait_for(found, seconds=PATIENCE, what=f"The letter «{subject}» to {to}"))


def letters_to(stage: Stage, to: str) -> list[EmailMessage]:
    """All letters to this address, oldest first."""
    with stage.sink.lock:
        pairs = list(zip(stage.sink.mails, stage.sink.recipients, strict=True))
    return [mail for mail, recipients in pairs if to in recipients]
