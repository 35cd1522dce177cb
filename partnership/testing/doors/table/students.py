"""Enrolment, training, appeals, records: a person's own, and the office."""

from django.db.models.functions import Now

from partnership.testing.doors.people import (
    EVERYBODY,
    LEADER,
    MEMBER,
    OFFICE,
    PROFESSOR,
    SIGNED_IN,
    STRANGER,
    STUDENTS,
    UNIT,
)
from partnership.testing.doors.shape import Door

#: A member's page: themselves, team mates, their professor, their unit, the office.
KNOWN = LEADER | MEMBER | PROFESSOR | UNIT | OFFICE
#: A session: its instructor and the round's accepted students.
CLASS = PROFESSOR | STUDENTS | OFFICE
#: Who keeps a session's register and a course's materials.
TEACHERS = PROFESSOR | OFFICE

DOORS = [
    # Who has an application is sent to it; the office to its lists.
    Door("students:enrol", ok=EVERYBODY - OFFICE - STUDENTS, sent=OFFICE | STUDENTS, public=True),
    Door(
        "students:save_draft",
        ok=EVERYBODY - OFFICE - STUDENTS,
        late=OFFICE | STUDENTS,
        only_post=True,
        public=True,
    ),
    Door(
        "students:share_draft",
        ok=EVERYBODY - OFFICE - STUDENTS,
        sent=OFFICE | STUDENTS,
        public=True,
    ),
    # A link that opens nothing looks the same to everybody.
    Door("students:continue_draft", shut=EVERYBODY, public=True, kwargs={"secret": "nobodys"}),
    Door("students:show_my_enrolment", sent=SIGNED_IN, only_get=True),
    Door("students:erase_my_data", ok=STUDENTS, shut=SIGNED_IN - STUDENTS),
    Door("students:list_enrolments", ok=OFFICE),
    Door("students:show_enrolment", "enrolment", "trained", ok=LEADER | OFFICE),
    Door("students:show_enrolment", "enrolment", "draft", ok=LEADER),
    Door("students:submit_enrolment", "enrolment", "draft", ok=LEADER),
    Door("students:submit_enrolment", "enrolment", "returned", ok=LEADER, no=OFFICE),
    Door("students:approve_enrolment", "enrolment", "submitted", ok=OFFICE, no=LEADER),
    Door("students:approve_enrolment", "enrolment", "trained", late=OFFICE, no=LEADER),
    Door("students:wait_enrolment", "enrolment", "submitted", ok=OFFICE, no=LEADER),
    Door("students:return_enrolment", "enrolment", "submitted", ok=OFFICE, no=LEADER),
    Door("students:reject_enrolment", "enrolment", "submitted", ok=OFFICE, no=LEADER),
    Door("students:reopen_enrolment", "enrolment", "rejected", ok=OFFICE, no=LEADER),
    Door("students:withdraw_enrolment", "enrolment", "approved", ok=LEADER | OFFICE),
    Door("students:resume_enrolment", "enrolment", "withdrawn", ok=LEADER, no=OFFICE),
    Door(
        "students:waive_rule",
        "enrolment",
        "submitted",
        ok=OFFICE,
        no=LEADER,
        kwargs={"rule": "gpa"},
    ),
    Door(
        "students:end_waiver",
        "enrolment",
        "submitted",
        ok=OFFICE,
        no=LEADER,
        kwargs={"waiver": "$waiver"},
    ),
    Door("students:list_withdrawals", ok=OFFICE),
    # The student who left, the professor who is asked, the office.
    Door("students:show_withdrawal", "withdrawal", ok=LEADER | PROFESSOR | OFFICE),
    Door(
        "students:give_view",
        "withdrawal",
        "pending",
        ok=PROFESSOR,
        no=LEADER | OFFICE,
    ),
    Door(
        "students:excuse_withdrawal",
        "withdrawal",
        "pending",
        ok=OFFICE,
        no=LEADER | PROFESSOR,
    ),
    Door(
        "students:refuse_excuse_withdrawal",
        "withdrawal",
        "pending",
        ok=OFFICE,
        no=LEADER | PROFESSOR,
    ),
    # Until one is in a team, as the leader is.
    Door("students:rank_wishes", "enrolment", "approved", late=LEADER, no=OFFICE),
    Door("students:rank_wishes", "free_enrolment", "approved", ok=STRANGER, no=OFFICE),
    # Buttons on the card of an open problem, for whoever has an application.
    Door(
        "students:add_wish", "open_problem", sent=STUDENTS, no=SIGNED_IN - STUDENTS, only_post=True
    ),
    Door(
        "students:drop_wish", "open_problem", sent=STUDENTS, no=SIGNED_IN - STUDENTS, only_post=True
    ),
    Door("students:add_wish", "secret", only_post=True),
    Door("students:move_in_list", "enrolment", "waiting", ok=OFFICE, no=LEADER),
    Door("students:move_in_list", "enrolment", "trained", late=OFFICE, no=LEADER),
    # Rows are posted to it from the list; a plain address leads back there.
    Door("students:review_enrolments", sent=OFFICE, only_get=True),
    Door("students:show_review", "review", ok=OFFICE, only_get=True),
    # A round is no secret, who waits in it is the office's.
    Door("students:list_waiting", "round", ok=OFFICE, no=SIGNED_IN - OFFICE, only_get=True),
    Door("students:promote_first", "round", sent=OFFICE, no=SIGNED_IN - OFFICE, only_post=True),
    # Within the five working days after the rejection.
    Door(
        "students:open_appeal",
        "enrolment",
        "rejected",
        more={"state_changed_at": Now()},
        ok=LEADER,
        no=OFFICE,
    ),
    Door("students:list_appeals", ok=OFFICE),
    Door("students:show_appeal", "appeal", ok=LEADER | OFFICE),
    Door("students:accept_appeal", "appeal", "open", ok=OFFICE, no=LEADER),
    Door("students:dismiss_appeal", "appeal", "open", ok=OFFICE, no=LEADER),
    # Lists show everybody what is theirs, which may be nothing.
    Door("students:list_sessions", ok=SIGNED_IN, only_get=True),
    Door("students:plan_session", ok=OFFICE),
    Door("students:show_session", "session", ok=CLASS),
    Door("students:change_session", "coming_session", "planned", ok=OFFICE, no=SIGNED_IN - OFFICE),
    Door("students:hold_session", "session", "planned", ok=PROFESSOR | OFFICE, no=STUDENTS),
    Door("students:cancel_session", "session", "planned", ok=OFFICE, no=STUDENTS | PROFESSOR),
    Door("students:correct_attendance", "session", "held", ok=PROFESSOR | OFFICE, no=STUDENTS),
    Door("students:register_seat", "coming_session", sent=STUDENTS, no=OFFICE, only_post=True),
    Door("students:release_seat", "coming_session", sent=STUDENTS | OFFICE, only_post=True),
    # The catalogue is open to everybody with an account, its materials are not.
    Door("students:list_courses", ok=SIGNED_IN, only_get=True),
    Door("students:show_course", "course", ok=SIGNED_IN, only_get=True),
    Door("students:add_material", "course", ok=TEACHERS, no=SIGNED_IN - TEACHERS),
    Door("students:change_material", "material", ok=TEACHERS, no=STUDENTS),
    Door("students:remove_material", "material", ok=TEACHERS, no=STUDENTS),
    Door("students:record_attendance", "session", "planned", ok=TEACHERS, no=STUDENTS),
    Door("students:print_sheet", "session", ok=TEACHERS, no=STUDENTS, only_get=True),
    Door("students:download_calendar", "session", ok=CLASS, only_get=True),
    Door("students:download_my_calendar", ok=SIGNED_IN, only_get=True),
    Door(
        "students:print_session_certificates",
        "session",
        ok=OFFICE,
        no=SIGNED_IN - OFFICE,
        only_get=True,
    ),
    Door(
        "students:print_course_certificates",
        "course",
        ok=OFFICE,
        no=SIGNED_IN - OFFICE,
        only_get=True,
    ),
    Door("students:download_course_certificate", "completion", ok=LEADER | OFFICE, only_get=True),
    # The code on the wall: opened by who teaches; looking at a token records nothing.
    Door("students:show_code", "session", "planned", ok=TEACHERS, no=STUDENTS, only_get=True),
    Door("students:live_code", "session", "planned", ok=TEACHERS, no=STUDENTS, only_get=True),
    Door("students:open_checkin", "session", "planned", sent=TEACHERS, no=STUDENTS, only_post=True),
    Door(
        "students:close_checkin", "session", "planned", sent=TEACHERS, no=STUDENTS, only_post=True
    ),
    Door("students:type_code", ok=SIGNED_IN),
    Door("students:check_in", shut=SIGNED_IN, kwargs={"token": "6-1c896f8-0000"}),
    Door("students:checked_in", "session", sent=CLASS, only_get=True),
    Door("students:list_imports", ok=OFFICE),
    Door("students:upload_import", ok=OFFICE),
    Door("students:show_import", "import", "checked", ok=OFFICE, no=SIGNED_IN - OFFICE),
    Door("students:show_import", "import", "reading", ok=OFFICE, no=SIGNED_IN - OFFICE),
    Door("students:apply_import", "import", "checked", ok=OFFICE),
    Door("students:apply_import", "import", "applied", late=OFFICE),
    Door("students:cancel_import", "import", "checked", ok=OFFICE),
    Door("students:reread_import", "import", "failed", ok=OFFICE),
    Door(
        "students:download_import",
        "import",
        "checked",
        ok=OFFICE,
        no=SIGNED_IN - OFFICE,
        only_get=True,
    ),
    Door("students:keep_declared", "enrolment", "submitted", ok=OFFICE, no=LEADER),
    Door("students:take_registrar", "enrolment", "submitted", ok=OFFICE, no=LEADER),
    Door("students:list_students", ok=OFFICE),
    Door("students:show_student", "student", ok=KNOWN),
    Door("students:change_record", "student", ok=OFFICE, no=KNOWN - OFFICE),
    # Revealed by a button that leaves a row in the log, never by an address.
    Door("students:reveal_national_id", "student", sent=OFFICE, no=SIGNED_IN - OFFICE),
    Door("students:record_completion", "student", ok=OFFICE, no=KNOWN - OFFICE),
    Door(
        "students:end_completion",
        "student",
        ok=OFFICE,
        no=KNOWN - OFFICE,
        kwargs={"completion": "$completion"},
    ),
]
