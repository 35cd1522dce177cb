"""Everything that changes units, problems and meetings; one function for each change."""

from industries.services.attendance import add_guest, mark_attendance
from industries.services.clocks import take_up_problem
from industries.services.contacts import add_note
from industries.services.documents import expire_documents
from industries.services.invitations import (
    answer_invitation,
    answer_meeting,
    invite_meeting,
    note_told,
    remind_meetings,
)
from industries.services.meetings import cancel_meeting, create_meeting, update_meeting
from industries.services.merging import merge_units
from industries.services.messages import audiences_for, post_message
from industries.services.minutes import (
    archive_meeting,
    hold_meeting,
    note_signatures,
    sign_meeting,
    unarchive_meeting,
    unlock_meeting,
    update_minutes,
)
from industries.services.outcomes import (
    ask_rework,
    assign_problem,
    execute_problem,
    reject_all_solutions,
    release_problem,
    start_review,
    undo_selection,
)
from industries.services.people import (
    add_person,
    invite_unit_person,
    link_person,
    open_account,
    update_person,
)
from industries.services.problems import (
    accept_problem,
    cancel_problem,
    close_solved_problem,
    close_unsolved_problem,
    create_problem,
    hold_problem,
    name_readers,
    reopen_problem,
    submit_problem,
    update_problem,
)
from industries.services.resolutions import (
    complete_resolution,
    fail_resolution,
    note_resolution,
    remind_resolutions,
    resume_resolution,
)
from industries.services.triage import ask_detail_problem, refer_problem
from industries.services.units import (
    add_introduction,
    approve_unit,
    close_unit,
    intake_unit,
    register_unit,
    reject_unit,
    resume_unit,
    review_unit,
    suspend_unit,
    update_unit,
)
from industries.services.words import refresh_words

__all__ = [
    "accept_problem",
    "add_guest",
    "add_introduction",
    "add_note",
    "add_person",
    "answer_invitation",
    "answer_meeting",
    "approve_unit",
    "archive_meeting",
    "ask_detail_problem",
    "ask_rework",
    "assign_problem",
    "audiences_for",
    "cancel_meeting",
    "cancel_problem",
    "close_solved_problem",
    "close_unit",
    "close_unsolved_problem",
    "complete_resolution",
    "create_meeting",
    "create_problem",
    "execute_problem",
    "expire_documents",
    "fail_resolution",
    "hold_meeting",
    "hold_problem",
    "intake_unit",
    "invite_meeting",
    "invite_unit_person",
    "link_person",
    "mark_attendance",
    "merge_units",
    "name_readers",
    "note_resolution",
    "note_signatures",
    "note_told",
    "open_account",
    "post_message",
    "refer_problem",
    "refresh_words",
    "register_unit",
    "reject_all_solutions",
    "reject_unit",
    "release_problem",
    "remind_meetings",
    "remind_resolutions",
    "reopen_problem",
    "resume_resolution",
    "resume_unit",
    "review_unit",
    "sign_meeting",
    "start_review",
    "submit_problem",
    "suspend_unit",
    "take_up_problem",
    "unarchive_meeting",
    "undo_selection",
    "unlock_meeting",
    "update_meeting",
    "update_minutes",
    "update_person",
    "update_problem",
    "update_unit",
]
