"""What stands before the first call: the programme's lists, a round, the staff, a professor."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from certificates.enums import SignatoryRole
from certificates.models import Signatory
from partnership.accounts.enums import Role
from partnership.accounts.models import User
from partnership.accounts.tests.factories import UserFactory
from partnership.core.jalali import today
from partnership.demo.loader import programme
from partnership.demo.loader.base import Cohort
from partnership.programme.models import Major, Round, Term
from teams.tests.factories import ProfessorFactory

PASSWORD = "a-long-enough-secret"
STAFF = {
    Role.OFFICER: ("مریم", "کارشناس", "Maryam", "Karshenas"),
    Role.HEAD: ("حامد", "سرپرست", "Hamed", "Sarparast"),
    Role.EDUCATION: ("زهرا", "آموزشی", "Zahra", "Amouzeshi"),
    Role.LIAISON: ("لیلا", "رابط", "Leila", "Rabet"),
}


@dataclass(frozen=True)
class House:
    """E-mails of those who are there already."""

    officer: str
    head: str
    education: str
    liaison: str
    professor: str


def furnish(language: str) -> House:
    """Rows the office has made before the round begins, dated around today."""
    programme.load(Cohort())
    _open_round()
    for role in SignatoryRole:
        Signatory.objects.create(
            role=role, name_fa="دکتر نمونه", name_en="Dr. Nemooneh", since=today() - timedelta(900)
        )
    emails = {role: _account(role, names, language) for role, names in STAFF.items()}
    professor = ProfessorFactory(
        first_name_fa="مهران", last_name_fa="دانش‌پژوه", first_name_en="Mehran",
        last_name_en="Daneshpajouh", major=Major.objects.get(code="IE"),
        user__email="professor@people.example", user__language=language,
        user__first_name_en="Mehran", user__last_name_en="Daneshpajouh",
    )  # fmt: skip
    set_password()
    return House(
        officer=emails[Role.OFFICER], head=emails[Role.HEAD], education=emails[Role.EDUCATION],
        liaison=emails[Role.LIAISON], professor=str(professor.user.email),
    )  # fmt: skip


def _open_round() -> None:
    """The current round and its term, wherever today lies."""
    day = today()
    current = Round.objects.get(is_current=True)
    Term.objects.filter(pk=current.term_id).update(
        starts_on=day - timedelta(60), ends_on=day + timedelta(60),
        completion_deadline=day + timedelta(75),
    )  # fmt: skip
    Round.objects.filter(pk=current.pk).update(
        enrol_from=day - timedelta(50), enrol_until=day + timedelta(10),
        training_until=day + timedelta(20), formation_until=day + timedelta(30),
        execution_until=day + timedelta(55),
    )  # fmt: skip


def _account(role: Role, names: tuple[str, str, str, str], language: str) -> str:
    fields = ("first_name_fa", "last_name_fa", "first_name_en", "last_name_en")
    user = UserFactory(
        email=f"{role.value}@people.example", roles=(role,), language=language,
        **dict(zip(fields, names, strict=True)),
    )  # fmt: skip
    return str(user.email)


def set_password() -> None:
    """A hash the site's own processes accept: tests hash more cheaply than they do."""
    hashed = PBKDF2PasswordHasher().encode(PASSWORD, "journey")
    User.objects.update(password=hashed)
