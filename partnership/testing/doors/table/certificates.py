"""Credits and certificates: the student's own, education officers once sent, the office."""

from datetime import date

from partnership.testing.doors.people import (
    EDUCATION,
    EVERYBODY,
    HEAD,
    LEADER,
    OFFICE,
    OFFICER,
    PROFESSOR,
    SIGNED_IN,
)
from partnership.testing.doors.shape import Door

#: What every issued certificate has.
ISSUED = {"serial": "HS-1405-000900-0", "code": "DRSDRSDRS0", "issued_on": date(2026, 11, 1)}
MINE = LEADER | PROFESSOR | OFFICE

DOORS = [
    Door("certificates:check_certificate", ok=EVERYBODY, public=True),
    Door("certificates:show_verdict", ok=EVERYBODY, public=True, kwargs={"code": "$code"}),
    Door("certificates:list_credits", ok=OFFICE | EDUCATION),
    Door("certificates:send_ready", ok=OFFICE),
    Door("certificates:show_credit", "credit", "ready", ok=MINE),
    Door("certificates:show_credit", "credit", "sent", ok=MINE | EDUCATION),
    Door("certificates:send_credit", "credit", "ready", ok=OFFICE, no=LEADER | PROFESSOR),
    Door(
        "certificates:record_credit",
        "credit",
        "sent",
        ok=EDUCATION | HEAD,
        no=LEADER | PROFESSOR | OFFICER,
    ),
    Door(
        "certificates:return_credit",
        "credit",
        "sent",
        ok=EDUCATION | HEAD,
        no=LEADER | PROFESSOR | OFFICER,
    ),
    Door(
        "certificates:prepare_certificate", "credit", "recorded", ok=OFFICE, no=SIGNED_IN - OFFICE
    ),
    Door("certificates:show_grade_list", "grade_list", ok=OFFICE | EDUCATION),
    Door("certificates:download_grade_list", "grade_list", ok=OFFICE | EDUCATION, only_get=True),
    Door("certificates:list_certificates", ok=OFFICE | EDUCATION),
    Door("certificates:show_certificate", "certificate", "prepared", ok=OFFICE),
    Door(
        "certificates:show_certificate",
        "certificate",
        "issued",
        more=ISSUED,
        ok=LEADER | OFFICE | EDUCATION,
    ),
    Door("certificates:download_certificate", "certificate", "prepared", only_get=True),
    # Two persons: the officer who prepared it does not issue it.
    Door("certificates:issue_certificate", "certificate", "prepared", ok=HEAD, no=OFFICER),
    Door("certificates:drop_certificate", "certificate", "prepared", ok=OFFICE),
    Door(
        "certificates:revoke_certificate",
        "certificate",
        "issued",
        more=ISSUED,
        ok=HEAD,
        no=LEADER | OFFICER | EDUCATION,
    ),
    Door(
        "certificates:replace_certificate",
        "certificate",
        "revoked",
        more=ISSUED,
        ok=OFFICE,
        no=SIGNED_IN - OFFICE,
    ),
]
