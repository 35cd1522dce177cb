"""Addresses of the room."""

from django.urls import path

from industries.views import (
    contacts,
    documents,
    introduced,
    invitation,
    lists,
    market,
    meetings,
    merging,
    minutes,
    problems,
    resolutions,
    talk,
    triage,
    unit_page,
    units,
    versions,
    writing,
)

app_name = "industries"

urlpatterns = [
    path("units/register/", units.RegisterUnitView.as_view(), name="register_unit"),
    path("units/register/done/", units.RegisteredUnitView.as_view(), name="registered_unit"),
    path("industries/units/", units.UnitListView.as_view(), name="list_units"),
    path("industries/units/add/", units.IntakeUnitView.as_view(), name="intake_unit"),
    path("industries/units/mine/", units.OwnUnitView.as_view(), name="show_own_unit"),
    path(
        "industries/units/introduced/",
        introduced.IntroducedUnitListView.as_view(),
        name="list_introduced",
    ),
    path("industries/units/<int:pk>/", unit_page.UnitView.as_view(), name="show_unit"),
    path(
        "industries/units/introduced/export/",
        introduced.ExportIntroducedView.as_view(),
        name="export_introduced",
    ),
    path(
        "industries/units/introduced/refused/",
        introduced.RefusedRowListView.as_view(),
        name="list_refused",
    ),
    path(
        "industries/units/introduced/refused/export/",
        introduced.ExportRefusedView.as_view(),
        name="export_refused",
    ),
    path("industries/lists/", lists.ListListView.as_view(), name="list_lists"),
    path("industries/lists/add/", lists.UploadListView.as_view(), name="upload_list"),
    path("industries/lists/<int:pk>/", lists.ListView.as_view(), name="show_list"),
    path(
        "industries/lists/<int:pk>/report.csv",
        lists.DownloadListView.as_view(),
        name="download_list",
    ),
    path(
        "industries/lists/<int:pk>/invitations/",
        lists.InviteListView.as_view(),
        name="invite_list",
    ),
    path("industries/lists/<int:pk>/columns/", lists.reread_list, name="reread_list"),
    path("industries/lists/<int:pk>/apply/", lists.apply_list, name="apply_list"),
    path("industries/lists/<int:pk>/stop/", lists.stop_list, name="stop_list"),
    path("industries/lists/<int:pk>/resume/", lists.resume_list, name="resume_list"),
    path("industries/lists/<int:pk>/cancel/", lists.cancel_list, name="cancel_list"),
    path("industries/units/<int:pk>/edit/", units.EditUnitView.as_view(), name="edit_unit"),
    path("industries/units/<int:pk>/people/add/", units.AddPersonView.as_view(), name="add_person"),
    path(
        "industries/units/<int:pk>/introductions/add/",
        units.AddIntroductionView.as_view(),
        name="add_introduction",
    ),
    path("industries/units/<int:pk>/notes/add/", contacts.AddNoteView.as_view(), name="add_note"),
    path(
        "industries/units/<int:pk>/problems/add/",
        writing.AddProblemView.as_view(),
        name="add_problem",
    ),
    path("industries/units/<int:pk>/review/", units.review_unit, name="review_unit"),
    path("industries/units/<int:pk>/approve/", units.approve_unit, name="approve_unit"),
    path("industries/units/<int:pk>/reject/", units.reject_unit, name="reject_unit"),
    path("industries/units/<int:pk>/suspend/", units.suspend_unit, name="suspend_unit"),
    path("industries/units/<int:pk>/resume/", units.resume_unit, name="resume_unit"),
    path("industries/units/<int:pk>/close/", units.close_unit, name="close_unit"),
    path("industries/units/<int:pk>/merge/", merging.ChooseOtherView.as_view(), name="merge_unit"),
    path(
        "industries/units/<int:pk>/merge/<int:other>/",
        merging.MergeUnitsView.as_view(),
        name="merge_units",
    ),
    path(
        "industries/units/<int:pk>/documents/add/",
        documents.AddDocumentView.as_view(),
        name="add_document",
    ),
    path("industries/documents/<int:pk>/", documents.DocumentView.as_view(), name="show_document"),
    path(
        "industries/documents/<int:pk>/edit/",
        documents.EditDocumentView.as_view(),
        name="edit_document",
    ),
    path(
        "industries/documents/<int:pk>/paper.pdf",
        documents.DocumentPaperView.as_view(),
        name="print_document",
    ),
    path(
        "industries/documents/<int:pk>/prepare/",
        documents.prepare_document,
        name="prepare_document",
    ),
    path(
        "industries/documents/<int:pk>/recall/", documents.recall_document, name="recall_document"
    ),
    path(
        "industries/documents/<int:pk>/enforce/",
        documents.EnforceDocumentView.as_view(),
        name="enforce_document",
    ),
    path(
        "industries/documents/<int:pk>/cancel/", documents.cancel_document, name="cancel_document"
    ),
    path(
        "industries/signers/<int:pk>/sign/", documents.SignSignerView.as_view(), name="sign_signer"
    ),
    path("industries/signers/<int:pk>/refuse/", documents.refuse_signer, name="refuse_signer"),
    path("industries/signers/<int:pk>/reset/", documents.reset_signer, name="reset_signer"),
    path("industries/contacts/", contacts.ContactListView.as_view(), name="list_contacts"),
    path(
        "industries/contacts/<int:pk>/plan/",
        contacts.PlanContactView.as_view(),
        name="plan_contact",
    ),
    path(
        "industries/contacts/<int:pk>/close/",
        contacts.CloseContactView.as_view(),
        name="close_contact",
    ),
    path("industries/people/<int:pk>/edit/", units.EditPersonView.as_view(), name="edit_person"),
    path(
        "industries/people/<int:pk>/invite/", units.InvitePersonView.as_view(), name="invite_person"
    ),
    path("industries/problems/", market.MarketView.as_view(), name="list_problems"),
    path("industries/problems/desk/", problems.ProblemDeskView.as_view(), name="manage_problems"),
    path("industries/problems/<int:pk>/", problems.ProblemView.as_view(), name="show_problem"),
    path(
        "industries/problems/<int:pk>/edit/",
        writing.EditProblemView.as_view(),
        name="edit_problem",
    ),
    path("industries/problems/<int:pk>/ask/", talk.AskView.as_view(), name="ask_problem"),
    path("industries/problems/hints/", writing.HintsView.as_view(), name="hint_problems"),
    path(
        "industries/problems/<int:pk>/review/",
        triage.TriageView.as_view(),
        name="triage_problem",
    ),
    path(
        "industries/problems/<int:pk>/versions/",
        versions.VersionsView.as_view(),
        name="compare_versions",
    ),
    path(
        "industries/problems/<int:pk>/versions/<int:version>/restore/",
        versions.RestoreVersionView.as_view(),
        name="restore_version",
    ),
    path("industries/problems/<int:pk>/take-up/", problems.take_up_problem, name="take_up_problem"),
    path(
        "industries/questions/<int:pk>/settle/", talk.SettleView.as_view(), name="settle_question"
    ),
    path(
        "industries/referrals/<int:pk>/answer/",
        triage.ReferralAnswerView.as_view(),
        name="record_referral_answer",
    ),
    path(
        "industries/problems/<int:pk>/readers/",
        problems.NameReadersView.as_view(),
        name="name_readers",
    ),
    path(
        "industries/problems/<int:pk>/referral.pdf",
        triage.ReferralPaperView.as_view(),
        name="print_referral",
    ),
    path("industries/problems/<int:pk>/submit/", problems.submit_problem, name="submit_problem"),
    path(
        "industries/problems/<int:pk>/ask-detail/",
        triage.AskDetailView.as_view(),
        name="ask_detail_problem",
    ),
    path(
        "industries/problems/<int:pk>/accept/",
        triage.AcceptProblemView.as_view(),
        name="accept_problem",
    ),
    path(
        "industries/problems/<int:pk>/refer/",
        triage.ReferProblemView.as_view(),
        name="refer_problem",
    ),
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
