"""What holds for every rule: a sentence, a test file, a row in the docs, both halves, a key in the rulebook."""

import inspect
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from weightplan import rules
from weightplan.rulebook import Crisis, Limits, Prices, WorkingTime
from weightplan.rules import HARD_RULES, SOFT_RULES
from weightplan.rules.base import Admits, AdmitsRoom, HardRule, Narrows, Posts, SoftRule

ROOT = Path(__file__).parents[2]
RULES: dict[str, HardRule | SoftRule] = {**HARD_RULES, **SOFT_RULES}
KEYS: dict[str, type[BaseModel]] = {"limits": Limits, "prices": Prices, "crisis": Crisis, "working_time": WorkingTime}
NO_RULE = {"__init__", "base", "ledger", "protected"}
every_rule = pytest.mark.parametrize("name", RULES)


def rows() -> dict[str, tuple[str, str, list[str]]]:
    """Return kind, sentence and keys by rule, as docs/rules.md has them."""
    table = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8").partition("\n## ")[0]
    lines = table.splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    return {name.strip("`"): (kind, sentence, re.findall(r"`([^`]+)`", keys)) for name, kind, sentence, keys in cells}


def test_every_module_is_a_rule() -> None:
    """No rule is written and forgotten: the modules are those listed, each once."""
    files = {path.stem for path in Path(inspect.getfile(rules)).parent.glob("*.py")}
    assert files - NO_RULE == set(RULES)
    assert not set(HARD_RULES) & set(SOFT_RULES)


@every_rule
def test_a_rule_has_a_docstring_of_one_sentence(name: str) -> None:
    """The docstring is what a manager reads: one line, one sentence."""
    sentence = RULES[name].__doc__
    assert sentence is not None
    assert re.fullmatch(r"[A-Z][^\n.!?|]*\.", sentence), sentence


@every_rule
def test_a_rule_has_a_test_file_of_its_name(name: str) -> None:
    """Where a rule is, its tests are found by name."""
    assert (Path(__file__).parent / f"test_{name}.py").is_file()


def test_every_test_file_tests_a_rule() -> None:
    """No test file outlives its rule."""
    tested = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    assert tested - {"every_rule", "agreement"} == set(RULES)


def test_the_docs_list_every_rule_in_order() -> None:
    """The rows of docs/rules.md are the rules, in the order of reports, with their docstrings."""
    kinds = dict.fromkeys(HARD_RULES, "hard") | dict.fromkeys(SOFT_RULES, "soft")
    documented = [(name, kind, sentence) for name, (kind, sentence, _) in rows().items()]
    assert documented == [(name, kinds[name], rule.__doc__) for name, rule in RULES.items()]


@every_rule
def test_documented_keys_exist_and_are_read(name: str) -> None:
    """Each limit or price in the docs is a field of the rulebook that the rule's module names."""
    source = inspect.getsource(RULES[name])  # type: ignore[arg-type]
    for key in rows()[name][2]:
        section, field = key.split(".")
        assert field in KEYS[section].model_fields
        assert re.search(rf"\b{field}\b", source)


def test_every_limit_and_price_is_documented_with_one_rule() -> None:
    """No limit and no price goes without a rule, and none belongs to two."""
    documented = sorted(key for _, _, keys in rows().values() for key in keys)
    assert documented == sorted(f"{section}.{field}" for section, model in KEYS.items() for field in model.model_fields)


@pytest.mark.parametrize("name", SOFT_RULES)
def test_a_soft_rule_has_a_price(name: str) -> None:
    """Exactly one price of the rulebook belongs to a soft rule; a hard rule has none."""
    priced = {rule: [k for k in keys if k.startswith("prices.")] for rule, (_, _, keys) in rows().items()}
    assert len(priced[name]) == 1
    assert not any(priced[rule] for rule in HARD_RULES)


@pytest.mark.parametrize("name", HARD_RULES)
def test_a_hard_rule_has_both_halves(name: str) -> None:
    """One half checks; the other has at least one of the parts by which the solver hears of the rule."""
    rule = HARD_RULES[name]
    assert callable(rule.check)
    assert isinstance(rule, (Admits, AdmitsRoom, Narrows, Posts))


@pytest.mark.parametrize("name", SOFT_RULES)
def test_a_soft_rule_has_both_halves(name: str) -> None:
    """One half reckons the cost, the other charges it to the solver."""
    assert callable(SOFT_RULES[name].cost)
    assert isinstance(SOFT_RULES[name], Posts)
