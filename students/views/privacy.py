"""A student's wish to be forgotten."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core.forms import HamyarForm
from partnership.core.views import ServiceFormView
from students import services
from students.models import Student
from students.selectors.erasure import erasure_for


class EraseMyData(ServiceFormView):
    """What erasing means, whether it is possible now, and the button."""

    form_class = HamyarForm
    template_name = "students/erase_my_data.html"
    success_message = gettext_lazy("Your data have been erased and your account is closed.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only for who has a student's record."""
        if request.user.is_authenticated:
            student = Student.objects.visible_to(request.user).filter(user=request.user).first()
            if student is None:
                raise Http404(_("There is no student’s record of yours."))
            self.student = student
        return super().dispatch(request, *args, **kwargs)

    @method_decorator(reauthentication_required)
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Asks for the password again when the sign-in is some time ago."""
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What stands in the way."""
        return super().get_context_data(erasure=erasure_for(self.student), **kwargs)

    def act(self, form: Any) -> Student:
        """One service call; the session of an account that is closed ends."""
        student = services.erase_my_data(student_id=self.student.pk, actor=self.request.user)
        logout(self.request)
        return student

    def get_success_url(self) -> str:
        """Nothing is left to show: the public home."""
        return "/"

    def answer(self, result: Any) -> HttpResponse:
        """Home, whatever page the form came from."""
        response = super().answer(result)
        response["Location"] = self.get_success_url()
        return response
