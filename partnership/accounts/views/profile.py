"""What people change about themselves, and the language of the pages."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as stock_set_language

from partnership.accounts import services
from partnership.accounts.forms import ProfileForm
from partnership.core.views import ServiceFormView


class EditProfileView(ServiceFormView):
    """Names, mobile, language; with the ways to e-mail, password and second factor."""

    form_class = ProfileForm
    template_name = "accounts/edit_profile.html"
    success_message = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form shows the person as stored."""
        return {**super().get_form_kwargs(), "person": self.request.user}

    def act(self, form: ProfileForm) -> Any:
        """Save; the message is already in the language chosen."""
        user = services.update_profile(
            user_id=self.request.user.pk, actor=self.request.user, **form.cleaned_data
        )
        with translation.override(user.language or translation.get_language()):
            messages.success(self.request, _("Saved."))
        return user

    def get_success_url(self) -> str:
        """Stay here."""
        return reverse("accounts:edit_profile")

    def answer(self, result: Any) -> HttpResponse:
        """Back to the page, unless the form was opened from another one."""
        response = super().answer(result)
        if response["Location"] == "/me/" and "next" not in self.request.POST:
            response["Location"] = self.get_success_url()
        return response


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Switch the language and stay on the page; remember it for whoever is signed in.

    Django's view keeps the cookie and refuses addresses of other sites.
    """
    language = request.POST.get("language", "")
    known = request.user.is_authenticated and getattr(request, "link", None) is None
    if known and translation.check_for_language(language):
        services.choose_language(user_id=request.user.pk, language=language)
    return stock_set_language(request)
