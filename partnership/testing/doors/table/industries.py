"""Units, problems, meetings: a unit's own people, and the office."""

from partnership.testing.doors.people import (
    EVERYBODY,
    FACTORIES,
    HEAD,
    LIAISON,
    MANAGER,
    OFFICE,
    OFFICER,
    OTHER_UNIT,
    PROFESSOR,
    RIVAL,
    RIVAL_PROFESSOR,
    SIGNED_IN,
    SUPERVISOR,
    TEAM,
    UNIT,
)
from partnership.testing.doors.shape import Door

#: Whoever reads a problem in full: office, unit, and both teams that work on it.
READERS = OFFICE | UNIT | TEAM | RIVAL | PROFESSOR | RIVAL_PROFESSOR
WRITERS = OFFICE | MANAGER
SEES_UNIT = OFFICE | UNIT | LIAISON
#: Invited to the meeting: the professor, and the unit's people.
INVITED = PROFESSOR | UNIT
REST = SIGNED_IN - OFFICE

UNITS = [
    Door("industries:register_unit", ok=EVERYBODY, public=True),
    Door("industries:registered_unit", ok=EVERYBODY, public=True, only_get=True),
    Door("industries:list_units", ok=OFFICE),
    Door("industries:intake_unit", ok=OFFICE),
    Door("industries:show_own_unit", sent=FACTORIES, shut=SIGNED_IN - FACTORIES, only_get=True),
    Door("industries:list_introduced", ok=OFFICE | LIAISON),
    Door("industries:show_unit", "unit", ok=SEES_UNIT),
    Door("industries:edit_unit", "unit", ok=OFFICE | MANAGER, no=SUPERVISOR | LIAISON),
    Door("industries:add_person", "unit", ok=OFFICE, no=UNIT | LIAISON),
    Door("industries:add_introduction", "unit", ok=OFFICE, no=UNIT | LIAISON),
    Door("industries:add_note", "unit", ok=OFFICE, no=UNIT | LIAISON),
    Door("industries:add_problem", "unit", ok=WRITERS, no=SUPERVISOR | LIAISON),
    Door("industries:review_unit", "unit", "registered", ok=OFFICE, no=UNIT | LIAISON),
    Door("industries:approve_unit", "unit", "under_review", ok=OFFICE, no=UNIT | LIAISON),
    Door("industries:reject_unit", "unit", "under_review", ok=OFFICE, no=UNIT | LIAISON),
    Door("industries:suspend_unit", "unit", "active", ok=OFFICE, no=UNIT | LIAISON),
    Door("industries:suspend_unit", "unit", "closed", late=OFFICE, no=UNIT | LIAISON),
    Door("industries:resume_unit", "unit", "suspended", ok=OFFICE, no=UNIT | LIAISON),
    Door("industries:close_unit", "unit", "active", ok=OFFICE, no=UNIT | LIAISON),
    Door("industries:merge_unit", "unit", ok=OFFICE, no=UNIT | LIAISON),
    Door(
        "industries:merge_units",
        "unit",
        ok=OFFICE,
        no=UNIT | LIAISON,
        kwargs={"other": "$double"},
    ),
    Door("industries:list_contacts", ok=OFFICE),
    Door("industries:plan_contact", "contact", ok=OFFICE),
    Door("industries:close_contact", "contact", ok=OFFICE),
    Door("industries:add_document", "unit", ok=OFFICE, no=UNIT | LIAISON),
    # A draft is the office's own; what is out for signature the manager reads too.
    Door("industries:show_document", "document", "draft", ok=OFFICE),
    Door("industries:show_document", "document", "signing", ok=OFFICE | MANAGER),
    Door("industries:print_document", "document", "signing", ok=OFFICE | MANAGER, only_get=True),
    Door("industries:edit_document", "document", "draft", ok=OFFICE),
    Door("industries:prepare_document", "document", "draft", ok=OFFICE),
    Door("industries:recall_document", "document", "signing", ok=OFFICE, no=MANAGER),
    Door("industries:enforce_document", "document", "signing", ok=OFFICE, no=MANAGER),
    Door("industries:cancel_document", "document", "in_force", ok=OFFICE, no=MANAGER),
    Door("industries:cancel_document", "document", "expired", late=OFFICE, no=MANAGER),
    Door("industries:sign_signer", "signer", "waiting", ok=OFFICE, no=MANAGER),
    Door("industries:refuse_signer", "signer", "waiting", ok=OFFICE, no=MANAGER),
    Door("industries:reset_signer", "signer", "refused", ok=OFFICE, no=MANAGER),
    Door("industries:edit_person", "person", ok=OFFICE, no=UNIT | LIAISON),
    Door("industries:invite_person", "person", ok=OFFICE, no=UNIT | LIAISON),
]

