"""What the review knows of the problems: versions, checklists, a request, a thread, a referral."""

from datetime import date, datetime, timedelta
from typing import Any

from industries.enums import CheckAnswer, MessageAudience, ProblemState, TriageItem
from industries.models import (
    DetailRequest,
    Problem,
    ProblemMessage,
    ProblemRevision,
    Referral,
    TriageCheck,
)
from industries.selectors.revisions import content_of
from industries.services.referral_text import snapshot_of
from partnership.core.models import ActionLog, next_number
from partnership.demo.loader.base import Cohort, at

#: Problem by problem: until which point of the checklist the officer has come.
HALF_CHECKED = {"P18": 5}
ASKED = "P19"
WHY = "چند ماه است که بو بیشتر شده و کدام خط است؟ رقم ضایعات را هم بنویسید تا بررسی ادامه یابد."


def load(cohort: Cohort) -> None:
    """After the problems themselves, whose log says when they came."""
    for item in cohort.data["problems"]:
        problem, manager = cohort[item["id"]], cohort[f"manager-user:{item['unit']}"]
        came = ActionLog.objects.about(problem).order_by("at").first()
        when = came.at if came else problem.created_at
        _versions(problem, manager, when, shorter=item["id"] in HALF_CHECKED)
        if problem.state not in (ProblemState.SUBMITTED, ProblemState.NEEDS_DETAIL):
            _checks(problem, cohort["ST2"], len(TriageItem), when + timedelta(days=1))
        elif item["id"] in HALF_CHECKED:
            _checks(problem, cohort["ST2"], HALF_CHECKED[item["id"]], at("2026-11-21"))
    _request(cohort)
    _thread(cohort)
    _referral(cohort)


def _versions(problem: Problem, manager: Any, when: datetime, *, shorter: bool) -> None:
    """One version as it stands; where the manager began on a phone, a shorter one before it."""
    content, number = content_of(problem), 1
    if shorter:
        first = {
            **content,
            "detail": content["detail"].split(".")[0],
            "baselines": content["baselines"][:1],
            "skills": [],
            "majors": [],
            "public_title": "",
        }
        earlier = when - timedelta(days=1)
        _version(problem, 1, first, manager, earlier)
        number = 2
    _version(problem, number, content, manager, when)


def _version(
    problem: Problem, number: int, content: dict[str, Any], author: Any, when: datetime
) -> None:
    ProblemRevision.objects.create(
        problem=problem,
        version=number,
        content=content,
        stamp=Problem.objects.get(pk=problem.pk).updated_at.isoformat(),
        author=author,
        created_at=when,
    )


def _checks(problem: Problem, officer: Any, many: int, when: datetime) -> None:
    version = problem.revisions.count()
    notes = {TriageItem.ACCESS: "کفش و کلاه ایمنی را واحد می‌دهد."}
    TriageCheck.objects.bulk_create(
        TriageCheck(
            problem=problem,
            item=item,
            answer=CheckAnswer.YES,
            note=notes.get(item, ""),
            version=version,
            by=officer,
            at=when,
        )
        for item in list(TriageItem)[:many]
    )


def _request(cohort: Cohort) -> None:
    """A manager is asked for more, field by field, and asks back."""
    problem, officer = cohort[ASKED], cohort["ST2"]
    when = at("2026-11-19")
    DetailRequest.objects.create(
        problem=problem,
        fields={"detail": "از کی و در کدام خط", "baselines": "رقم ضایعات یا مرجوعی"},
        note=WHY,
        version=1,
        by=officer,
        at=when,
    )
    asked = _message(problem, officer, MessageAudience.UNIT, WHY, when, wants_answer=False)
    _message(
        problem,
        problem.created_by,
        MessageAudience.UNIT,
        "رقم سه ماه اخیر کافی است یا سال گذشته را هم لازم دارید؟",
        when + timedelta(hours=3),
        reply_to=asked,
    )


def _thread(cohort: Cohort) -> None:
    """Questions of a professor and a student about an open problem, one answered."""
    problem = cohort["P13"]
    manager = problem.created_by
    asked = _message(
        problem,
        cohort["PR01"].user,
        MessageAudience.PROFESSORS,
        "منحنی دمای خشک‌کن ثبت می‌شود؟",
        at("2026-11-15"),
    )
    _message(
        problem,
        manager,
        MessageAudience.PROFESSORS,
        "بله، هر ده دقیقه؛ فایل سه ماه اخیر موجود است.",
        at("2026-11-16"),
        reply_to=asked,
    )
    _message(
        problem,
        cohort["S01"].user,
        MessageAudience.UNDERTAKEN,
        "ترک‌ها بیشتر در کدام شیفت دیده می‌شوند؟",
        at("2026-11-20"),
    )


def _message(
    problem: Problem, author: Any, audience: str, body: str, when: datetime, **more: Any
) -> ProblemMessage:
    made = ProblemMessage.objects.create(
        problem=problem, author=author, audience=audience, body=body, **more
    )
    ProblemMessage.objects.filter(pk=made.pk).update(created_at=when)
    return made


def _referral(cohort: Cohort) -> None:
    """The referred one: its numbered paper, and a first answer."""
    problem, head = cohort["P20"], cohort["ST1"]
    row = Referral(
        problem=problem,
        number=f"HS-R-1405-{next_number('referral', 1405):03}",
        agency="شورای هماهنگی بانک‌های استان قم",
        request="امهال تسهیلات سررسیدشده و تسریع در ترخیص مونومر از گمرک.",
        by=head,
        referred_on=date(2026, 9, 27),
        answer="در جلسهٔ ۲۱ کارگروه مطرح شد؛ بانک عامل تا پایان آذر نتیجه را اعلام می‌کند.",
        answer_no="1405/ک/212",
        answered_on=date(2026, 10, 20),
    )
    row.snapshot = snapshot_of(
        row, "کمبود سرمایه در گردش و ترخیص مواد اولیه خارج از حیطهٔ تیم دانشجویی است."
    )
    row.save()
