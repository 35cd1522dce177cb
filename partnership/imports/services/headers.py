"""What officers have said about headers, remembered for later lists."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from partnership.core.errors import DomainError
from partnership.core.sheets import Column, key_of

#: So many earlier lists are asked.
EARLIER = 20


def remembered_headers(
    earlier: Iterable[Mapping[str, str]], said: Mapping[str, str], columns: Sequence[Column]
) -> dict[str, str]:
    """Header → our name: what was said of earlier lists, the newest first, then of this one.

    A column said to be in no header is looked for under none.
    """
    names = {column.name for column in columns}
    known: dict[str, str] = {}
    for one in reversed(list(earlier)[:EARLIER]):
        known |= _by_header(one, names)
    silenced = {name for name in names if said.get(name) == ""}
    known = {header: name for header, name in known.items() if name not in silenced}
    for column in columns:
        if column.name in silenced:
            known |= {key_of(word): "" for word in column.synonyms}
    return known | _by_header(said, names)


def require_sound_columns(
    columns: Mapping[str, str], names: Sequence[str], needed: Mapping[str, str]
) -> None:
    """Raise unless what an officer says about columns makes sense.

    `needed` is {our name: the sentence for a list without it}.
    """
    if set(columns) - set(names):
        raise TypeError(f"No such columns: {set(columns) - set(names)}")
    said = [header for header in columns.values() if header]
    if len(said) != len(set(said)):
        raise DomainError(_("One column of the file cannot be two things at once."))
    for name, sentence in needed.items():
        if columns and not columns.get(name):
            raise DomainError(sentence, field=name)


def _by_header(columns: Mapping[str, str], names: set[str]) -> dict[str, str]:
    return {key_of(header): name for name, header in columns.items() if header and name in names}
