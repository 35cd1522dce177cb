"""A joint meeting, its invitees, its resolutions (مصوبات)."""

from datetime import datetime, timedelta
from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from industries.enums import (
    MEETING_FINAL,
    WRITERS,
    MeetingKind,
    MeetingState,
    ResolutionState,
    Rsvp,
)
from industries.models.problem import Problem
from industries.models.unit import IndustrialUnit
from partnership.core.identifiers import validate_mobile
from partnership.core.models import (
    LockedQuerySet,
    Stateful,
    TimeStamped,
    Translatable,
    in_persian,
)

#: How long a meeting takes unless its plan says.
LASTS = timedelta(hours=2)


class JointMeetingQuerySet(LockedQuerySet):
    """Who sees which meeting."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Others: the meetings they are invited to, themselves or as their unit."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        invited = Invitee.objects.current().of_person(user)
        return self.filter(pk__in=invited.values("meeting")).exclude(state=MeetingState.PLANNED)


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
    # Minutes of other bodies come with their agenda in words; our own meetings have items.
    agenda = models.TextField(_("agenda in words"), max_length=3000, blank=True)
    discussion = models.TextField(_("discussion in short"), max_length=8000, blank=True)
    chair = models.CharField(_("chair"), max_length=120, blank=True)
    secretary = models.CharField(_("secretary"), max_length=120, blank=True)
    problems = models.ManyToManyField(
        Problem, blank=True, related_name="meetings", verbose_name=_("problems discussed")
    )
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="next_meetings",
        verbose_name=_("follows the meeting"),
    )
    carried = models.ManyToManyField(
        "industries.Resolution",
        through="industries.FollowUp",
        blank=True,
        related_name="followed_in",
        verbose_name=_("earlier resolutions followed up"),
    )
    sequence = models.PositiveSmallIntegerField(
        _("invitation’s version"), default=0, editable=False
    )
    #: What the latest letters said, so that the next ones can tell what has changed.
    announced = models.JSONField(_("as announced"), default=dict, blank=True, editable=False)
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
    def ends_by(self) -> datetime:
        """Its end; two hours after the beginning unless the plan says."""
        return self.ends_at or self.starts_at + LASTS

    @property
    def has_begun(self) -> bool:
        """Whether its hour has come."""
        return self.starts_at <= timezone.now()


class InviteeQuerySet(LockedQuerySet):
    """The list of a meeting, and whose rows are whose."""

    def current(self) -> Self:
        """Without those taken off the list."""
        return self.filter(removed_at=None)

    def of_person(self, user: Any) -> Self:
        """Rows by which this person is invited: themselves, or as one of a unit's people."""
        through_unit = Q(unit__persons__user=user, unit__persons__is_active=True)
        return self.filter(pk__in=self.model.objects.filter(Q(user=user) | through_unit))

    def visible_to(self, user: Any) -> Self:
        """Office: all. Others: those of the meetings they see."""
        if not user.is_authenticated:
            return self.none()
        rows = self.filter(meeting__in=JointMeeting.objects.visible_to(user))
        return rows if user.is_office else rows.current()