TRIAGE = READERS - OFFICE
PROBLEMS = [
    Door("industries:list_problems", ok=SIGNED_IN),
    # The desk lists what one reads in full: a unit its own, a team the one it works on.
    Door("industries:manage_problems", ok=SIGNED_IN, only_get=True),
    Door("industries:show_problem", "problem", "in_review", ok=READERS),
    # An open problem shows its public card to everybody signed in.
    Door("industries:show_problem", "problem", "open", ok=SIGNED_IN),
    # A secret one exists for its own unit, the head, and those named; not for other officers.
    Door("industries:show_problem", "secret", "open", ok=OTHER_UNIT | HEAD),
    Door("industries:edit_problem", "problem", "draft", ok=WRITERS, no=READERS - WRITERS),
    Door(
        "industries:edit_problem",
        "secret",
        "draft",
        ok=HEAD | {"other_manager"},
        no=frozenset({"other_supervisor"}),
    ),
    Door("industries:ask_problem", "open_problem", ok=SIGNED_IN),
    Door("industries:ask_problem", "problem", "in_review", ok=READERS),
    Door("industries:ask_problem", "secret", ok=OTHER_UNIT | HEAD),
    # Hints are a part of the form; each reader gets what they may know of.
    Door("industries:hint_problems", ok=SIGNED_IN, only_post=True),
    Door("industries:triage_problem", "problem", "submitted", ok=OFFICE, no=TRIAGE),
    Door("industries:triage_problem", "secret", "submitted", ok=HEAD, no=OTHER_UNIT),
    Door("industries:compare_versions", "problem", "in_review", ok=READERS, only_get=True),
    Door("industries:compare_versions", "secret", ok=OTHER_UNIT | HEAD, only_get=True),
    Door(
        "industries:restore_version",
        "problem",
        "draft",
        ok=WRITERS,
        no=READERS - WRITERS,
        kwargs={"version": 1},
    ),
    # The leader asked; the unit's writers and the office may say that no answer is needed.
    Door(
        "industries:settle_question",
        "question",
        sent=WRITERS,
        no=SUPERVISOR | {"leader"},
        only_post=True,
    ),
    Door("industries:record_referral_answer", "referral", ok=OFFICE, no=UNIT),
    # What the office put on hold is not the unit's to take up; nothing else rests here.
    Door("industries:take_up_problem", "problem", "on_hold", no=READERS),
    # Only secret problems have named readers.
    Door("industries:name_readers", "problem"),
    Door("industries:name_readers", "secret", ok=HEAD, no=OTHER_UNIT),
    Door(
        "industries:print_referral",
        "problem",
        "referred",
        ok=OFFICE,
        no=SIGNED_IN - OFFICE,
        only_get=True,
    ),
    Door("industries:submit_problem", "problem", "draft", ok=WRITERS, no=READERS - WRITERS),
    Door("industries:ask_detail_problem", "problem", "submitted", ok=OFFICE, no=TRIAGE),
    Door("industries:accept_problem", "problem", "submitted", ok=OFFICE, no=TRIAGE),
    Door("industries:accept_problem", "secret", "submitted", ok=HEAD, no=OTHER_UNIT),
    Door("industries:refer_problem", "problem", "submitted", ok=OFFICE, no=TRIAGE),
    Door("industries:cancel_problem", "problem", "submitted", ok=WRITERS, no=READERS - WRITERS),
    Door("industries:hold_problem", "problem", "in_review", ok=OFFICE, no=TRIAGE),
    Door("industries:reopen_problem", "problem", "on_hold", ok=OFFICE, no=TRIAGE),
    Door("industries:close_solved_problem", "problem", "executing", ok=OFFICE, no=TRIAGE),
    Door("industries:close_solved_problem", "problem", "open", late=OFFICE, no=TRIAGE),
    Door("industries:close_unsolved_problem", "problem", "executing", ok=OFFICE, no=TRIAGE),
]

