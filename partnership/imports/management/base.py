"""A list from the command line, as on its page: read, judged, taken over, with a bar."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from partnership.accounts.enums import Role
from partnership.accounts.models import User
from partnership.accounts.selectors import people_with_role, user_for_identifier
from partnership.core.errors import DomainError
from partnership.core.sheets import SheetRefused
from partnership.documents.inspection import Accepted, FileRefused, accept_upload
from partnership.imports.enums import REFUSED, ImportState
from partnership.imports.management.bar import Bar
from partnership.imports.selectors import refusal_sentence
from partnership.imports.services import TYPES, SheetWork

#: Lists from the command line may be larger than uploads.
MAX_MB = 100
#: Problem rows printed; the page and its report have them all.
PRINTED = 50


class SheetCommand(BaseCommand):
    """Read, judge and take over; exit code 1 when the file is refused.

    Subclasses give `work`, `permission`, `hand_in`, `apply` and `sentence_of`.
    """

    work: SheetWork
    permission = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, whether to try only, in whose name, and the language of the report."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--by", default="", help="the officer (default: the head of office)")
        parser.add_argument("--language", choices=("fa", "en"), default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        """One list."""
        with translation.override(options["language"]):
            try:
                self.prepare(options)
                accepted = self._accepted(options["file"])
                if options["dry_run"]:
                    self._try(accepted)
                else:
                    self._import(accepted, self._officer(options["by"]))
            except DomainError as error:
                raise CommandError(str(error)) from error

    def prepare(self, options: dict[str, Any]) -> None:
        """Read what else the command line says."""

    def on_trial(self) -> Any:
        """An unsaved list that says what the file does not; None when the file says all."""
        return None

    def hand_in(self, accepted: Accepted, officer: User) -> Any:
        """Keep the list; no worker is rung."""
        raise NotImplementedError

    def apply(self, handed: Any, officer: User) -> Any:
        """Decide to take it over; no worker is rung."""
        raise NotImplementedError

    def sentence_of(self, reasons: Any) -> str:
        """A row's reasons in words."""
        raise NotImplementedError

    def rows_of(self, handed: Any) -> list[dict[str, Any]]:
        """Rows worth a look of a list that was read: `row`, `verdict`, `reasons`."""
        return handed.report["rows"]

    def say_more(self, handed: Any) -> None:
        """What else there is to say of a list that was taken over."""

    def _accepted(self, path: Path) -> Accepted:
        try:
            upload = SimpleUploadedFile(path.name, path.read_bytes())
            return accept_upload(upload, types=TYPES, max_mb=MAX_MB)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except FileRefused as error:
            raise CommandError(str(error)) from error

    def _officer(self, email: str) -> User:
        officer = user_for_identifier(email) if email else people_with_role(Role.HEAD).first()
        if officer is None or not officer.has_perm(self.permission):
            raise CommandError("Say with --by EMAIL which officer takes the list over.")
        return officer

    def _try(self, accepted: Accepted) -> None:
        bar = Bar("check", self.stdout)
        try:
            report, summary = self.work.try_out(accepted.data, self.on_trial(), bar)
        except SheetRefused as refusal:
            bar.end()
            raise CommandError(str(refusal)) from refusal
        bar.end()
        self._say(summary, summary["rows"])
        self.stdout.write(f"{report.total} rows looked at, nothing written (dry run)")

    def _import(self, accepted: Accepted, officer: User) -> None:
        handed = self.hand_in(accepted, officer)
        bar = Bar("check", self.stdout)
        self.work.check(handed.pk, bar)
        bar.end()
        handed.refresh_from_db()
        if handed.state != ImportState.CHECKED:
            raise CommandError(refusal_sentence(handed) or str(handed.get_state_display()))
        self.apply(handed, officer)
        bar = Bar("take over", self.stdout)
        self.work.take_over(handed.pk, bar)
        bar.end()
        handed.refresh_from_db()
        if handed.state == ImportState.FAILED:
            raise CommandError(refusal_sentence(handed))
        self._say(handed.report, self.rows_of(handed))
        self.say_more(handed)
        if handed.state != ImportState.APPLIED:
            self.stdout.write(f"{handed.get_state_display()}: {handed.get_absolute_url()}")

    def _say(self, counts: dict[str, Any], rows: list[dict[str, Any]]) -> None:
        shown = rows[:PRINTED]
        for row in shown:
            sentence = self.sentence_of(row["reasons"])
            self.stdout.write(f"row {row['row']}: {row['verdict']} – {sentence}")
        more = counts[REFUSED] + counts["warned"] - len(shown)
        if more > 0:
            self.stdout.write(f"… and {more} more rows worth a look")
        kinds = (*self.work.kinds, "warned", "mended")
        self.stdout.write(", ".join(f"{kind}: {counts[kind]}" for kind in kinds))
