"""YAML 1.2 in one pass over the parser's events: safe, bounded, and `8:30` and `no` stay text.

The C parser of PyYAML reads the text; what a scalar means is decided here by YAML 1.2's core
schema, dates staying text. Nothing is ever constructed from a tag. An alias shares the object
that it names, and its size is counted as if it were written out.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from weightplan.files.plain import DEEPEST, LARGEST_TEXT, Table, number

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS = {"null": None, "true": True, "false": False}
_CONSTANTS = {"": None, "~": None} | {
    form: value for word, value in _WORDS.items() for form in (word, word.title(), word.upper())
}
_EACH = 16  # what one value weighs beside its own characters: memory, not text, is what runs out
_NUMBER = re.compile(
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_NO_KEY = object()
_STR_TAGS = (None, "!", "tag:yaml.org,2002:str")
_COLLECTION_TAGS = (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


def parse(text: str) -> Any:
    """Return the one document in `text` as plain tables, lists and scalars.

    Raises yaml.YAMLError for text that is no YAML, ValueError (one line, with the line number)
    for what is YAML but not allowed.
    """
    builder = _Builder()
    for event in yaml.parse(text, Loader=_LOADER):
        builder.take(event)
    return builder.root


def reads_as_text(word: str) -> bool:
    """Say whether an unquoted scalar is taken for text, not for a number or a constant."""
    return word not in _CONSTANTS and not _NUMBER.fullmatch(word)


@dataclass
class _Open:
    """A collection being filled; `size` counts characters with every alias written out."""

    value: Any
    anchor: str | None
    key: Any = _NO_KEY
    size: int = _EACH
    merged: list[Any] = field(default_factory=list)


class _Builder:
    def __init__(self) -> None:
        self.root: Any = None
        self._documents = 0
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int]] = {}

    def take(self, event: Event) -> None:
        if isinstance(event, ScalarEvent):
            value = self._scalar(event)
            self._settle(event, value, len(event.value) + _EACH, event.anchor)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._begin(event, Table() if isinstance(event, MappingStartEvent) else [])
        elif isinstance(event, CollectionEndEvent):
            done = self._stack.pop()
            _merge(event, done)
            self._settle(event, done.value, done.size, done.anchor)
        elif isinstance(event, AliasEvent):
            if event.anchor not in self._anchors:
                raise _refusal(event, f"nothing is named &{event.anchor} before *{event.anchor}")
            self._settle(event, *self._anchors[event.anchor], None)
        elif isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _refusal(event, "a second document begins; one file holds one")

    def _begin(self, event: MappingStartEvent | SequenceStartEvent, value: Any) -> None:
        if len(self._stack) >= DEEPEST:
            raise _refusal(event, f"nested more than {DEEPEST} deep")
        if event.tag not in _COLLECTION_TAGS:
            raise _refusal(event, f"the tag {_short(event.tag)} is not allowed")
        self._stack.append(_Open(value, event.anchor))

    def _scalar(self, event: ScalarEvent) -> Any:
        if event.tag not in _STR_TAGS:
            raise _refusal(event, f"the tag {_short(event.tag)} is not allowed")
        is_key = bool(self._stack) and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is _NO_KEY
        if is_key or event.tag or not event.implicit[0]:
            return event.value
        if reads_as_text(event.value):
            return event.value
        return _CONSTANTS[event.value] if event.value in _CONSTANTS else number(event.value)

    def _settle(self, event: Event, value: Any, size: int, anchor: str | None) -> None:
        if anchor:
            self._anchors[anchor] = (value, size)
        if not self._stack:
            self.root = value
            return
        inside = self._stack[-1]
        inside.size += size
        if inside.size > LARGEST_TEXT:
            raise _refusal(event, f"more than {LARGEST_TEXT // 2**20} MiB with every alias written out")
        if isinstance(inside.value, list):
            inside.value.append(value)
        elif inside.key is _NO_KEY:
            if not isinstance(value, str):
                raise _refusal(event, "a field's name must be a word")
            inside.key = value
        else:
            _put(inside, value)
            inside.key = _NO_KEY


def _put(inside: _Open, value: Any) -> None:
    if inside.key == "<<":
        inside.merged.extend(value if isinstance(value, list) else [value])
    else:
        inside.value.put(inside.key, value)


def _merge(event: Event, done: _Open) -> None:
    for source in done.merged:
        if not isinstance(source, dict):
            raise _refusal(event, "only tables can be merged with <<")
        for key, value in source.items():
            done.value.setdefault(key, value)


def _short(tag: str) -> str:
    return repr(tag.replace("tag:yaml.org,2002:", "!!")[:60])


def _refusal(event: Event, what: str) -> ValueError:
    return ValueError(f"line {event.start_mark.line + 1}: {what}" if event.start_mark else what)
