"""The front as a picture: a point for each plan, and the line above which nobody can come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from weightplan.answers.frontier.model import Frontier
from weightplan.answers.frontier.wording import AXES, gain_in_words
from weightplan.case import Case
from weightplan.report.paper import headed, printed
from weightplan.report.words import Language, Words

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 720, 380, 64, 24, 18, 48
ROOM = 0.06  # of the span, left free on each side


@dataclass(frozen=True)
class Mark:
    """One plan on the drawing, with what it says and where its week is shown (None: nowhere)."""

    x: float
    y: float
    number: int
    title: str
    gain: str
    loss: str
    bound: str
    proven: bool
    link: str | None


@dataclass(frozen=True)
class Scale:
    """A line of numbers laid on a stretch of the drawing."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 1)

    @property
    def ticks(self) -> list[float]:
        """Four values from end to end, on whole numbers where there is room for them."""
        values = [self.low + (self.high - self.low) * part / 4 for part in range(5)]
        return sorted({round(v) for v in values}) if self.high - self.low >= 4 else values


def page(case: Case, answer: Frontier, links: Sequence[str] | None, language: Language) -> str:
    """Return the page of a front; each point links to its week, `links` in their order (None: to nothing)."""
    words = Words(language)
    x = _scale([*(p.loss for p in answer.points)], LEFT, WIDTH - RIGHT)
    gains = [p.gain for p in answer.points]
    shown = [limit for limit in answer.limits if limit.bound is not None and limit.limit <= answer.points[-1].loss]
    y = _scale([*gains, *(limit.bound for limit in shown if limit.bound is not None)], HEIGHT - FOOT, TOP)
    marks = [
        Mark(
            x=x(point.loss),
            y=y(point.gain),
            number=number,
            title=f"{gain_in_words(answer.of, point.gain, words)} · {words.number(point.loss)}",
            gain=gain_in_words(answer.of, point.gain, words),
            loss=words.number(point.loss),
            bound="–" if point.bound is None else gain_in_words(answer.of, point.bound, words),
            proven=point.proven,
            link=None if links is None else links[number - 1],
        )
        for number, point in enumerate(answer.points, 1)
    ]
    context = {
        "contents": [("front", words("front"))],
        **headed(case, words, 7 * case.week.weeks - 1),
        "case": case,
        "answer": answer,
        "text": answer.text_sv if language == "sv" else answer.text,
        "marks": marks,
        "bounds": _steps([(x(max(limit.limit, x.low)), y(limit.bound)) for limit in shown if limit.bound is not None]),
        "axes": (AXES[language][answer.against], AXES[language][answer.of]),
        "across": [(x(value), words.number(value)) for value in x.ticks],
        "up": [(y(value), words.number(value)) for value in y.ticks],
        "size": (WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT),
    }
    return printed("frontier.html.j2", words, context)


def _steps(corners: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the line of what was proven: what holds within a limit holds of all that lose less."""
    ahead = [((before, height), (at, height)) for (before, _), (at, height) in pairwise(corners)]
    return [*corners[:1], *(point for pair in ahead for point in pair)]


def _scale(values: Iterable[float], start: float, end: float) -> Scale:
    listed = list(values)
    span = max(listed) - min(listed) or 1.0
    return Scale(min(listed) - ROOM * span, max(listed) + ROOM * span, start, end)
