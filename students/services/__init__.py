"""What can be done with enrolments, training, appeals and records."""

from students.services.appeals import accept_appeal, dismiss_appeal, open_appeal
from students.services.drafts import (
    NewerDraft,
    claim_draft,
    delete_old_drafts,
    discard_draft,
    keep_cv,
    new_secret,
    read_cv,
    save_draft,
    seal_draft,
    send_draft_link,
)
from students.services.enrolment import (
    enrol_student,
    save_enrolment,
    submit_enrolment,
)
from students.services.papers import Application, Profile
from students.services.records import (
    change_record,
    insure_students,
    insure_until_term_end,
    reveal_national_id,
)
from students.services.reminders import refresh_expired, remind_training
from students.services.review import (
    approve_enrolment,
    reject_enrolment,
    reopen_enrolment,
    return_enrolment,
    wait_enrolment,
)
from students.services.training import (
    cancel_session,
    change_session,
    correct_attendance,
    end_completion,
    hold_session,
    plan_session,
    record_completion,
    refresh_training,
    register_seat,
    release_seat,
)
from students.services.waivers import end_waiver, waive_rule
from students.services.withdrawals import (
    excuse_withdrawal,
    give_view,
    refuse_excuse_withdrawal,
    require_not_barred,
    resume_enrolment,
    withdraw_enrolment,
)

__all__ = [
    "Application",
    "NewerDraft",
    "Profile",
    "accept_appeal",
    "approve_enrolment",
    "cancel_session",
    "change_record",
    "change_session",
    "claim_draft",
    "correct_attendance",
    "delete_old_drafts",
    "discard_draft",
    "dismiss_appeal",
    "end_completion",
    "end_waiver",
    "enrol_student",
    "excuse_withdrawal",
    "give_view",
    "hold_session",
    "insure_students",
    "insure_until_term_end",
    "keep_cv",
    "new_secret",
    "open_appeal",
    "plan_session",
    "read_cv",
    "record_completion",
    "refresh_expired",
    "refresh_training",
    "refuse_excuse_withdrawal",
    "register_seat",
    "reject_enrolment",
    "release_seat",
    "remind_training",
    "reopen_enrolment",
    "require_not_barred",
    "resume_enrolment",
    "return_enrolment",
    "reveal_national_id",
    "save_draft",
    "save_enrolment",
    "seal_draft",
    "send_draft_link",
    "submit_enrolment",
    "wait_enrolment",
    "waive_rule",
    "withdraw_enrolment",
]
