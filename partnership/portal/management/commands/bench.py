"""`./dev bench`: what our pages cost, as ratios to a stock Django page measured in the same run."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import pgtrigger
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services.printing import render_certificate
from industries.models import Problem
from partnership.accounts.models import User
from partnership.core.text import search_q
from partnership.documents.inspection import Accepted
from students.models import RegistrarRecord
from students.services import apply_import, check_import, hand_in_import, take_over_import

STOCK = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
#: Rows of the list that is imported and taken back.
LIST_ROWS = 5000
#: Problems among which words are searched; only one copy has this number.
MANY_PROBLEMS = 20_000
SEARCH_WORDS = "١٩۹87"
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


class Command(BaseCommand):
    """Measure pages and papers over the data that is there."""

    help = "Print CPU milliseconds a request, queries, bytes, and the ratio to a stock page."

    def add_arguments(self, parser: CommandParser) -> None:
        """How often each page is asked for."""
        parser.add_argument("--times", type=int, default=15)

    def handle(self, *args: Any, **options: Any) -> None:
        """One table for pages, one line for papers."""
        times = options["times"]
        base = self._stock(times)
        self.stdout.write(f"{'page':44}{'who':>10}{'CPU ms':>9}{'ratio':>8}{'queries':>9}{'kB':>7}")
        self.stdout.write(f"{'R1: a stock page, 25 rows':44}{'head':>10}{base:9.1f}{1:8.1f}")
        for label, path, email in self._pages():
            self._page(label, path, email, times, base)
        self._paper(times)
        self._search(times)
        self._import()

    def _stock(self, times: int) -> float:
        """R1: seven stock middlewares, sign-in, one query, a table of 25 rows."""
        urls = "partnership.portal.stock_urls"
        with override_settings(MIDDLEWARE=STOCK, ROOT_URLCONF=urls):
            client = _client("head@iro.hamyar.example")
            return _cpu(lambda: client.get("/"), times)

    def _pages(self) -> list[tuple[str, str, str]]:
        head, manager = "head@iro.hamyar.example", "manager@u01.hamyar.example"
        problem = Problem.objects.filter(state="in_review").first()
        code = Certificate.objects.filter(state=CertificateState.ISSUED).values_list(
            "code", flat=True
        )
        pages = [
            ("public home", "/", ""),
            ("check of a certificate", f"/verify/{code[0]}/" if code else "/verify/", ""),
            ("my work, student", "/me/", "s28@student.hamyar.example"),
            ("my work, professor", "/me/", "pr01@staff.hamyar.example"),
            ("office dashboard", "/office/", head),
            ("office list of people", reverse("office:accounts_user_changelist"), head),
            ("applications", reverse("students:list_enrolments"), head),
            ("teams", reverse("teams:list_teams"), head),
            ("market, student", reverse("industries:list_problems"), "s28@student.hamyar.example"),
        ]
        if problem:
            path = reverse("teams:decide_problem", args=[problem.pk])
            pages.append(("solutions side by side", path, manager))
        return pages

    def _page(self, label: str, path: str, email: str, times: int, base: float) -> None:
        client = _client(email)
        client.get(path)
        connection.queries_log.clear()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        asked = len(queries)
        cost = _cpu(lambda: client.get(path), times)
        size = len(response.content) / 1024
        who = email.partition("@")[0] or "anyone"
        note = "" if response.status_code == 200 else f"  status {response.status_code}"
        self.stdout.write(
            f"{label:44}{who:>10}{cost:9.1f}{cost / base:8.1f}{asked:9}{size:7.0f}{note}"
        )

    def _paper(self, times: int) -> None:
        certificate = Certificate.objects.filter(state=CertificateState.ISSUED).first()
        if certificate:
            render_certificate(certificate)
            cost = _cpu(lambda: render_certificate(certificate), times)
            self.stdout.write(f"\none certificate, both languages, fonts warm: {cost:.0f} CPU ms")

    def _search(self, times: int) -> None:
        """Words among many problems, by the index and, in the same run, by reading all; undone."""
        pattern = Problem.objects.listed().first()
        if pattern is None:
            return
        with transaction.atomic():
            _many_problems(pattern)
            rows = Problem.objects.listed().filter(search_q("search", SEARCH_WORDS))
            indexed = _wall(lambda: list(rows.values_list("pk")[:12]), times)
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_bitmapscan = off")
                cursor.execute("SET LOCAL enable_indexscan = off")
            plain = _wall(lambda: list(rows.values_list("pk")[:12]), times)
            transaction.set_rollback(True)
        self.stdout.write(
            f"search among {MANY_PROBLEMS:,} problems: {indexed:.1f} ms by the index, "
            f"{plain:.1f} ms reading all; ratio {indexed / plain:.3f}"
        )

    def _import(self) -> None:
        """A registrar's list read, judged and written, beside nothing but the writing; undone."""
        rows = [_student(number) for number in range(LIST_ROWS)]
        lines = [",".join(["student number", "first name", "credits", "gpa"])]
        lines += [",".join(str(value) for value in row.values()) for row in rows]
        upload = Accepted("bench.csv", "text/csv; charset=utf-8", "\n".join(lines).encode())
        head = User.objects.filter(email="head@iro.hamyar.example").first()
        if head is None:
            return
        with transaction.atomic():
            begun = time.perf_counter()
            RegistrarRecord.objects.bulk_create(
                (RegistrarRecord(**row) for row in rows), batch_size=2000
            )
            bare = time.perf_counter() - begun
            transaction.set_rollback(True)
        with transaction.atomic():
            begun = time.perf_counter()
            handed = hand_in_import(upload=upload, actor=head, ring=False)
            check_import(import_id=handed.pk)
            apply_import(import_id=handed.pk, actor=head, ring=False)
            take_over_import(import_id=handed.pk)
            ours = time.perf_counter() - begun
            transaction.set_rollback(True)
        self.stdout.write(
            f"registrar's list, {LIST_ROWS:,} rows: {LIST_ROWS / ours:,.0f} rows/s read, judged "
            f"twice and written; bulk_create alone {LIST_ROWS / bare:,.0f}; ratio {ours / bare:.1f}"
        )


