"""A joint meeting: agenda, invitees, minutes and resolutions (مصوبات)."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from industries.enums import MeetingKind, MeetingState, ResolutionState, Rsvp
from industries.models.problem import Problem
from industries.models.unit import IndustrialUnit
from partnership.core.models import LockedQuerySet, Stateful, TimeStamped, Translatable


class JointMeetingQuerySet(LockedQuerySet):
    """Who sees which meeting."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Others: the meetings they are invited to, themselves or as their unit."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        invited = Q(invitees__user=user) | Q(
            invitees__unit__persons__user=user, invitees__unit__persons__is_active=True
        )
        return self.filter(pk__in=self.model.objects.filter(invited).values("pk")).exclude(
            state=MeetingState.PLANNED
        )


@pghistory.track()
class JointMeeting(TimeStamped, Stateful, Translatable):
    """A meeting of the office with units, professors and the Ministry."""

    state = models.CharField(
        _("state"),
        max_length=10,
        choices=MeetingState,
        default=MeetingState.PLANNED,
        editable=False,
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=MeetingKind, default=MeetingKind.JOINT
    )
    number = models.CharField(_("number of the minutes"), max_length=30, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200)
    agenda = models.TextField(_("agenda, one item a line"), max_length=3000)
    discussion = models.TextField(_("discussion in short"), max_length=8000, blank=True)
    chair = models.CharField(_("chair"), max_length=120, blank=True)
    secretary = models.CharField(_("secretary"), max_length=120, blank=True)
    problems = models.ManyToManyField(
        Problem, blank=True, related_name="meetings", verbose_name=_("problems discussed")
    )
    sequence = models.PositiveSmallIntegerField(
        _("invitation’s version"), default=0, editable=False
    )
    version = models.PositiveSmallIntegerField(_("minutes’ version"), default=0, editable=False)
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organised by"),
    )

    objects = JointMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint meeting")
        verbose_name_plural = _("joint meetings")
        ordering = ("-starts_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("number",), condition=~Q(number=""), name="minutes_number_once"
            ),
        )

    def __str__(self) -> str:
        return self.text("title")

    def get_absolute_url(self) -> str:
        return reverse("industries:show_meeting", kwargs={"pk": self.pk})

    @property
    def agenda_items(self) -> list[str]:
        """The agenda's lines in the active language."""
        return [line.strip() for line in self.text("agenda").splitlines() if line.strip()]


class Invitee(models.Model):
    """Somebody invited: a person with an account, or a unit through its people."""

    meeting = models.ForeignKey(JointMeeting, on_delete=models.CASCADE, related_name="invitees")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations_to_meetings",
        verbose_name=_("person"),
    )
    unit = models.ForeignKey(
        IndustrialUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("industrial unit"),
    )
    rsvp = models.CharField(_("answer"), max_length=8, choices=Rsvp, default=Rsvp.PENDING)
    was_present = models.BooleanField(_("present"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitee")
        verbose_name_plural = _("invitees")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=False, unit__isnull=True)
                | Q(user__isnull=True, unit__isnull=False),
                name="invitee_person_or_unit",
            ),
            models.UniqueConstraint(fields=("meeting", "user"), name="invite_a_person_once"),
            models.UniqueConstraint(fields=("meeting", "unit"), name="invite_a_unit_once"),
        )

    def __str__(self) -> str:
        return str(self.unit or self.user)


class ResolutionQuerySet(LockedQuerySet):
    """Who sees which resolution."""

    def visible_to(self, user: Any) -> Self:
        """Those who see the meeting, and the owner."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        owner = Q(owner_user=user) | Q(owner_unit__persons__user=user)
        seen = self.model.objects.filter(
            owner | Q(meeting__in=JointMeeting.objects.visible_to(user))
        )
        return self.filter(pk__in=seen.values("pk"))


@pghistory.track()
class Resolution(TimeStamped, Stateful, Translatable):
    """A resolution (مصوبه) with its owner, its due date and the working group's state."""

    meeting = models.ForeignKey(JointMeeting, on_delete=models.PROTECT, related_name="resolutions")
    number = models.PositiveSmallIntegerField(_("number"))
    body = models.TextField(_("resolution"), max_length=1000)
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resolutions",
        verbose_name=_("owner"),
    )
    owner_unit = models.ForeignKey(
        IndustrialUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resolutions",
        verbose_name=_("unit that owns it"),
    )
    owner_text = models.CharField(_("body that owns it"), max_length=160, blank=True)
    problem = models.ForeignKey(
        Problem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resolutions",
        verbose_name=_("problem"),
    )
    about_unit = models.ForeignKey(
        IndustrialUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resolutions_about",
        verbose_name=_("unit it is about"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(
        _("state"),
        max_length=14,
        choices=ResolutionState,
        default=ResolutionState.IN_FOLLOW_UP,
        editable=False,
    )

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ("meeting", "number")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "number"), name="resolution_number_once"),
        )

    def __str__(self) -> str:
        return self.text("body")[:80]

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#resolution-{self.number}"

    @property
    def owner(self) -> Any:
        """The person, the unit or the body that owns it."""
        return self.owner_unit or self.owner_user or self.owner_text or None