MEETINGS = [
    Door("industries:list_meetings", ok=SIGNED_IN),
    Door("industries:add_meeting", ok=OFFICE),
    Door("industries:show_meeting", "meeting", "invited", ok=OFFICE | INVITED),
    Door("industries:show_meeting", "meeting", "planned", ok=OFFICE),
    Door("industries:show_meeting", "begun_meeting", "archived", ok=OFFICE | INVITED),
    Door("industries:edit_meeting", "meeting", "invited", ok=OFFICE, no=REST),
    Door("industries:plan_next_meeting", "begun_meeting", "signed", ok=OFFICE, no=REST),
    Door("industries:plan_next_meeting", "meeting", "invited", late=OFFICE, no=REST),
    Door("industries:answer_meeting", "meeting", "invited", ok=INVITED, no=OFFICE),
    # Behind a link in a letter; whoever signs in instead is led to the meeting's own page.
    Door("industries:answer_invitation", "guest", sent=OFFICE),
    Door("industries:read_minutes", "guest", sent=OFFICE, only_get=True),
    Door("industries:invite_meeting", "meeting", "planned", ok=OFFICE),
    Door("industries:note_told", "guest", sent=OFFICE, no=REST, only_post=True),
    Door("industries:cancel_meeting", "meeting", "invited", ok=OFFICE, no=INVITED),
    Door("industries:cancel_meeting", "meeting", "held", late=OFFICE, no=INVITED),
    Door("industries:take_attendance", "begun_meeting", "invited", ok=OFFICE, no=INVITED),
    Door("industries:take_attendance", "meeting", "invited", late=OFFICE, no=INVITED),
    Door("industries:add_guest", "begun_meeting", "invited", ok=OFFICE, no=INVITED),
    Door("industries:print_attendance", "meeting", "invited", ok=OFFICE, no=INVITED, only_get=True),
    Door("industries:hold_meeting", "begun_meeting", "invited", ok=OFFICE, no=INVITED),
    Door("industries:hold_meeting", "meeting", "invited", late=OFFICE, no=INVITED),
    Door("industries:edit_minutes", "begun_meeting", "held", ok=OFFICE, no=INVITED),
    Door("industries:edit_minutes", "begun_meeting", "signed", late=OFFICE, no=INVITED),
    Door("industries:print_minutes", "begun_meeting", "signed", ok=OFFICE | INVITED, only_get=True),
    Door(
        "industries:print_minutes_version",
        "begun_meeting",
        "held",
        ok=OFFICE,
        only_get=True,
        kwargs={"version": 1},
    ),
    Door("industries:sign_meeting", "begun_meeting", "held", ok=OFFICE, no=INVITED),
    Door("industries:note_signatures", "begun_meeting", "signed", ok=OFFICE, no=INVITED),
    Door("industries:archive_meeting", "begun_meeting", "signed", ok=OFFICE, no=INVITED),
    Door("industries:unarchive_meeting", "begun_meeting", "archived", ok=OFFICE, no=INVITED),
    Door("industries:unlock_meeting", "begun_meeting", "archived", ok=HEAD, no=OFFICER | INVITED),
    Door("industries:list_resolutions", ok=OFFICE, only_get=True),
    Door("industries:export_resolutions", ok=OFFICE, only_get=True),
    Door("industries:show_resolution", "resolution", "in_follow_up", ok=OFFICE | MANAGER),
    Door("industries:note_resolution", "resolution", "in_follow_up", ok=OFFICE | MANAGER),
    Door("industries:complete_resolution", "resolution", "in_follow_up", ok=OFFICE, no=MANAGER),
    Door("industries:fail_resolution", "resolution", "in_follow_up", ok=OFFICE, no=MANAGER),
    Door("industries:resume_resolution", "resolution", "done", ok=OFFICE, no=MANAGER),
]

LISTS = [
    Door("industries:export_introduced", ok=OFFICE | LIAISON, only_get=True),
    Door("industries:list_refused", ok=OFFICE | LIAISON, only_get=True),
    Door("industries:export_refused", ok=OFFICE | LIAISON, only_get=True),
    Door("industries:list_lists", ok=OFFICE),
    Door("industries:upload_list", ok=OFFICE),
    Door("industries:show_list", "list", "checked", ok=OFFICE, no=SIGNED_IN - OFFICE),
    Door("industries:show_list", "list", "applying", ok=OFFICE, no=SIGNED_IN - OFFICE),
    Door("industries:show_list", "list", "stopped", ok=OFFICE, no=SIGNED_IN - OFFICE),
    Door(
        "industries:download_list",
        "list",
        "checked",
        ok=OFFICE,
        no=SIGNED_IN - OFFICE,
        only_get=True,
    ),
    Door("industries:invite_list", "list", "applied", ok=OFFICE, no=SIGNED_IN - OFFICE),
    Door("industries:reread_list", "list", "failed", ok=OFFICE),
    Door("industries:apply_list", "list", "checked", ok=OFFICE),
    # The liaison sees what has been taken over, but takes no step.
    Door("industries:apply_list", "list", "applied", late=OFFICE, no=LIAISON),
    Door("industries:stop_list", "list", "applying", ok=OFFICE, no=LIAISON),
    Door("industries:resume_list", "list", "stopped", ok=OFFICE, no=LIAISON),
    Door("industries:cancel_list", "list", "checked", ok=OFFICE),
]

DOORS = [*UNITS, *PROBLEMS, *MEETINGS, *LISTS]
