"""`manage.py import_students FILE`: the registrar's list from the command line, as on its page."""

from typing import Any

from partnership.accounts.models import User
from partnership.documents.inspection import Accepted
from partnership.imports.management import SheetCommand
from students import services
from students.models import RegistrarImport
from students.selectors.registrar import row_sentence
from students.services.registrar.work import WORK


class Command(SheetCommand):
    """Read, judge and take over; exit code 1 when the file is refused."""

    help = (
        "Take over a registrar's list (.xlsx, .csv, .tsv); with --dry-run only say what would be."
    )
    work = WORK
    permission = "students.import_registrar"

    def hand_in(self, accepted: Accepted, officer: User) -> RegistrarImport:
        """Keep the list."""
        return services.hand_in_import(upload=accepted, actor=officer, ring=False)

    def apply(self, handed: RegistrarImport, officer: User) -> RegistrarImport:
        """Decide to take it over."""
        return services.apply_import(import_id=handed.pk, actor=officer, ring=False)

    def sentence_of(self, reasons: Any) -> str:
        """A row's reasons."""
        return row_sentence(reasons)

    def say_more(self, handed: RegistrarImport) -> None:
        """Applications that carry the new figures."""
        matched = handed.report.get("matched") or {"matched": 0, "adjusted": 0}
        self.stdout.write(
            f"applications found in the list: {matched['matched']}, "
            f"of them adjusted: {matched['adjusted']}"
        )
