"""What a form asks of a person: fields, taps, letters, words to read, and the seconds of it all.

The seconds are a model, not a stopwatch, since no machine types like a student. Its constants are
the usual ones of the keystroke-level model and of studies with many thousand phones:

- a tap, with moving the thumb there: 1.5 s;
- a letter on a phone's keyboard: 0.35 s (36 words a minute, Palin et al. 2019);
- making up one's mind about a field: 1.35 s (operator M of Card, Moran and Newell);
- reading: 4 words a second (240 a minute), whatever the page shows as text to read;
- waiting for the site: measured, as long as it takes on the machine of the test.
"""

from dataclasses import dataclass, replace

A_TAP = 1.5
A_LETTER = 0.35
A_DECISION = 1.35
A_WORD = 0.25


@dataclass
class Effort:
    """Counted by `Guest` as it goes."""

    fields: int = 0
    taps: int = 0
    letters: int = 0
    words: int = 0
    waited: float = 0.0

    @property
    def seconds(self) -> float:
        """How long a person with the data at hand takes."""
        typing = self.letters * A_LETTER + self.taps * A_TAP + self.fields * A_DECISION
        return typing + self.words * A_WORD + self.waited

    def copy(self) -> "Effort":
        """As it stands now."""
        return replace(self)

    def since(self, before: "Effort") -> "Effort":
        """What came on top of an earlier copy."""
        return Effort(
            fields=self.fields - before.fields,
            taps=self.taps - before.taps,
            letters=self.letters - before.letters,
            words=self.words - before.words,
            waited=self.waited - before.waited,
        )

    def __str__(self) -> str:
        return (
            f"{self.fields} fields, {self.taps} taps, {self.letters} letters, "
            f"{self.words} words to read, {self.waited:.1f} s of waiting: {self.seconds:.0f} s"
        )
