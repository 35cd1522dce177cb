"""Addresses of the room."""

from django.urls import path

from students.views import (
    appeals,
    batches,
    decisions,
    drafts,
    enrol,
    enrolments,
    privacy,
    queue,
    registrar,
    students,
    training,
    waiting,
    waivers,
    wishes,
    withdrawals,
)

app_name = "students"

urlpatterns = [
    path("enrol/", enrol.EnrolView.as_view(), name="enrol"),
    path("enrol/draft/", drafts.SaveDraft.as_view(), name="save_draft"),
    path("enrol/continue/", drafts.ShareDraft.as_view(), name="share_draft"),
    path("enrol/continue/<slug:secret>/", drafts.continue_draft, name="continue_draft"),
    path("students/me/erase/", privacy.EraseMyData.as_view(), name="erase_my_data"),
    path("students/me/", enrolments.MyEnrolment.as_view(), name="show_my_enrolment"),
    path("students/enrolments/", queue.EnrolmentList.as_view(), name="list_enrolments"),
    path(
        "students/enrolments/<int:pk>/", enrolments.EnrolmentDetail.as_view(), name="show_enrolment"
    ),
    path(
        "students/enrolments/<int:pk>/submit/", enrolments.submit_enrolment, name="submit_enrolment"
    ),
    path(
        "students/enrolments/<int:pk>/approve/",
        decisions.approve_enrolment,
        name="approve_enrolment",
    ),
    path("students/enrolments/<int:pk>/wait/", decisions.wait_enrolment, name="wait_enrolment"),
    path(
        "students/enrolments/<int:pk>/return/", decisions.return_enrolment, name="return_enrolment"
    ),
    path(
        "students/enrolments/<int:pk>/reject/", decisions.reject_enrolment, name="reject_enrolment"
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
    path("students/enrolments/<int:pk>/wishes/", wishes.RankWishes.as_view(), name="rank_wishes"),
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
    path("students/wishes/<int:pk>/add/", wishes.ChangeWish.as_view(), name="add_wish"),
    path(
        "students/wishes/<int:pk>/drop/",
        wishes.ChangeWish.as_view(adds=False),
        name="drop_wish",
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
    path("students/enrolments/<int:pk>/place/", waiting.MoveInList.as_view(), name="move_in_list"),
    path("students/reviews/new/", batches.ReviewMany.as_view(), name="review_enrolments"),
    path("students/reviews/<int:pk>/", batches.ShowReview.as_view(), name="show_review"),
    path("students/waiting/<int:pk>/", waiting.WaitingList.as_view(), name="list_waiting"),
    path(
        "students/waiting/<int:pk>/promote/", waiting.PromoteFirst.as_view(), name="promote_first"
    ),
    path("students/appeals/", appeals.AppealList.as_view(), name="list_appeals"),
    path("students/appeals/<int:pk>/", appeals.AppealDetail.as_view(), name="show_appeal"),
    path("students/appeals/<int:pk>/accept/", appeals.accept_appeal, name="accept_appeal"),
    path("students/appeals/<int:pk>/dismiss/", appeals.dismiss_appeal, name="dismiss_appeal"),
    path("students/courses/", training.CourseList.as_view(), name="list_courses"),
    path("students/courses/<int:pk>/", training.CourseDetail.as_view(), name="show_course"),
    path(
        "students/courses/<int:pk>/materials/", training.AddMaterial.as_view(), name="add_material"
    ),
    path(
        "students/courses/<int:pk>/certificates/",
        training.PrintCourseCertificates.as_view(),
        name="print_course_certificates",
    ),
    path(
        "students/materials/<int:pk>/change/",
        training.ChangeMaterial.as_view(),
        name="change_material",
    ),
    path(
        "students/materials/<int:pk>/remove/",
        training.RemoveMaterial.as_view(),
        name="remove_material",
    ),
    path(
        "students/completions/<int:pk>/certificate/",
        training.DownloadCertificate.as_view(),
        name="download_course_certificate",
    ),
    path("students/calendar/", training.MyCalendar.as_view(), name="download_my_calendar"),
    path("students/checkin/", training.TypeCode.as_view(), name="type_code"),
    path("students/checkin/<str:token>/", training.CheckIn.as_view(), name="check_in"),
    path("students/sessions/", training.SessionList.as_view(), name="list_sessions"),
    path("students/sessions/new/", training.PlanSession.as_view(), name="plan_session"),
    path("students/sessions/<int:pk>/", training.SessionDetail.as_view(), name="show_session"),
    path(
        "students/sessions/<int:pk>/change/",
        training.ChangeSession.as_view(),
        name="change_session",
    ),
    path("students/sessions/<int:pk>/hold/", training.HoldSession.as_view(), name="hold_session"),
    path("students/sessions/<int:pk>/cancel/", training.cancel_session, name="cancel_session"),
    path(
        "students/sessions/<int:pk>/register/",
        training.RecordAttendance.as_view(),
        name="record_attendance",
    ),
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
    path(
        "students/sessions/<int:pk>/calendar/",
        training.SessionCalendar.as_view(),
        name="download_calendar",
    ),
    path("students/sessions/<int:pk>/sheet/", training.PrintSheet.as_view(), name="print_sheet"),
    path(
        "students/sessions/<int:pk>/certificates/",
        training.PrintSessionCertificates.as_view(),
        name="print_session_certificates",
    ),
    path("students/sessions/<int:pk>/code/", training.ShowCode.as_view(), name="show_code"),
    path("students/sessions/<int:pk>/code/live/", training.LiveCode.as_view(), name="live_code"),
    path(
        "students/sessions/<int:pk>/code/open/",
        training.CodeButton.as_view(),
        name="open_checkin",
    ),
    path(
        "students/sessions/<int:pk>/code/close/",
        training.CodeButton.as_view(opens=False),
        name="close_checkin",
    ),
    path("students/sessions/<int:pk>/here/", training.CheckedIn.as_view(), name="checked_in"),
    path("students/registrar/", registrar.ImportList.as_view(), name="list_imports"),
    path("students/registrar/new/", registrar.UploadImport.as_view(), name="upload_import"),
    path("students/registrar/<int:pk>/", registrar.ImportDetail.as_view(), name="show_import"),
    path("students/registrar/<int:pk>/apply/", registrar.apply_import, name="apply_import"),
    path("students/registrar/<int:pk>/cancel/", registrar.cancel_import, name="cancel_import"),
    path("students/registrar/<int:pk>/columns/", registrar.reread_import, name="reread_import"),
    path(
        "students/registrar/<int:pk>/report/",
        registrar.DownloadImport.as_view(),
        name="download_import",
    ),
    path(
        "students/enrolments/<int:pk>/keep-declared/",
        registrar.KeepDeclared.as_view(),
        name="keep_declared",
    ),
    path(
        "students/enrolments/<int:pk>/take-registrar/",
        registrar.TakeRegistrar.as_view(),
        name="take_registrar",
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
