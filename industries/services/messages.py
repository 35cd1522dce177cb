"""Questions and answers about a problem."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from industries import emails
from industries.enums import AUDIENCES, MessageAudience
from industries.models import Problem, ProblemMessage
from industries.rules import is_unit_person
from industries.services.common import office_readers, require_right, said_title, unit_readers
from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed
from partnership.notifications.services import queue_letter


def audiences_for(user: Any, problem: Problem) -> list[str]:
    """For whom this person may write: those who only see the card ask the unit, or everybody."""
    if user.is_office:
        return [str(code) for code in AUDIENCES]
    if is_unit_person(user, problem):
        return [str(code) for code in AUDIENCES if code != MessageAudience.OFFICE]
    return [MessageAudience.UNIT, MessageAudience.EVERYBODY]


def narrower(audience: str, asked: str) -> str:
    """The audience of an answer: never wider than its question's."""
    order = [str(code) for code in AUDIENCES]
    return min(str(audience), str(asked), key=order.index)


@transaction.atomic
def settle_question(*, message_id: int, actor: User) -> ProblemMessage:
    """The question needs no answer here; it leaves the lists of what waits.

    Raises NotAllowed unless the actor writes for the unit or is the office.
    """
    message = ProblemMessage.objects.locked().select_related("problem").get(pk=message_id)
    require_right(actor, "industries.settle_question", message.problem)
    message.wants_answer = False
    message.save(update_fields=["wants_answer", "updated_at"])
    return message


@transaction.atomic
def post_message(
    *,
    problem_id: int,
    actor: User,
    body: str,
    audience: str = MessageAudience.UNIT,
    reply_to_id: int | None = None,
) -> ProblemMessage:
    """Ask or answer; those it is meant for at the unit and the office are told, and whoever asked.

    An answer reaches at most those who read its question.

    Raises NotAllowed for a problem the actor does not see, DomainError for an audience that is
    not theirs to address.
    """
    problem = Problem.objects.locked().get(pk=problem_id)
    if not Problem.objects.listed_for(actor).filter(pk=problem.pk).exists():
        raise NotAllowed(_("You do not have access to this page."))
    if audience not in audiences_for(actor, problem):
        raise DomainError(_("Please choose another audience."), field="audience")
    parent = None
    if reply_to_id:
        seen = ProblemMessage.objects.visible_to(actor).filter(problem=problem)
        parent = seen.filter(pk=reply_to_id).select_related("author").first()
        if parent is None:
            raise DomainError(_("The question you are answering is no longer here."))
        audience = narrower(audience, parent.audience)
    message = ProblemMessage.objects.create(
        problem=problem, author=actor, reply_to=parent, audience=audience, body=body
    )
    readers = [] if audience == MessageAudience.OFFICE else unit_readers(problem.unit)
    readers += (
        office_readers(problem) if audience == MessageAudience.OFFICE or not actor.is_office else []
    )
    if (
        parent is not None
        and ProblemMessage.objects.visible_to(parent.author).filter(pk=message.pk).exists()
    ):
        readers.append(parent.author)
    queue_letter(
        emails.PROBLEM_ASKED,
        about=problem,
        to=[reader for reader in readers if reader != actor],
        context={"title": said_title(problem)},
        dedupe=f"{problem.pk}:m{message.pk}",
    )
    return message
