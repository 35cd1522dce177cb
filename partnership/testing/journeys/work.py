"""Steps five to seven: the assessment, the solutions, the manager's decision."""

from partnership.testing.journeys.browser import Guest
from partnership.testing.journeys.words import Words


def assess(leader: Guest, words: Words, team: int) -> int:
    """On site: begin, write what was found, send it to the professor."""
    leader.go(f"/teams/teams/{team}/")
    leader.take("begin-assessment")
    leader.go(f"/teams/teams/{team}/")
    leader.follow(f'main a[href="/teams/teams/{team}/assessment/"]')
    leader.fill(
        summary=words["summary"],
        method=words["method"],
        root_cause=words["cause"],
        **{
            "findings-0-body": words["finding"],
            "findings-0-measured": words.digits("7.5"),
            "findings-0-cause": words["cause"],
            "findings-0-category": leader.option("findings-0-category", 1),
        },
    )
    leader.press()
    paper = leader.number_in_path()
    leader.take("submit")
    return paper


def accept_assessment(professor: Guest, paper: int) -> None:
    """The professor reads it and lets the team design solutions."""
    professor.go(f"/teams/assessments/{paper}/")
    professor.take("accept")


def write_solution(leader: Guest, words: Words, team: int, number: int) -> int:
    """A draft with cost, weeks and a benefit on the unit's own figure."""
    leader.go(f"/teams/teams/{team}/")
    leader.follow(f'main a[href^="/teams/teams/{team}/solutions/new/"]')
    leader.fill(
        title=words[f"solution{number}"],
        summary=words["description"],
        root_cause=words["cause"],
        description=words["description"],
        cost_rial=words.digits(450_000_000 * number),
        weeks=words.digits(3 * number),
        baseline=leader.option("baseline", 1),
        benefit_before=words.digits("7.5"),
        benefit_after=words.digits(2 + number),
        benefit=words["benefit"],
        risks=words["risk"],
        needs=words["needs"],
    )
    leader.press()
    return leader.number_in_path()


def endorse(professor: Guest, solution: int) -> None:
    """The professor stands behind this version."""
    professor.go(f"/teams/solutions/{solution}/")
    professor.take("endorse")


def submit(leader: Guest, solution: int) -> None:
    """Sealed; the last one closes the window."""
    leader.go(f"/teams/solutions/{solution}/")
    leader.take("submit")


def decide(manager: Guest, words: Words, problem: int, chosen: int) -> None:
    """From «my work» to the solutions side by side, and one of them with a reason."""
    manager.go("/me/")
    before = manager.taps
    manager.follow(f'main a[href="/teams/problems/{problem}/decide/"]')
    for number in (1, 2):
        manager.reads(words[f"solution{number}"])
    manager.fill(kind="select", solution=chosen, reason=words["reason"])
    manager.press()
    manager.told["decision"] = manager.taps - before
    manager.go(f"/teams/problems/{problem}/decide/")
    manager.reads(words["reason"])
