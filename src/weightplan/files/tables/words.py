"""Several words in one cell: `physical_visit, video_visit`, in double quotes where a word would be misread."""

import re

NONE = "none"
_BETWEEN = ",;\n"
# A comma, semicolon or line break outside double quotes.
_SPLIT = re.compile(r'(?:[^,;\n"]|"(?:[^"]|"")*")+')
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def quoted(text: str, more: str = "") -> str:
    """Return text as a cell shows it: as it is, or in quotes if blank, padded, `none`, or with one of `more` in it."""
    plain = text == text.strip() != "" and text[0] != '"' and text.casefold() != NONE
    return text if plain and not any(c in text for c in more) else enclosed(text)


def enclosed(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def unquoted(cell: str) -> str:
    """Return the text of a cell. Raises ValueError where quotes are opened and not closed."""
    text = cell.strip()
    if not text.startswith('"'):
        return text
    if not _QUOTED.fullmatch(text):
        raise ValueError(f"{text[:60]!r} opens quotes and does not close them")
    return text[1:-1].replace('""', '"')


def listed(words: list[str]) -> str:
    """Return words in one cell; no words are `none`."""
    return (
        ", ".join(enclosed(word) if word.startswith(FORMULA_STARTS) else quoted(word, _BETWEEN + '"') for word in words)
        or NONE
    )


def split(cell: str) -> list[str]:
    """Return the parts of a cell, quotes left on, blank parts left out."""
    if cell.strip().casefold() == NONE:
        return []
    parts = [part.strip() for part in _SPLIT.findall(cell)]
    if _SPLIT.sub("", cell).strip(_BETWEEN + " \t\r"):
        raise ValueError(f"{cell[:60]!r} opens quotes and does not close them")
    return [part for part in parts if part]


def words(cell: str) -> list[str]:
    """Return the words of a cell."""
    return [unquoted(part) for part in split(cell)]
