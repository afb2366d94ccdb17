"""Both languages say the same things."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter

import pytest

import weightplan.report
from weightplan.report import sentences
from weightplan.report.words import LANGUAGES, WORDS, Words, readable
from weightplan.rules import HARD_RULES, SOFT_RULES


def _fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys_and_the_same_gaps_to_fill() -> None:
    assert WORDS["sv"].keys() == WORDS["en"].keys()
    for key, swedish in WORDS["sv"].items():
        assert swedish.strip(), key
        assert _fields(swedish) == _fields(WORDS["en"][key]), key
        assert swedish.count("|") == WORDS["en"][key].count("|"), key


def test_every_theme_is_joined_and_no_key_is_in_two() -> None:
    """Else the later theme's sentence would take the place of the earlier one's."""
    assert len(sentences.THEMES) == len(list(iter_modules(sentences.__path__)))
    keys = Counter(key for theme in sentences.THEMES for key in theme.SENTENCES)
    assert [key for key, times in keys.items() if times > 1] == []
    assert keys.keys() == WORDS["sv"].keys()


@pytest.mark.parametrize("rule", [*HARD_RULES, *SOFT_RULES])
def test_every_rule_has_a_name_for_people(rule: str) -> None:
    assert f"rule.{rule}" in WORDS["sv"]


def test_every_key_that_code_and_templates_use_exists() -> None:
    folder = Path(weightplan.report.__file__).parent
    text = "\n".join(p.read_text(encoding="utf-8") for p in [*folder.glob("*.py"), *folder.glob("templates/*.j2")])
    used = set(re.findall(r"""words\(["']([a-z_.]+)["'](?!\s*~)""", text))
    assert len(used) > 50
    assert {k for k in used if not k.endswith(".")} <= WORDS["sv"].keys()


def test_numbers_and_dates_are_written_as_readers_write_them() -> None:
    sv, en = (Words(language) for language in LANGUAGES)
    assert (sv.weight(39.35), en.weight(39.35), en.weight(45.0)) == ("39,35", "39.35", "45.0")
    assert (sv.number(12345), en.number(12345)) == ("12\u202f345", "12,345")
    assert (sv.percent(0.5), en.percent(0.0123, 2)) == ("50\u00a0%", "1.23%")
    assert (sv.date(date(2026, 11, 23)), en.date(date(2026, 11, 23))) == ("mån 23 nov", "Mon 23 Nov")


def test_one_is_singular_and_all_else_plural() -> None:
    assert Words("sv")("patients", n=1) == "1 patient"
    assert Words("sv")("patients", n=0) == "0 patienter"


def test_unknown_names_are_made_readable() -> None:
    assert (readable("NO_ROOM"), readable("long_visit")) == ("No room", "Long visit")
    assert Words("en").known("reason.NO_SUCH", "NO_SUCH") == "No such"
