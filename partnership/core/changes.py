"""Two versions of something people wrote, and what differs between them, for a reader."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Words are compared up to here; of a longer text the whole is shown as removed and added.
MOST_WORDS = 1_500
_PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Change:
    """One field before and after, in words; `asked` is what the office wanted there, or None."""

    field: str
    label: str
    before: str
    after: str
    changed: bool
    asked: str | None = None

    @property
    def pieces(self) -> list["Piece"]:
        """The field read once, with what went and what came marked word for word."""
        return list(word_diff(self.before, self.after))


@dataclass(frozen=True)
class Piece:
    """A run of words: `kind` is "same", "gone" or "new"."""

    kind: str
    text: str


def word_diff(before: str, after: str) -> Iterator[Piece]:
    """What became of a text, word for word; blanks belong to the word before them."""
    old, new = _words(before), _words(after)
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        yield from _runs("gone", old) if before != after else ()
        yield from _runs("new" if before != after else "same", new)
        return
    # Blanks at the end of a word are no change of it.
    matcher = SequenceMatcher(
        None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False
    )
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            yield from _runs("same", new[new_from:new_to])
            continue
        yield from _runs("gone", old[old_from:old_to])
        yield from _runs("new", new[new_from:new_to])


def _words(text: str) -> list[str]:
    words: list[str] = []
    for piece in _PIECES.findall(text):
        if piece.isspace() and words:
            words[-1] += piece
        else:
            words.append(piece)
    return words


def _runs(kind: str, words: list[str]) -> Iterator[Piece]:
    if words:
        yield Piece(kind, "".join(words))
