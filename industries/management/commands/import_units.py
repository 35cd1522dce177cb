"""`manage.py import_units FILE --letter NO --date DATE`: a list of the Ministry, as on its page."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from industries.enums import ListKind, ListVerdict
from industries.models import ListRow, MinistryList
from industries.selectors.lists import row_sentence
from industries.services import lists
from partnership.accounts.models import User
from partnership.core.jalali import parse_date
from partnership.documents.inspection import Accepted
from partnership.imports.management import SheetCommand


class Command(SheetCommand):
    """Read, judge and take over; exit code 1 when the file is refused. Nobody is invited."""

    help = (
        "Take over units the Ministry introduces (.xlsx, .csv, .tsv); with --resolutions the "
        "resolutions of its working group; with --dry-run only say what would be."
    )
    permission = "industries.import_list"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Also the letter, and what the file holds."""
        super().add_arguments(parser)
        parser.add_argument("--letter", required=True, help="number of the letter")
        parser.add_argument("--date", required=True, help="date of the letter, such as 1405/08/23")
        parser.add_argument("--resolutions", action="store_true", help="the working group's list")
        parser.add_argument("--session", default="", help="session of rows that name none")
        parser.add_argument("--session-date", default="", help="its date")

    def prepare(self, options: dict[str, Any]) -> None:
        """The letter and the kind of list."""
        kind = ListKind.RESOLUTIONS if options["resolutions"] else ListKind.UNITS
        self.work = lists.WORKS[kind]
        session_date = options["session_date"]
        self.said = {
            "kind": kind,
            "letter_no": options["letter"],
            "letter_date": self._day(options["date"]),
            "session_no": options["session"],
            "session_date": self._day(session_date) if session_date else None,
        }

    def on_trial(self) -> MinistryList:
        """The letter says what the rows do not."""
        return MinistryList(**self.said)

    def hand_in(self, accepted: Accepted, officer: User) -> MinistryList:
        """Keep the list."""
        return lists.hand_in_list(upload=accepted, actor=officer, ring=False, **self.said)

    def apply(self, handed: MinistryList, officer: User) -> MinistryList:
        """Decide to take it over."""
        return lists.apply_list(list_id=handed.pk, actor=officer, ring=False)

    def sentence_of(self, reasons: Any) -> str:
        """A row's reasons."""
        return row_sentence(reasons)

    def rows_of(self, handed: MinistryList) -> list[dict[str, Any]]:
        """Rows worth a look, from the database."""
        rows = ListRow.objects.filter(handed=handed).order_by("row")
        worth = rows.filter(is_doubtful=True) | rows.filter(verdict=ListVerdict.REFUSED)
        return list(worth.values("row", "verdict", "reasons")[:100])

    def say_more(self, handed: MinistryList) -> None:
        """What is left to do."""
        if handed.is_of_units:
            self.stdout.write(f"nobody has been invited yet: {handed.get_absolute_url()}")

    def _day(self, typed: str) -> Any:
        try:
            return parse_date(typed)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
