"""Credit, grade lists, certificates and who signs them."""

from certificates.models.certificate import Certificate, Signatory
from certificates.models.credit import Credit, GradeList

__all__ = ["Certificate", "Credit", "GradeList", "Signatory"]
