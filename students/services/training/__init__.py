"""The initial training: sessions, seats, the code on the wall, the register, courses, materials."""

from students.services.training.attendance import (
    correct_attendance,
    hold_session,
    save_attendance,
)
from students.services.training.checkin import (
    CodeOver,
    check_in,
    check_in_by_code,
    close_checkin,
    open_checkin,
)
from students.services.training.completions import (
    end_completion,
    expiry_of,
    record_completion,
    refresh_training,
)
from students.services.training.materials import add_material, change_material, remove_material
from students.services.training.papers import attendance_sheet, course_certificates
from students.services.training.seats import free_lost_seats, register_seat, release_seat
from students.services.training.sessions import cancel_session, change_session, plan_session

__all__ = [
    "CodeOver",
    "add_material",
    "attendance_sheet",
    "cancel_session",
    "change_material",
    "change_session",
    "check_in",
    "check_in_by_code",
    "close_checkin",
    "correct_attendance",
    "course_certificates",
    "end_completion",
    "expiry_of",
    "free_lost_seats",
    "hold_session",
    "open_checkin",
    "plan_session",
    "record_completion",
    "refresh_training",
    "register_seat",
    "release_seat",
    "remove_material",
    "save_attendance",
]
