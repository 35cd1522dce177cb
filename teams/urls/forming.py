"""Addresses of professors, teams, letters, visits and assessments."""

from django.urls import path

from teams.views import assessments, forming, interest, letters, professors, teams, visits

urlpatterns = [
    path("teams/", teams.TeamList.as_view(), name="list_teams"),
    path("teams/new/", teams.CreateTeam.as_view(), name="create_team"),
    path("teams/teams/<int:pk>/", teams.TeamDetail.as_view(), name="show_team"),
    path("teams/teams/<int:pk>/edit/", teams.EditTeam.as_view(), name="edit_team"),
    path("teams/teams/<int:pk>/arrange/", forming.ArrangeTeam.as_view(), name="arrange_team"),
    path("teams/teams/<int:pk>/members/add/", forming.AddMember.as_view(), name="add_member"),
    path("teams/teams/<int:pk>/leader/", forming.SetLeader.as_view(), name="set_leader"),
    path("teams/teams/<int:pk>/professor/", forming.AskProfessor.as_view(), name="ask_professor"),
    path("teams/teams/<int:pk>/waiver/", teams.WaiveStrength.as_view(), name="waive_strength"),
    path(
        "teams/teams/<int:pk>/supervisor/", letters.NameSupervisor.as_view(), name="name_supervisor"
    ),
    path("teams/teams/<int:pk>/form/", teams.form_team, name="form_team"),
    path("teams/teams/<int:pk>/reopen/", teams.reopen_team, name="reopen_team"),
    path("teams/teams/<int:pk>/dispatch/", teams.dispatch_team, name="dispatch_team"),
    path(
        "teams/teams/<int:pk>/begin-assessment/",
        teams.begin_assessment,
        name="begin_assessment_team",
    ),
    path("teams/teams/<int:pk>/reassess/", teams.reassess_team, name="reassess_team"),
    path("teams/teams/<int:pk>/hold/", teams.hold_team, name="hold_team"),
    path("teams/teams/<int:pk>/resume/", teams.resume_team, name="resume_team"),
    path("teams/teams/<int:pk>/dissolve/", teams.dissolve_team, name="dissolve_team"),
    path("teams/teams/<int:pk>/letters/new/", letters.CreateLetter.as_view(), name="create_letter"),
    path("teams/teams/<int:pk>/visits/new/", visits.CreateVisit.as_view(), name="create_visit"),
    path(
        "teams/teams/<int:pk>/assessment/",
        assessments.WriteAssessment.as_view(),
        name="write_assessment",
    ),
    path("teams/memberships/<int:pk>/", forming.MembershipDetail.as_view(), name="show_membership"),
    path("teams/memberships/<int:pk>/join/", forming.join_membership, name="join_membership"),
    path(
        "teams/memberships/<int:pk>/decline/", forming.decline_membership, name="decline_membership"
    ),
    path("teams/memberships/<int:pk>/leave/", forming.leave_membership, name="leave_membership"),
    path(
        "teams/memberships/<int:pk>/replace/",
        forming.ReplaceMember.as_view(),
        name="replace_member",
    ),
    path(
        "teams/supervisions/<int:pk>/accept/", forming.accept_supervision, name="accept_supervision"
    ),
    path(
        "teams/supervisions/<int:pk>/decline/",
        forming.decline_supervision,
        name="decline_supervision",
    ),
    path("teams/supervisions/<int:pk>/end/", forming.end_supervision, name="end_supervision"),
    path("teams/letters/<int:pk>/", letters.LetterDetail.as_view(), name="show_letter"),
    path("teams/letters/<int:pk>/edit/", letters.EditLetter.as_view(), name="edit_letter"),
    path("teams/letters/<int:pk>/pdf/", letters.PrintLetter.as_view(), name="print_letter"),
    path("teams/letters/<int:pk>/number/", letters.number_letter, name="number_letter"),
    path("teams/letters/<int:pk>/sign/", letters.sign_letter, name="sign_letter"),
    path("teams/letters/<int:pk>/accept/", letters.accept_letter, name="accept_letter"),
    path("teams/letters/<int:pk>/void/", letters.void_letter, name="void_letter"),
    path("teams/visits/<int:pk>/record/", visits.record_visit, name="record_visit"),
    path(
        "teams/visits/<int:pk>/presence/", visits.CorrectPresence.as_view(), name="correct_presence"
    ),
    path("teams/visits/<int:pk>/cancel/", visits.cancel_visit, name="cancel_visit"),
    path(
        "teams/assessments/<int:pk>/",
        assessments.AssessmentDetail.as_view(),
        name="show_assessment",
    ),
    path(
        "teams/assessments/<int:pk>/submit/",
        assessments.submit_assessment,
        name="submit_assessment",
    ),
    path(
        "teams/assessments/<int:pk>/accept/",
        assessments.accept_assessment,
        name="accept_assessment",
    ),
    path(
        "teams/assessments/<int:pk>/return/",
        assessments.return_assessment,
        name="return_assessment",
    ),
    path(
        "teams/problems/<int:pk>/interest/", interest.InterestView.as_view(), name="mark_interest"
    ),
    path(
        "teams/problems/<int:pk>/interest/withdraw/",
        interest.InterestView.as_view(withdraws=True),
        name="withdraw_interest",
    ),
    path("teams/professors/", professors.ProfessorList.as_view(), name="list_professors"),
    path("teams/professors/new/", professors.CreateProfessor.as_view(), name="create_professor"),
    path("teams/professors/<int:pk>/", professors.ProfessorDetail.as_view(), name="show_professor"),
    path(
        "teams/professors/<int:pk>/edit/", professors.EditProfessor.as_view(), name="edit_professor"
    ),
]
