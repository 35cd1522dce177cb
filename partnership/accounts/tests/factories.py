"""People for tests."""

from typing import Any

import factory
from allauth.account.models import EmailAddress

from partnership.accounts.enums import OFFICE_ROLES
from partnership.accounts.models import RoleGrant, User

PASSWORD = "a-long-enough-secret"


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody with a confirmed e-mail; `roles=("student",)` gives roles."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@qut.example")
    first_name_fa = "مریم"
    last_name_fa = factory.Sequence(lambda n: f"رضایی {n}")
    first_name_en = "Maryam"
    last_name_en = factory.Sequence(lambda n: f"Rezaei {n}")
    language = "fa"
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def roles(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Active grants, and `is_staff` as the service would set it."""
        if not create:
            return
        for role in extracted or ():
            RoleGrant.objects.create(user=self, role=role)
        if OFFICE_ROLES & set(extracted or ()):
            self.is_staff = True
            self.save(update_fields=["is_staff"])

    @factory.post_generation
    def verified(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """The address is confirmed unless the test says otherwise."""
        if create and self.email:
            EmailAddress.objects.create(
                user=self, email=self.email, verified=extracted is not False, primary=True
            )
