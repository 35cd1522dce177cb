"""Words of letters that are put in the reader’s own language when a letter is rendered."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from partnership.core.jalali import format_date
from students.enums import FIELD_LABELS


class ReaderDate:
    """A day that is written in the language active when a letter is rendered."""

    def __init__(self, day: date | datetime) -> None:
        self.day = day

    def __str__(self) -> str:
        return format_date(self.day, style="day")


class Corrections:
    """Fields to correct, each with the office's sentence; in the language active when rendered."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)

    def __iter__(self) -> Iterator[str]:
        for name in dict.fromkeys([*FIELD_LABELS, *self.fields]):
            if name not in self.fields:
                continue
            sentence = self.fields[name]
            label = str(FIELD_LABELS.get(name, name))
            # One line each, whatever the officer typed: a line break would end the list.
            yield f"{label}: {' '.join(sentence.split())}" if sentence.strip() else label

    def __bool__(self) -> bool:
        return bool(self.fields)

    def __str__(self) -> str:
        return "\n".join(f"- {line}" for line in self)
