"""The drawn workflow is the declared workflow."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from partnership.core.management.commands.draw_workflow import PAGE, draw
from partnership.core.workflow import Move, registry


def test_workflow_page_is_up_to_date() -> None:
    assert (Path(settings.BASE_DIR) / PAGE).read_text("utf-8") == draw()


@pytest.mark.parametrize("name", sorted(registry))
def test_move_has_a_way_back_or_says_why_not(name: str) -> None:
    move: Move = registry[name]
    if move.back in registry:
        assert move.back.split(".")[0] == move.room
    else:
        assert len(move.back.split()) > 4, f"{name} names no way back and gives no reason"


@pytest.mark.parametrize("name", sorted(registry))
def test_move_explains_itself(name: str) -> None:
    move: Move = registry[name]
    with override("en"):
        assert str(move.label)
        assert len(str(move.explains).split()) > 3
