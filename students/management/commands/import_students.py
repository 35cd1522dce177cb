"""`manage.py import_students FILE`: the registrar's list from the command line, as on its page."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from partnership.accounts.enums import Role
from partnership.accounts.models import User
from partnership.accounts.selectors import people_with_role, user_for_identifier
from partnership.core.errors import DomainError
from partnership.core.sheets import SheetRefused
from partnership.documents.inspection import Accepted, FileRefused, accept_upload
from students import services
from students.enums import ImportState, RowVerdict
from students.models import RegistrarImport
from students.selectors.registrar import problem_rows, refusal_sentence, row_sentence
from students.services.registrar import TYPES

#: Lists from the command line may be larger than uploads.
MAX_MB = 100
#: Problem rows printed; the page and its report have them all.
PRINTED = 50


class Command(BaseCommand):
    """Read, judge and take over; exit code 1 when the file is refused."""

    help = (
        "Take over a registrar's list (.xlsx, .csv, .tsv); with --dry-run only say what would be."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, whether to try only, in whose name, and the language of the report."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--by", default="", help="the officer (default: the head of office)")
        parser.add_argument("--language", choices=("fa", "en"), default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        """One list."""
        with translation.override(options["language"]):
            accepted = self._accepted(options["file"])
            try:
                if options["dry_run"]:
                    self._try(accepted)
                else:
                    self._import(accepted, self._officer(options["by"]))
            except DomainError as error:
                raise CommandError(str(error)) from error

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
        if officer is None or not officer.has_perm("students.import_registrar"):
            raise CommandError("Say with --by EMAIL which officer takes the list over.")
        return officer

    def _try(self, accepted: Accepted) -> None:
        bar = Bar("check", self.stdout)
        try:
            report, summary = services.dry_run(accepted.data, progress=bar)
        except SheetRefused as refusal:
            bar.end()
            raise CommandError(str(refusal)) from refusal
        bar.end()
        rows = [
            {**row, "sentence": row_sentence(row["reasons"])} for row in summary["rows"][:PRINTED]
        ]
        self._say(summary, rows)
        self.stdout.write(f"{report.total} rows looked at, nothing written (dry run)")

    def _import(self, accepted: Accepted, officer: User) -> None:
        handed = services.hand_in_import(upload=accepted, actor=officer, ring=False)
        bar = Bar("check", self.stdout)
        services.check_import(import_id=handed.pk, progress=bar)
        bar.end()
        handed.refresh_from_db()
        if handed.state != ImportState.CHECKED:
            raise CommandError(refusal_sentence(handed) or str(handed.get_state_display()))
        services.apply_import(import_id=handed.pk, actor=officer, ring=False)
        bar = Bar("take over", self.stdout)
        services.take_over_import(import_id=handed.pk, progress=bar)
        bar.end()
        handed = RegistrarImport.objects.get(pk=handed.pk)
        if handed.state == ImportState.FAILED:
            raise CommandError(refusal_sentence(handed))
        self._say(handed.report, problem_rows(handed)[:PRINTED])
        matched = handed.report.get("matched") or {"matched": 0, "adjusted": 0}
        self.stdout.write(
            f"applications found in the list: {matched['matched']}, "
            f"of them adjusted: {matched['adjusted']}"
        )
        if handed.state != ImportState.APPLIED:
            self.stdout.write(f"{handed.get_state_display()}: {handed.get_absolute_url()}")

    def _say(self, counts: dict[str, Any], rows: list[dict[str, Any]]) -> None:
        for row in rows:
            self.stdout.write(f"row {row['row']}: {row['verdict']} – {row['sentence']}")
        more = counts[RowVerdict.REFUSED] + counts["warned"] - len(rows)
        if more > 0:
            self.stdout.write(f"… and {more} more rows worth a look")
        kinds = (*RowVerdict.values, "warned", "mended")
        self.stdout.write(", ".join(f"{kind}: {counts[kind]}" for kind in kinds))


class Bar:
    """Progress: one line that grows on a terminal, a plain line every tenth elsewhere."""

    WIDTH = 30

    def __init__(self, label: str, out: Any) -> None:
        self.label, self.out = label, out
        stream: TextIO = getattr(out, "_out", sys.stdout)
        self.is_terminal = stream.isatty()
        self.begun, self.tenth, self.done, self.total = time.monotonic(), 0, 0, 0

    def __call__(self, done: int, total: int) -> None:
        """So many of about so many rows are done."""
        self.done, self.total = done, total
        share = min(done / total, 1) if total else 1
        if self.is_terminal:
            full = int(share * self.WIDTH)
            bar = "█" * full + "·" * (self.WIDTH - full)
            self.out.write(f"\r{self.label} [{bar}] {share:4.0%} {done} rows", ending="")
            self.out.flush()
        elif int(share * 10) > self.tenth:
            self.tenth = int(share * 10)
            self.out.write(f"{self.label}: {share:.0%}, {done} of about {total} rows")

    def end(self) -> None:
        """Say how long it took."""
        took = time.monotonic() - self.begun
        if self.is_terminal:
            self.out.write("")
        speed = f", {self.done / took:,.0f} rows/s" if self.done and took else ""
        self.out.write(f"{self.label}: {self.done} rows in {took:.1f} s{speed}")
