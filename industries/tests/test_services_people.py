"""The account behind the links in letters to a unit's people."""

import pytest

from industries.enums import PersonRole
from industries.services import invite_unit_person, open_account
from industries.tests.factories import UnitPersonFactory
from partnership.accounts.enums import Role
from partnership.accounts.models import Invitation, User
from partnership.accounts.services import accept_invitation, create_link
from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import DomainError

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-secret"


def stranger(**columns):
    """Somebody of a unit who has no account."""
    fields = {"role": PersonRole.SUPERVISOR, "user": None, "email": "site@unit.example"}
    return UnitPersonFactory(**{**fields, **columns})


def test_open_account_links_person_without_password():
    person = stranger()
    user = open_account(person_id=person.pk)
    person.refresh_from_db()
    assert person.user == user
    assert user.has_role(Role.SUPERVISOR)
    assert not user.has_usable_password()
    assert create_link(user=user, purpose="hours", path="/teams/hours/confirm/")[1]


def test_open_account_twice_gives_the_same_account():
    person = stranger()
    assert open_account(person_id=person.pk) == open_account(person_id=person.pk)
    assert User.objects.filter(email=person.email).count() == 1


def test_open_account_takes_the_account_with_this_email():
    known = UserFactory(email="site@unit.example")
    assert open_account(person_id=stranger().pk) == known
    assert known.has_role(Role.SUPERVISOR)


@pytest.mark.parametrize("columns", [{"email": ""}, {"is_active": False}])
def test_open_account_needs_an_email_and_somebody_there(columns):
    assert open_account(person_id=stranger(**columns).pk) is None


def test_invitation_accepted_later_gives_the_account_its_password():
    person = stranger()
    invite_unit_person(person_id=person.pk, actor=None)
    opened = open_account(person_id=person.pk)
    invitation = Invitation.objects.get(email=person.email)
    user = accept_invitation(
        invitation_id=invitation.pk,
        token_hash=invitation.token_hash,
        password=PASSWORD,
        first_name_fa="کاوه",
        last_name_fa="مرادی",
    )
    assert user == opened
    assert user.check_password(PASSWORD)
    assert user.full_name
    assert user.emailaddress_set.filter(verified=True).exists()


def test_invitation_never_changes_an_account_that_has_a_password():
    person = stranger()
    invite_unit_person(person_id=person.pk, actor=None)
    known = UserFactory(email=person.email)
    invitation = Invitation.objects.get(email=person.email)
    with pytest.raises(DomainError):
        accept_invitation(
            invitation_id=invitation.pk,
            token_hash=invitation.token_hash,
            password="another-secret-1",
        )
    known.refresh_from_db()
    assert not known.check_password("another-secret-1")
