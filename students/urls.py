"""Addresses of the room."""

from django.urls import path

from students.views import (
    appeals,
    drafts,
    enrol,
    enrolments,
    students,
    training,
    waivers,
    withdrawals,
)

app_name = "students"

urlpatterns = [
    path("enrol/", enrol.EnrolView.as_view(), name="enrol"),
    path("enrol/draft/", drafts.SaveDraft.as_view(), name="save_draft"),
    path("enrol/continue/", drafts.ShareDraft.as_view(), name="share_draft"),
    path("enrol/continue/<slug:secret>/", drafts.continue_draft, name="continue_draft"),
    path("students/me/", enrolments.MyEnrolment.as_view(), name="show_my_enrolment"),
    path("students/enrolments/", enrolments.EnrolmentList.as_view(), name="list_enrolments"),
    path(
        "students/enrolments/<int:pk>/", enrolments.EnrolmentDetail.as_view(), name="show_enrolment"
    ),
    path(
        "students/enrolments/<int:pk>/submit/", enrolments.submit_enrolment, name="submit_enrolment"
    ),
    path(
        "students/enrolments/<int:pk>/approve/",
        enrolments.approve_enrolment,
        name="approve_enrolment",
    ),
    path("students/enrolments/<int:pk>/wait/", enrolments.wait_enrolment, name="wait_enrolment"),
    path(
        "students/enrolments/<int:pk>/return/", enrolments.return_enrolment, name="return_enrolment"
    ),
    path(
        "students/enrolments/<int:pk>/reject/", enrolments.reject_enrolment, name="reject_enrolment"
    ),
    path(
        "students/enrolments/<int:pk>/reopen/", enrolments.reopen_enrolment, name="reopen_enrolment"
    ),
    path(
        "students/enrolments/<int:pk>/withdraw/",
        withdrawals.withdraw_enrolment,
        name="withdraw_enrolment",
    ),
    path(
        "students/enrolments/<int:pk>/resume/",
        withdrawals.resume_enrolment,
        name="resume_enrolment",
    ),
    path(
        "students/enrolments/<int:pk>/waive/<slug:rule>/",
        waivers.WaiveRule.as_view(),
        name="waive_rule",
    ),
    path(
        "students/enrolments/<int:pk>/waivers/<int:waiver>/end/",
        waivers.EndWaiver.as_view(),
        name="end_waiver",
    ),
    path("students/withdrawals/", withdrawals.WithdrawalList.as_view(), name="list_withdrawals"),
    path(
        "students/withdrawals/<int:pk>/",
        withdrawals.WithdrawalDetail.as_view(),
        name="show_withdrawal",
    ),
    path("students/withdrawals/<int:pk>/view/", withdrawals.GiveView.as_view(), name="give_view"),
    path(
        "students/withdrawals/<int:pk>/excuse/",
        withdrawals.excuse_withdrawal,
        name="excuse_withdrawal",
    ),
    path(
        "students/withdrawals/<int:pk>/refuse-excuse/",
        withdrawals.refuse_excuse_withdrawal,
        name="refuse_excuse_withdrawal",
    ),
    path("students/enrolments/<int:pk>/appeal/", appeals.OpenAppeal.as_view(), name="open_appeal"),
    path("students/appeals/", appeals.AppealList.as_view(), name="list_appeals"),
    path("students/appeals/<int:pk>/", appeals.AppealDetail.as_view(), name="show_appeal"),
    path("students/appeals/<int:pk>/accept/", appeals.accept_appeal, name="accept_appeal"),
    path("students/appeals/<int:pk>/dismiss/", appeals.dismiss_appeal, name="dismiss_appeal"),
    path("students/sessions/", training.SessionList.as_view(), name="list_sessions"),
    path("students/sessions/new/", training.PlanSession.as_view(), name="plan_session"),
    path("students/sessions/<int:pk>/", training.SessionDetail.as_view(), name="show_session"),
    path(
        "students/sessions/<int:pk>/change/",
        training.ChangeSession.as_view(),
        name="change_session",
    ),
    path("students/sessions/<int:pk>/hold/", training.hold_session, name="hold_session"),
    path("students/sessions/<int:pk>/cancel/", training.cancel_session, name="cancel_session"),
    path(
        "students/sessions/<int:pk>/attendance/",
        training.CorrectAttendance.as_view(),
        name="correct_attendance",
    ),
    path("students/sessions/<int:pk>/seat/", training.SeatView.as_view(), name="register_seat"),
    path(
        "students/sessions/<int:pk>/leave/",
        training.SeatView.as_view(take=False),
        name="release_seat",
    ),
    path("students/students/", students.StudentList.as_view(), name="list_students"),
    path("students/students/<int:pk>/", students.StudentDetail.as_view(), name="show_student"),
    path(
        "students/students/<int:pk>/record/", students.ChangeRecord.as_view(), name="change_record"
    ),
    path(
        "students/students/<int:pk>/national-id/",
        students.RevealNationalId.as_view(),
        name="reveal_national_id",
    ),
    path(
        "students/students/<int:pk>/courses/",
        students.RecordCompletion.as_view(),
        name="record_completion",
    ),
    path(
        "students/students/<int:pk>/courses/<int:completion>/void/",
        students.EndCompletion.as_view(),
        name="end_completion",
    ),
]