def _many_problems(pattern: Problem) -> None:
    """Copies of one problem, each with its own number among its words, and one to be found."""
    columns = [f'"{field.column}"' for field in Problem._meta.local_fields if not field.primary_key]
    made = {'"search"': "search || ' ' || n", '"desk_search"': "''"}
    values = [made.get(name, name) for name in columns]
    with pgtrigger.ignore("industries.Problem:insert_insert"), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        copy = (
            ("INSERT INTO industries_problem (", ", ".join(columns), ")"),
            ("SELECT", ", ".join(values), "FROM industries_problem, generate_series(1, %s) AS n"),
            ("WHERE industries_problem.id = %s",),
        )
        said = " ".join(part for line in copy for part in line)
        cursor.execute(said, [MANY_PROBLEMS, pattern.pk])
        cursor.execute("SELECT gin_clean_pending_list('problem_search'::regclass)")
        cursor.execute("ANALYZE industries_problem")


def _student(number: int) -> dict[str, Any]:
    return {
        "student_number": f"49{number:07d}",
        "first_name": f"نام {number}",
        "passed_credits": 90,
        "gpa": "17.25",
    }


def _client(email: str) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    user = User.objects.filter(email=email).first() if email else None
    if user:
        client.force_login(user, backend=BACKEND)
    return client


def _wall(act: Callable[[], Any], times: int) -> float:
    """Median milliseconds until the answer is there, the database's share in it."""
    taken = []
    for _n in range(times):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return median(taken)


def _cpu(act: Callable[[], Any], times: int) -> float:
    """Median CPU milliseconds of this process; the database's share is not in it."""
    taken = []
    for _n in range(times):
        begun = time.process_time()
        act()
        taken.append((time.process_time() - begun) * 1000)
    return median(taken)
