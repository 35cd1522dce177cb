"""Addresses of the room."""

from django.urls import path

from industries.views import invitation, meetings, minutes, problems, resolutions, units

app_name = "industries"

urlpatterns = [
    path("units/register/", units.RegisterUnitView.as_view(), name="register_unit"),
    path("units/register/done/", units.RegisteredUnitView.as_view(), name="registered_unit"),
    path("industries/units/", units.UnitListView.as_view(), name="list_units"),
    path("industries/units/add/", units.IntakeUnitView.as_view(), name="intake_unit"),
    path("industries/units/mine/", units.OwnUnitView.as_view(), name="show_own_unit"),
    path(
        "industries/units/introduced/",
        units.IntroducedUnitListView.as_view(),
        name="list_introduced",
    ),
    path("industries/units/<int:pk>/", units.UnitView.as_view(), name="show_unit"),
    path("industries/units/<int:pk>/edit/", units.EditUnitView.as_view(), name="edit_unit"),
    path("industries/units/<int:pk>/people/add/", units.AddPersonView.as_view(), name="add_person"),
    path(
        "industries/units/<int:pk>/introductions/add/",
        units.AddIntroductionView.as_view(),
        name="add_introduction",
    ),
    path("industries/units/<int:pk>/notes/add/", units.AddNoteView.as_view(), name="add_note"),
    path(
        "industries/units/<int:pk>/problems/add/",
        problems.AddProblemView.as_view(),
        name="add_problem",
    ),
    path("industries/units/<int:pk>/review/", units.review_unit, name="review_unit"),
    path("industries/units/<int:pk>/approve/", units.approve_unit, name="approve_unit"),
    path("industries/units/<int:pk>/reject/", units.reject_unit, name="reject_unit"),
    path("industries/units/<int:pk>/suspend/", units.suspend_unit, name="suspend_unit"),
    path("industries/units/<int:pk>/resume/", units.resume_unit, name="resume_unit"),
    path("industries/units/<int:pk>/close/", units.close_unit, name="close_unit"),
    path("industries/people/<int:pk>/edit/", units.EditPersonView.as_view(), name="edit_person"),
    path(
        "industries/people/<int:pk>/invite/", units.InvitePersonView.as_view(), name="invite_person"
    ),
    path("industries/problems/", problems.MarketView.as_view(), name="list_problems"),
    path("industries/problems/desk/", problems.ProblemDeskView.as_view(), name="manage_problems"),
    path("industries/problems/<int:pk>/", problems.ProblemView.as_view(), name="show_problem"),
    path(
        "industries/problems/<int:pk>/edit/",
        problems.EditProblemView.as_view(),
        name="edit_problem",
    ),
    path("industries/problems/<int:pk>/ask/", problems.AskView.as_view(), name="ask_problem"),
    path(
        "industries/problems/<int:pk>/readers/",
        problems.NameReadersView.as_view(),
        name="name_readers",
    ),
    path(
        "industries/problems/<int:pk>/referral.pdf",
        problems.ReferralPaperView.as_view(),
        name="print_referral",
    ),
    path("industries/problems/<int:pk>/submit/", problems.submit_problem, name="submit_problem"),
    path(
        "industries/problems/<int:pk>/ask-detail/",
        problems.ask_detail_problem,
        name="ask_detail_problem",
    ),
    path(
        "industries/problems/<int:pk>/accept/",
        problems.AcceptProblemView.as_view(),
        name="accept_problem",
    ),
    path("industries/problems/<int:pk>/refer/", problems.refer_problem, name="refer_problem"),
    path("industries/problems/<int:pk>/cancel/", problems.cancel_problem, name="cancel_problem"),
    path("industries/problems/<int:pk>/hold/", problems.hold_problem, name="hold_problem"),
    path("industries/problems/<int:pk>/reopen/", problems.reopen_problem, name="reopen_problem"),
    path(
        "industries/problems/<int:pk>/close-solved/",
        problems.close_solved_problem,
        name="close_solved_problem",
    ),
    path(
        "industries/problems/<int:pk>/close-unsolved/",
        problems.close_unsolved_problem,
        name="close_unsolved_problem",
    ),
    path("industries/meetings/", meetings.MeetingListView.as_view(), name="list_meetings"),
    path("industries/meetings/add/", meetings.AddMeetingView.as_view(), name="add_meeting"),
    path("industries/meetings/<int:pk>/", meetings.MeetingView.as_view(), name="show_meeting"),
    path(
        "industries/meetings/<int:pk>/edit/",
        meetings.EditMeetingView.as_view(),
        name="edit_meeting",
    ),
    path(
        "industries/meetings/<int:pk>/answer/",
        meetings.AnswerMeetingView.as_view(),
        name="answer_meeting",
    ),
    path(
        "industries/meetings/<int:pk>/next/",
        meetings.NextMeetingView.as_view(),
        name="plan_next_meeting",
    ),
    path(
        "industries/meetings/<int:pk>/invite/",
        meetings.InviteMeetingView.as_view(),
        name="invite_meeting",
    ),
    path("industries/meetings/<int:pk>/cancel/", meetings.cancel_meeting, name="cancel_meeting"),
    path(
        "industries/meetings/invitees/<int:pk>/told/",
        meetings.NoteToldView.as_view(),
        name="note_told",
    ),
    path(
        "meetings/invitation/<int:pk>/",
        invitation.AnswerInvitationView.as_view(),
        name="answer_invitation",
    ),
    path(
        "meetings/invitation/<int:pk>/minutes.pdf",
        invitation.LinkedMinutesView.as_view(),
        name="read_minutes",
    ),
    path(
        "industries/meetings/<int:pk>/attendance/",
        minutes.TakeAttendanceView.as_view(),
        name="take_attendance",
    ),
    path(
        "industries/meetings/<int:pk>/attendance/guest/",
        minutes.AddGuestView.as_view(),
        name="add_guest",
    ),
    path(
        "industries/meetings/<int:pk>/attendance.pdf",
        minutes.AttendancePaperView.as_view(),
        name="print_attendance",
    ),
    path(
        "industries/meetings/<int:pk>/hold/",
        minutes.HoldMeetingView.as_view(),
        name="hold_meeting",
    ),
    path(
        "industries/meetings/<int:pk>/minutes/",
        minutes.EditMinutesView.as_view(),
        name="edit_minutes",
    ),
    path(
        "industries/meetings/<int:pk>/minutes.pdf",
        minutes.MinutesPaperView.as_view(),
        name="print_minutes",
    ),
    path(
        "industries/meetings/<int:pk>/minutes/<int:version>.pdf",
        minutes.MinutesVersionView.as_view(),
        name="print_minutes_version",
    ),
    path("industries/meetings/<int:pk>/sign/", minutes.sign_meeting, name="sign_meeting"),
    path(
        "industries/meetings/<int:pk>/signatures/",
        minutes.NoteSignaturesView.as_view(),
        name="note_signatures",
    ),
    path("industries/meetings/<int:pk>/archive/", minutes.archive_meeting, name="archive_meeting"),
    path(
        "industries/meetings/<int:pk>/unarchive/",
        minutes.unarchive_meeting,
        name="unarchive_meeting",
    ),
    path("industries/meetings/<int:pk>/unlock/", minutes.unlock_meeting, name="unlock_meeting"),
    path(
        "industries/resolutions/",
        resolutions.ResolutionListView.as_view(),
        name="list_resolutions",
    ),
    path(
        "industries/resolutions/export/",
        resolutions.ExportResolutionsView.as_view(),
        name="export_resolutions",
    ),
    path(
        "industries/resolutions/<int:pk>/",
        resolutions.ResolutionView.as_view(),
        name="show_resolution",
    ),
    path(
        "industries/resolutions/<int:pk>/report/",
        resolutions.NoteResolutionView.as_view(),
        name="note_resolution",
    ),
    path(
        "industries/resolutions/<int:pk>/complete/",
        resolutions.complete_resolution,
        name="complete_resolution",
    ),
    path(
        "industries/resolutions/<int:pk>/fail/",
        resolutions.fail_resolution,
        name="fail_resolution",
    ),
    path(
        "industries/resolutions/<int:pk>/resume/",
        resolutions.resume_resolution,
        name="resume_resolution",
    ),
]
