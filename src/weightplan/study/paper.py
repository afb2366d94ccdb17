"""The paper that a study's pages are printed on: the report's own look, with pictures inside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from weightplan.report.sections import Figures
from weightplan.report.words import Words
from weightplan.study.frame import Answers
from weightplan.study.wording import text


@dataclass(frozen=True)
class Part:
    """One part of a page; `pictures` are (PNG in base64, what it shows)."""

    key: str
    title: str
    lines: tuple[str, ...]
    figures: tuple[Figures, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()


def printed(study: Answers, words: Words, parts: Sequence[Part]) -> str:
    """Return a page as text; whatever the study holds stays text."""
    asked, language = study.asked.study, words.language
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("weightplan.study"), PackageLoader("weightplan.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("study.html.j2").render(
        words=words,
        language=language,
        heading=asked.question.get(language) or asked.name,
        period=asked.name,
        eyebrow=text(f"eyebrow_{study.kind}", language),
        contents=[(part.key, part.title) for part in parts],
        parts=parts,
    )


def write_page(path: Path, page: str, pictures: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write a page, and a PNG a picture beside it; return their paths, the page first."""
    beside = [path.with_name(f"{path.stem}-{name}.png") for name in pictures]
    for file, picture in zip(beside, pictures.values(), strict=True):
        file.write_bytes(picture)
    path.write_text(page, encoding="utf-8")
    return path, *beside
