"""The page's sentences, without a browser."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "api" / "weightplan_api" / "page"
ENTRY = re.compile(r'^  "?([\w.]+)"?: \[', re.MULTILINE)
SAID = re.compile(r'\bt\(\s*(?:\w+ \? )?"([\w.]+)"')
# Keys that are put together: by what, from what is known of the service.
BUILT = re.compile(r"t\(`([\w.]+)\.\$\{")


def sources() -> dict[str, str]:
    folders = (path for path in PAGE.rglob("*.js") if not {"node_modules", "built", "words"} & set(path.parts))
    return {str(path.relative_to(PAGE)): path.read_text(encoding="utf-8") for path in folders}


def keys() -> list[str]:
    return [key for path in (PAGE / "words").glob("*.js") for key in ENTRY.findall(path.read_text(encoding="utf-8"))]


def test_every_key_stands_once() -> None:
    """No sentence hides another of the same name."""
    assert len(keys()) == len(set(keys())) > 100


def test_every_sentence_that_is_asked_for_is_there() -> None:
    """Keys in the code are keys of the catalogue; those that are put together have a sentence at least."""
    known = set(keys())
    for name, text in sources().items():
        assert set(SAID.findall(text)) <= known, name
        for prefix in BUILT.findall(text):
            assert any(key.startswith(f"{prefix}.") for key in known), (name, prefix)


def test_both_languages_leave_the_same_blanks() -> None:
    """A value that one language names is named by the other."""
    text = "".join(path.read_text(encoding="utf-8") for path in (PAGE / "words").glob("*.js"))
    pairs = re.findall(r'\[\s*"([^"]*)",\s*"([^"]*)",?\s*\]', text)
    assert len(pairs) == len(keys())
    for swedish, english in pairs:
        assert set(re.findall(r"\{\w+\}", swedish)) == set(re.findall(r"\{\w+\}", english)), swedish
