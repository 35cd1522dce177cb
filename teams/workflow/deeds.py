"""Words for what the log records beside moves."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import deeds

deeds.update(
    {
        "teams.team.create": _("Team opened"),
        "teams.team.edit": _("Team changed"),
        "teams.team.invite": _("Student invited"),
        "teams.team.set_leader": _("Leader chosen"),
        "teams.team.ask_professor": _("Professor asked"),
        "teams.team.under_strength": _("Under strength: the replacement clock runs"),
        "teams.team.full_strength": _("At strength again"),
        "teams.team.waive_strength": _("Waiver for three members"),
        "teams.team.follow_unit": _("The unit’s two records became one"),
        "teams.team.name_supervisor": _("Industrial supervisor named"),
        "teams.membership.seat": _("Seated by the office"),
        "teams.professor.create": _("Professor entered"),
        "teams.professor.edit": _("Record changed"),
        "teams.introductionletter.prepare": _("Draft prepared"),
        "teams.introductionletter.edit": _("Draft changed"),
        "teams.visit.plan": _("Visit planned"),
        "teams.visit.correct": _("Presence corrected"),
        "teams.assessment.create": _("Draft written"),
        "teams.assessment.edit": _("Draft changed"),
        "teams.solution.write": _("Draft written"),
        "teams.problem.decide": _("Decision of the unit"),
        "teams.milestone.plan": _("Step planned"),
        "teams.weeklyreport.comment": _("Comment of the professor"),
        "teams.finalreport.write": _("Draft written"),
        "teams.outcome.confirm": _("Benefit confirmed by the unit"),
        "teams.outcome.follow_up": _("Follow-up noted"),
        "teams.team.rate": _("Opinion given"),
    }
)
