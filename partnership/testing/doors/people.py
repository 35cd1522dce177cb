"""Who knocks: names of actors and the sets the table speaks of.

All but the office stand in some relation to team T01, which works on problem P01 of unit U01;
T02 competes with it. `leader` owns whatever belongs to one person. `other_manager` and
`other_supervisor` belong to U09, whose problem P14 is secret.
"""

ANON = frozenset({"anonymous", "deactivated"})
LEADER = frozenset({"leader"})
MEMBER = frozenset({"member"})
RIVAL = frozenset({"rival"})
STRANGER = frozenset({"stranger"})
TEAM = LEADER | MEMBER
STUDENTS = TEAM | RIVAL | STRANGER
MANAGER = frozenset({"manager"})
SUPERVISOR = frozenset({"supervisor"})
UNIT = MANAGER | SUPERVISOR
OTHER_UNIT = frozenset({"other_manager", "other_supervisor"})
FACTORIES = UNIT | OTHER_UNIT
PROFESSOR = frozenset({"professor"})
RIVAL_PROFESSOR = frozenset({"rival_professor"})
PROFESSORS = PROFESSOR | RIVAL_PROFESSOR | {"other_professor"}
OFFICER = frozenset({"officer"})
HEAD = frozenset({"head"})
OFFICE = OFFICER | HEAD
PRESIDENT = frozenset({"president"})
OBSERVER = frozenset({"observer"})
LIAISON = frozenset({"liaison"})
EDUCATION = frozenset({"education"})
SIGNED_IN = STUDENTS | FACTORIES | PROFESSORS | OFFICE | PRESIDENT | OBSERVER | LIAISON | EDUCATION
EVERYBODY = SIGNED_IN | ANON
NOBODY: frozenset[str] = frozenset()

#: The demo's file knows them by these names; `-user:` keys are accounts of a unit's people.
ACCOUNTS = {
    "leader": "S01",
    "member": "S02",
    "rival": "S06",
    "stranger": "S34",
    "manager": "manager-user:U01",
    "supervisor": "supervisor-user:U01",
    "other_manager": "manager-user:U09",
    "other_supervisor": "supervisor-user:U09",
    "professor": "PR02",
    "rival_professor": "PR05",
    "other_professor": "PR06",
    "officer": "ST2",
    "head": "ST1",
    "deactivated": "S05",
}
