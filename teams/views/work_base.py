"""What the pages of the work share."""

from typing import Any

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core.errors import NotAllowed
from partnership.core.views import ServiceFormView


def visible(model: type[models.Model], user: Any, pk: int, *related: str) -> Any:
    """The object if this person may see it, else 404."""
    queryset = model.objects.visible_to(user)  # type: ignore[attr-defined]
    return get_object_or_404(queryset.select_related(*related) if related else queryset, pk=pk)


def require(user: Any, permission: str, obj: Any) -> None:
    """403 with a sentence for somebody who sees the object but may not do this."""
    if not user.has_perm(permission, obj):
        raise NotAllowed(_("You do not have access to this page."))


class ObjectFormView(ServiceFormView):
    """A form about one visible object for which the reader needs a right."""

    template_name = "teams/work_form.html"
    model: type[models.Model]
    permission = ""
    title: Any = ""
    button: Any = gettext_lazy("Save")
    icon = "check-lg"

    def get_object(self) -> Any:
        """The object; 404 invisible, 403 without the right."""
        if not hasattr(self, "_object"):
            self._object = visible(self.model, self.request.user, self.kwargs["pk"])
            require(self.request.user, self.permission, self._object)
        return self._object

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Ask before showing or doing anything."""
        if request.user.is_authenticated:
            self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Words of the page, and the way back."""
        obj = self.get_object()
        context = {"object": obj, "title": self.title, "button": self.button, "icon": self.icon}
        context["back_url"] = obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else "/me/"
        return super().get_context_data(**{**context, **kwargs})
