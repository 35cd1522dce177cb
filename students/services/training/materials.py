"""What participants of a course read: added, replaced, taken away."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError, NotAllowed
from partnership.core.models import ActionLog
from partnership.documents.enums import FileKind
from partnership.documents.models import StoredFile
from partnership.documents.services import erase_file, store_file
from partnership.programme.models import TrainingCourse
from students.models import CourseMaterial


@transaction.atomic
def add_material(
    *, course_id: int, actor: User, title: str, link: str = "", upload: Any = None, order: int = 0
) -> CourseMaterial:
    """Add a file or a link to a course. Raises DomainError when neither is given."""
    course = TrainingCourse.objects.get(pk=course_id)
    _require_teacher(actor, course)
    if not link and not upload:
        raise DomainError(_("Please choose a file or give a link."), field="upload")
    material = CourseMaterial.objects.create(course=course, title=title, link=link, order=order)
    if upload:
        store_file(upload_or_bytes=upload, owner=material, kind=FileKind.ATTACHMENT, actor=actor)
    _log(material, "add", actor)
    return material


@transaction.atomic
def change_material(
    *,
    material_id: int,
    actor: User,
    title: str,
    link: str = "",
    upload: Any = None,
    order: int = 0,
) -> CourseMaterial:
    """Change a material; a new file takes the place of the one before, which is erased."""
    material = _material(material_id)
    _require_teacher(actor, material.course)
    files = StoredFile.objects.of(material)
    if not link and not upload and not files.exists():
        raise DomainError(_("Please choose a file or give a link."), field="upload")
    if upload:
        _erase(material, actor, _("Replaced by a newer file"))
        store_file(upload_or_bytes=upload, owner=material, kind=FileKind.ATTACHMENT, actor=actor)
    material.title, material.link, material.order = title, link, order
    material.save()
    _log(material, "change", actor)
    return material


@transaction.atomic
def remove_material(*, material_id: int, actor: User) -> TrainingCourse:
    """Take a material away with its file; the log of the course keeps its title."""
    material = _material(material_id)
    _require_teacher(actor, material.course)
    _erase(material, actor, _("Material removed"))
    _log(material, "remove", actor)
    material.delete()
    return material.course


def _material(material_id: int) -> CourseMaterial:
    return CourseMaterial.objects.locked().select_related("course").get(pk=material_id)


def _erase(material: CourseMaterial, actor: User, reason: str) -> None:
    for file_id in StoredFile.objects.of(material).values_list("pk", flat=True):
        erase_file(file_id=file_id, actor=actor, reason=reason)


def _require_teacher(actor: User, course: TrainingCourse) -> None:
    if not actor.has_perm("students.manage_material", course):
        raise NotAllowed(_("Materials are kept by the office and the instructors of the course."))


def _log(material: CourseMaterial, verb: str, actor: User) -> None:
    ActionLog.objects.record(
        material.course,
        verb=f"programme.trainingcourse.{verb}_material",
        actor=actor,
        data={"title": material.title},
    )
