"""axe, the accessibility checker, on whatever page a browser shows."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

#: What the law asks for, and what axe's makers add from experience.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")
#: Colours are all that differs by theme.
IN_THE_DARK = ("color-contrast", "link-in-text-block")
RUN = """async (only) => {
  const wanted = {runOnly: only, resultTypes: ["violations"], preload: false};
  const found = await axe.run(document, wanted);
  return found.violations.map((fault) => ({
    rule: fault.id,
    help: fault.help,
    nodes: fault.nodes.map((node) => [node.target.join(" "), node.html, node.failureSummary]),
  }));
}"""
#: Colours have changed once the second frame begins.
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def violations(page: Page) -> list[str]:
    """All of axe's complaints about a page in daylight, then those about its dark colours.

    The page has to ask for reduced motion: axe measures colours, not their fading.
    """
    if page.evaluate("window.axe === undefined"):
        page.evaluate(AXE_SCRIPT)
    found = list(_told(page, {"type": "tag", "values": TAGS}, "light"))
    page.emulate_media(color_scheme="dark")
    page.evaluate(TWO_FRAMES)
    found += _told(page, {"type": "rule", "values": IN_THE_DARK}, "dark")
    page.emulate_media(color_scheme="light")
    return found


def _told(page: Page, only: dict[str, Any], theme: str) -> Iterator[str]:
    for fault in page.evaluate(RUN, only):
        for target, html, summary in fault["nodes"]:
            why = " ".join(str(summary).split())
            yield f"{theme}: {fault['rule']} ({fault['help']}) at {target}: {html[:160]} | {why}"
