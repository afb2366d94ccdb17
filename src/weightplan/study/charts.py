"""A study's pictures, each as the bytes of a PNG."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from weightplan.study.frame import Study
from weightplan.study.naming import scenario_name
from weightplan.study.statistics import by_seed, mean_of
from weightplan.study.wording import Language, figure, text

if TYPE_CHECKING:
    import pandas as pd

LEVELS = ("1", "2", "3", "4", "none")
SHADES = ("#cfe0f5", "#8fb8e8", "#3f7fca", "#123f7a", "#b8bec6")
BARS = ("at_target", "first_visits_waiting", "room_share", "per_weight")
INK, ACCENT = "#14202e", "#1d5fae"


def charts(study: Study, language: Language) -> dict[str, bytes]:
    """Return every picture that there are figures for, by name."""
    rows = study.solved()
    made = {name: _bars(study, rows, name, language) for name in BARS if rows[name].notna().any()}
    if len(rows):
        made["unserved_by_level"] = _unserved(study, rows, language)
    if rows["load_mean"].notna().any():
        made["weights_against_load"] = _scatter(study, rows, language)
    return made


def _bars(study: Study, rows: "pd.DataFrame", name: str, language: Language) -> bytes:
    canvas, axes = _canvas(study, language)
    for place, scenario in enumerate(study.scenarios):
        mean = mean_of(list(by_seed(rows, scenario, name).values()))
        if mean is None:
            continue
        axes.barh(place, mean.mean, color=ACCENT, height=0.6)
        if mean.low is not None and mean.high is not None:
            spread = [[max(0.0, mean.mean - mean.low)], [max(0.0, mean.high - mean.mean)]]
            axes.errorbar(mean.mean, place, xerr=spread, color=INK, capsize=4)
    axes.set_xlim(left=0)
    axes.set_xlabel(figure(name, language))
    return png(canvas)


def _unserved(study: Study, rows: "pd.DataFrame", language: Language) -> bytes:
    canvas, axes = _canvas(study, language)
    means = rows.groupby("scenario")[[f"unserved_level_{level}" for level in LEVELS]].mean()
    for place, scenario in enumerate(study.scenarios):
        left = 0.0
        for level, shade in zip(LEVELS, SHADES, strict=True):
            value = float(means[f"unserved_level_{level}"].get(scenario, 0.0))
            axes.barh(place, value, left=left, color=shade, height=0.6)
            left += value
    for level, shade in zip(LEVELS, SHADES, strict=True):
        label = text("level_none", language) if level == "none" else f"{text('level', language)} {level}"
        axes.barh(0, 0, color=shade, label=label)
    canvas.legend(loc="outside right upper", frameon=False, fontsize=8)
    axes.set_xlabel(figure("unserved", language))
    return png(canvas)


def _scatter(study: Study, rows: "pd.DataFrame", language: Language) -> bytes:
    canvas, axes = _canvas(study, language, named=False)
    for scenario in study.scenarios:
        own = rows[rows["scenario"] == scenario]
        axes.scatter(own["load_mean"], own["reportable"], s=24, label=scenario_name(study, scenario, language))
    canvas.legend(loc="outside right upper", frameon=False, fontsize=8)
    axes.set_xlabel(text("load", language))
    axes.set_ylabel(figure("reportable", language))
    return png(canvas)


def _canvas(study: Study, language: Language, named: bool = True) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    count = len(study.scenarios)
    canvas = Figure(figsize=(8, 1.4 + 0.45 * count if named else 4.2), dpi=120, layout="constrained")
    axes = canvas.add_subplot()
    if named:
        axes.set_yticks(range(count), [scenario_name(study, scenario, language) for scenario in study.scenarios])
        axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)
    return canvas, axes


def png(canvas: Any) -> bytes:
    file = BytesIO()
    canvas.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()
