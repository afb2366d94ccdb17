"""axe-core on what a page shows."""

from playwright.sync_api import Page

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
FAULTS = """levels => axe.run({runOnly: levels}).then(
    r => r.violations.map(v => `${v.id}: ${v.nodes[0].html} ${v.nodes[0].failureSummary}`))"""


def faults(page: Page) -> list[str]:
    """Return what breaks WCAG 2.1 at levels A and AA, a line per kind of fault."""
    found: list[str] = page.evaluate(FAULTS, LEVELS)
    return found
