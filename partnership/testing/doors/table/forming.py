"""Teams from the first name to the assessment: members, their professor, their unit, the office."""

from partnership.testing.doors.people import (
    HEAD,
    LEADER,
    MANAGER,
    MEMBER,
    OFFICE,
    OFFICER,
    OTHER_UNIT,
    PROFESSOR,
    PROFESSORS,
    SIGNED_IN,
    TEAM,
    UNIT,
)
from partnership.testing.doors.shape import Door

#: Before the letter the unit does not know the team.
INSIDE = TEAM | PROFESSOR | OFFICE
AROUND = INSIDE | UNIT
HANDS = LEADER | OFFICE

TEAMS = [
    Door("teams:list_teams", ok=SIGNED_IN),
    Door("teams:create_team", ok=OFFICE),
    Door("teams:show_team", "team", "forming", ok=INSIDE),
    Door("teams:show_team", "team", "proposing", ok=AROUND),
    Door("teams:edit_team", "team", "forming", ok=OFFICE, no=INSIDE - OFFICE),
    Door("teams:arrange_team", "team", "forming", ok=OFFICE, no=INSIDE - OFFICE),
    Door("teams:add_member", "team", "forming", ok=OFFICE, no=INSIDE - OFFICE),
    Door("teams:set_leader", "team", "forming", ok=OFFICE, no=INSIDE - OFFICE),
    Door("teams:ask_professor", "team", "forming", ok=OFFICE, no=INSIDE - OFFICE),
    Door("teams:waive_strength", "team", "proposing", ok=HEAD, no=AROUND - HEAD),
    Door(
        "teams:name_supervisor",
        "team",
        "proposing",
        ok=OFFICE | MANAGER,
        no=AROUND - OFFICE - MANAGER,
    ),
    Door("teams:form_team", "team", "forming", ok=OFFICE, no=INSIDE - OFFICE),
    Door("teams:form_team", "team", "proposing", late=OFFICE, no=AROUND - OFFICE),
    Door("teams:reopen_team", "team", "formed", ok=OFFICE, no=INSIDE - OFFICE),
    Door("teams:dispatch_team", "team", "formed", ok=HEAD, no=INSIDE - HEAD),
    Door("teams:begin_assessment_team", "team", "dispatched", ok=HANDS, no=AROUND - HANDS),
    Door("teams:reassess_team", "team", "proposing", ok=PROFESSOR, no=AROUND - PROFESSOR),
    Door("teams:hold_team", "team", "proposing", ok=OFFICE, no=AROUND - OFFICE),
    # Held after its letter the unit still sees it; held while forming the unit never knew it.
    Door(
        "teams:resume_team",
        "team",
        "on_hold",
        more={"held_from": "proposing"},
        ok=OFFICE,
        no=AROUND - OFFICE,
    ),
    Door("teams:dissolve_team", "team", "formed", ok=OFFICE, no=INSIDE - OFFICE),
    Door("teams:dissolve_team", "team", "proposing", ok=HEAD, no=AROUND - HEAD),
    Door("teams:create_letter", "team", "formed", ok=OFFICE, no=INSIDE - OFFICE),
    Door("teams:create_visit", "team", "assessing", ok=AROUND - MEMBER, no=MEMBER),
    Door("teams:write_assessment", "team", "assessing", ok=TEAM, no=AROUND - TEAM),
]

SEATS = [
    Door("teams:show_membership", "membership", ok=AROUND),
    Door("teams:join_membership", "membership", "invited", ok=LEADER, no=AROUND - LEADER),
    Door("teams:decline_membership", "membership", "invited", ok=LEADER, no=AROUND - LEADER),
    Door("teams:leave_membership", "membership", "active", ok=HANDS, no=AROUND - HANDS),
    Door("teams:replace_member", "membership", "active", ok=OFFICE, no=AROUND - OFFICE),
    Door("teams:accept_supervision", "supervision", "asked", ok=PROFESSOR, no=OFFICE),
    Door("teams:decline_supervision", "supervision", "asked", ok=PROFESSOR, no=OFFICE),
    Door("teams:end_supervision", "supervision", "accepted", ok=OFFICE, no=PROFESSOR),
    # A professor's word about a problem of the market; a secret one is not in it.
    Door(
        "teams:mark_interest",
        "open_problem",
        sent=PROFESSORS,
        no=SIGNED_IN - PROFESSORS,
        only_post=True,
    ),
    Door(
        "teams:withdraw_interest",
        "open_problem",
        sent=PROFESSORS,
        no=SIGNED_IN - PROFESSORS,
        only_post=True,
    ),
    Door("teams:mark_interest", "secret", no=OTHER_UNIT | HEAD, only_post=True),
    Door("teams:list_professors", ok=OFFICE | PROFESSORS),
    Door("teams:create_professor", ok=OFFICE),
    Door("teams:show_professor", "professor_page", ok=SIGNED_IN),
    Door("teams:edit_professor", "professor_page", ok=OFFICE, no=SIGNED_IN - OFFICE),
]

PAPERS = [
    Door("teams:show_letter", "letter", "draft", ok=OFFICE),
    Door("teams:show_letter", "letter", "signed", ok=AROUND),
    Door("teams:edit_letter", "letter", "draft", ok=OFFICE),
    Door("teams:print_letter", "letter", "signed", ok=AROUND, only_get=True),
    Door("teams:number_letter", "letter", "draft", ok=OFFICE),
    Door("teams:sign_letter", "letter", "numbered", ok=HEAD, no=OFFICER),
    Door("teams:accept_letter", "letter", "signed", ok=MANAGER, no=AROUND - MANAGER),
    Door("teams:void_letter", "letter", "signed", ok=OFFICE, no=AROUND - OFFICE),
    Door("teams:record_visit", "visit", "planned", ok=HANDS | UNIT, no=MEMBER | PROFESSOR),
    Door("teams:correct_presence", "visit", "done", ok=HANDS | UNIT, no=MEMBER | PROFESSOR),
    Door("teams:cancel_visit", "visit", "planned", ok=AROUND - MEMBER, no=MEMBER),
    Door("teams:show_assessment", "assessment", "draft", ok=INSIDE),
    Door("teams:show_assessment", "assessment", "accepted", ok=AROUND),
    Door("teams:submit_assessment", "assessment", "draft", ok=TEAM, no=PROFESSOR | OFFICE),
    Door("teams:accept_assessment", "assessment", "submitted", ok=PROFESSOR, no=TEAM | OFFICE),
    Door("teams:return_assessment", "assessment", "submitted", ok=PROFESSOR, no=TEAM | OFFICE),
]

DOORS = [*TEAMS, *SEATS, *PAPERS]
