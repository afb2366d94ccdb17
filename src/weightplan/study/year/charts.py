"""A year's pictures, week by week, each as the bytes of a PNG."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from weightplan.study.charts import SHADES, png
from weightplan.study.naming import scenario_name
from weightplan.study.wording import Language, text
from weightplan.study.year.frame import LEVELS, Years
from weightplan.study.year.wording import year_text

if TYPE_CHECKING:
    import pandas as pd

BAND = (0.1, 0.9)
UNNAMED = "_"  # matplotlib leaves such a line out of the legend


def charts(years: Years, language: Language) -> dict[str, bytes]:
    """Return every picture that there are figures for, by name."""
    weeks = years.frame()
    if weeks.empty:
        return {}
    made = {name: _bands(years, weeks, name, language) for name in ("waiting", "waiting_over_90")}
    if weeks["load_per_fte"].notna().any():
        made["load_per_fte"] = _bands(years, weeks, "load_per_fte", language)
        made["remote_share"] = _lines(years, weeks, language, "remote_share", _remote)
        made["weights"] = _lines(years, weeks, language, "weights", _weights)
    return made | {"missed_levels": _missed(years, weeks, language)}


def _bands(years: Years, weeks: "pd.DataFrame", name: str, language: Language) -> bytes:
    canvas, axes = _canvas(language)
    for scenario in years.scenarios:
        by_week = weeks[weeks["scenario"] == scenario].groupby("week")[name]
        mean = by_week.mean()
        (line,) = axes.plot(mean.index + 1, mean, label=scenario_name(years, scenario, language))
        low, high = (by_week.quantile(edge) for edge in BAND)
        axes.fill_between(mean.index + 1, low, high, color=line.get_color(), alpha=0.18, linewidth=0)
    axes.set_ylabel(year_text(name, language))
    axes.set_ylim(bottom=0)
    return _finished(canvas, axes)


def _lines(
    years: Years,
    weeks: "pd.DataFrame",
    language: Language,
    name: str,
    parts: Callable[["pd.DataFrame", Language], list[tuple["pd.Series[float]", str, str]]],
) -> bytes:
    canvas, axes = _canvas(language)
    for number, scenario in enumerate(years.scenarios):
        for series, style, label in parts(weeks[weeks["scenario"] == scenario], language):
            whose = scenario_name(years, scenario, language)
            called = label if label == UNNAMED else ", ".join(part for part in (whose, label) if part)
            axes.plot(series.index + 1, series, style, color=f"C{number % 10}", label=called)
    axes.set_ylabel(year_text(name, language))
    axes.set_ylim(bottom=0)
    return _finished(canvas, axes)


def _remote(weeks: "pd.DataFrame", language: Language) -> "list[tuple[pd.Series[float], str, str]]":
    sums = weeks.groupby("week")[["phone_minutes", "written_minutes", "contact_minutes"]].sum()
    whole = sums["contact_minutes"].where(sums["contact_minutes"] > 0)
    return [
        (sums["phone_minutes"] / whole, "-", year_text("phone", language)),
        (sums["written_minutes"] / whole, ":", year_text("written", language)),
    ]


def _weights(weeks: "pd.DataFrame", language: Language) -> "list[tuple[pd.Series[float], str, str]]":
    means = weeks.groupby("week")[["booked", "target"]].mean()
    return [(means["booked"], "-", ""), (means["target"], "--", UNNAMED)]


def _missed(years: Years, weeks: "pd.DataFrame", language: Language) -> bytes:
    from matplotlib.figure import Figure

    count = len(years.scenarios)
    canvas = Figure(figsize=(8, 1.4 + 0.45 * count), dpi=120, layout="constrained")
    axes = canvas.add_subplot()
    means = weeks.groupby("scenario")[[f"missed_level_{level}" for level in LEVELS]].mean()
    for place, scenario in enumerate(years.scenarios):
        left = 0.0
        for level, shade in zip(LEVELS, SHADES, strict=True):
            value = float(means[f"missed_level_{level}"].get(scenario, 0.0))
            label = text("level_none", language) if level == "none" else f"{text('level', language)} {level}"
            axes.barh(place, value, left=left, color=shade, height=0.6, label=label if place == 0 else None)
            left += value
    axes.set_yticks(range(count), [scenario_name(years, scenario, language) for scenario in years.scenarios])
    axes.invert_yaxis()
    axes.set_xlabel(year_text("missed_levels", language))
    return _finished(canvas, axes)


def _canvas(language: Language) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    canvas = Figure(figsize=(8, 3.8), dpi=120, layout="constrained")
    axes = canvas.add_subplot()
    axes.set_xlabel(year_text("week", language))
    return canvas, axes


def _finished(canvas: Any, axes: Any) -> bytes:
    axes.set_xlim(left=0)
    axes.spines[["top", "right"]].set_visible(False)
    canvas.legend(loc="outside upper center", frameon=False, fontsize=8, ncols=2)
    return png(canvas)
