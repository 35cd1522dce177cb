"""Where the link to a draft is sent."""

from django.utils.translation import gettext_lazy

from partnership.core.forms import EmailAddressField, HamyarForm


class DraftLinkForm(HamyarForm):
    """An e-mail of one's own."""

    email = EmailAddressField(label=gettext_lazy("E-mail"), max_length=254)