class Invitee(models.Model):
    """Somebody invited: a person with an account, a unit through its people, or an outsider.

    Whoever came without having been invited has a row too, so that the minutes name them.
    """

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
    name = models.CharField(_("name"), max_length=120, blank=True)
    position = models.CharField(_("position"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    mobile = models.CharField(_("mobile"), max_length=11, blank=True, validators=[validate_mobile])
    rsvp = models.CharField(_("answer"), max_length=8, choices=Rsvp, default=Rsvp.PENDING)
    rsvp_note = models.CharField(_("a word with the answer"), max_length=300, blank=True)
    deputy_name = models.CharField(_("who comes instead"), max_length=120, blank=True)
    deputy_mobile = models.CharField(
        _("their mobile"), max_length=11, blank=True, validators=[validate_mobile]
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    #: The invitation's version they know of; empty while nobody has written to them.
    told_sequence = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    told_at = models.DateTimeField(_("told at"), null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(_("taken off the list"), null=True, blank=True)
    was_present = models.BooleanField(_("present"), null=True, blank=True)
    came_late = models.BooleanField(_("came late"), default=False)
    came_uninvited = models.BooleanField(_("came without invitation"), default=False)

    objects = InviteeQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitee")
        verbose_name_plural = _("invitees")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=False, unit__isnull=True, name="")
                | Q(user__isnull=True, unit__isnull=False, name="")
                | (Q(user__isnull=True, unit__isnull=True) & ~Q(name="")),
                name="invitee_person_unit_or_outsider",
            ),
            models.UniqueConstraint(fields=("meeting", "user"), name="invite_a_person_once"),
            models.UniqueConstraint(fields=("meeting", "unit"), name="invite_a_unit_once"),
            models.UniqueConstraint(
                "meeting", Lower("email"), condition=~Q(email=""), name="invite_an_address_once"
            ),
            models.UniqueConstraint(
                fields=("meeting", "name", "organisation"),
                condition=~Q(name=""),
                name="invite_an_outsider_once",
            ),
        )

    def __str__(self) -> str:
        return self.name or str(self.unit or self.user)

    @property
    def is_outsider(self) -> bool:
        """Somebody without an account or a unit here."""
        return self.user_id is None and self.unit_id is None

    @property
    def described(self) -> str:
        """Position and organisation of an outsider, in one line."""
        comma = "، " if in_persian() else ", "
        return comma.join(word for word in (self.position, self.organisation) if word)


class ResolutionQuerySet(LockedQuerySet):
    """Who sees which resolution."""

    def visible_to(self, user: Any) -> Self:
        """Office: all. Others: once numbered or final, those they own or heard in a meeting."""
        if not user.is_authenticated:
            return self.none()
        if user.is_office:
            return self
        owned = self.model.objects.owned_by(user).exclude(
            Q(serial="") & ~Q(meeting__state__in=MEETING_FINAL)
        )
        meetings = JointMeeting.objects.visible_to(user).filter(state__in=MEETING_FINAL)
        heard = Q(meeting__in=meetings.values("pk")) | Q(followed_in__in=meetings.values("pk"))
        seen = self.model.objects.filter(Q(pk__in=owned.values("pk")) | heard)
        return self.filter(pk__in=seen.values("pk"))

    def owned_by(self, user: Any) -> Self:
        """Those this person has to see to, themselves or for a unit."""
        for_unit = Q(
            owner_unit__persons__user=user,
            owner_unit__persons__is_active=True,
            owner_unit__persons__role__in=WRITERS,
        )
        return self.filter(pk__in=self.model.objects.filter(Q(owner_user=user) | for_unit))

    def overdue(self) -> Self:
        """Still followed up although their day has passed."""
        return self.filter(state=ResolutionState.IN_FOLLOW_UP, due_on__lt=timezone.localdate())


@pghistory.track()
class Resolution(TimeStamped, Stateful, Translatable):
    """A resolution (مصوبه) with its owner, its due date and the working group's state."""

    meeting = models.ForeignKey(JointMeeting, on_delete=models.PROTECT, related_name="resolutions")
    number = models.PositiveSmallIntegerField(_("number"))
    #: Given once, when the minutes become final: «1405-0012».
    serial = models.CharField(_("number of the year"), max_length=20, blank=True, editable=False)
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
            models.UniqueConstraint(
                fields=("serial",), condition=~Q(serial=""), name="resolution_serial_once"
            ),
        )

    def __str__(self) -> str:
        return self.text("body")[:80]

    def get_absolute_url(self) -> str:
        return reverse("industries:show_resolution", kwargs={"pk": self.pk})

    @property
    def owner(self) -> Any:
        """The unit, the person or the body that owns it; None when nobody does."""
        return self.owner_unit or self.owner_user or self.owner_text or None

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been done by now."""
        return (
            self.state == ResolutionState.IN_FOLLOW_UP
            and self.due_on is not None
            and self.due_on < timezone.localdate()
        )
