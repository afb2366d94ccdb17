"""Files are read safely: what is no week, no text, too large, too deep or too clever is one line."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from weightplan.errors import InputError
from weightplan.files import find, load_case, read_plan, read_rulebook, shipped
from weightplan.files.reading import read_table

LAUGHS = "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 15)
)
LONG_LAUGH = f"a: &a {'x' * 100_000}\nb: [{', '.join(['*a'] * 10_000)}]\n"

REFUSED: list[tuple[str, bytes | str, list[str]]] = [
    ("NaN.json", '{"a": NaN}', ["a: NaN is no number to plan with"]),
    ("inf.json", '{"a": [1, -Infinity]}', ["a[1]: -Infinity is no number to plan with"]),
    ("large.json", '{"a": 1e999}', ["a: 1e999 is no number to plan with"]),
    ("digits.json", f'{{"a": {"9" * 5000}}}', ["a: 99999999999999999999… is no number to plan with"]),
    ("nan.yaml", "a: .nan\nb: {c: -.INF}\n", ["a: .nan is no number", "b.c: -.INF is no number"]),
    ("digits.yaml", f"a: {'9' * 5000}\n", ["a: 99999999999999999999… is no number to plan with"]),
    ("exponent.yaml", "a: 1e999\n", ["a: 1e999 is no number to plan with"]),
    ("twice.yaml", "a: 1\nb: {c: 1, c: 2}\na: 1\n", ["a: stands there twice", "b.c: stands there twice"]),
    ("twice.json", '{"a": 1, "b": [{"c": 1, "c": 2}]}', ["b[0].c: stands there twice"]),
    ("laughs.yaml", LAUGHS, ["line 7: more than 32 MiB with every alias written out"]),
    ("laugh.yaml", LONG_LAUGH, ["line 2: more than 32 MiB with every alias written out"]),
    ("itself.yaml", "a: &a [*a]\n", ["line 1: nothing is named &a before *a"]),
    ("tag.yaml", "a: !!python/object/apply:os.system [ls]\n", ["line 1: the tag '!!python/object/apply:os.system' is"]),
    ("tagged.yaml", "b: 1\na: !!int '3'\n", ["line 2: the tag '!!int' is not allowed"]),
    ("deep.yaml", "[" * 200_000, ["line 1: nested more than 60 deep"]),
    ("deep_tables.yaml", "[{a: " * 50_000, ["line 1: nested more than 60 deep"]),
    ("deep_list.yaml", "- " * 50_000, ["line 1: nested more than 60 deep"]),
    ("deep.json", "[" * 200_000, ["nested more than 60 deep"]),
    ("deep_tables.json", '{"a":' * 70 + "1" + "}" * 70, ["a.a.a.a.a."]),
    ("latin1.yaml", "name: Sjö\n".encode("latin-1"), ["is no UTF-8 text (byte 8)"]),
    ("utf16.yaml", "name: a\n".encode("utf-16"), ["is no UTF-8 text (byte 0)"]),
    ("control.yaml", "a: \x00", ["unacceptable character #x0000: control characters are not allowed"]),
    ("empty.yaml", "", ["the file is empty"]),
    ("empty.json", " \n", ["the file is empty"]),
    ("comment.yaml", "# nothing yet\n", ["the file is empty"]),
    ("list.yaml", "- 1\n", ["holds a list where a table of fields is asked for"]),
    ("list.json", "[1]", ["holds a list where a table of fields is asked for"]),
    ("word.yaml", "week 48\n", ["holds 'week 48' where a table of fields is asked for"]),
    ("two.yaml", "a: 1\n---\nb: 2\n", ["line 2: a second document begins; one file holds one"]),
    ("open.yaml", "a: [1\n", ["line 2, column 1: did not find expected ',' or ']'"]),
    ("tab.yaml", "a: 1\n\tb: 2\n", ["line 2, column 1: found a tab character"]),
    ("comma.json", '{"a": 1,}', ["line 1, column "]),
    ("key.yaml", "? [a]\n: 2\n", ["line 1: a field's name must be a word"]),
    ("merge.yaml", "<<: 3\n", ["line 2: only tables can be merged with <<"]),
    ("unprintable.yaml", '"a\\nb": .nan\n', [r"'a\nb': .nan is no number to plan with"]),
]


@pytest.mark.parametrize(("name", "content", "lines"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_refused_quickly_in_lines_that_name_the_file(
    tmp_path: Path, name: str, content: bytes | str, lines: list[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    begun = time.perf_counter()
    with pytest.raises(InputError) as caught:
        read_table(path)
    assert time.perf_counter() - begun < 2
    assert len(caught.value.problems) == len(lines)
    for problem, line in zip(caught.value.problems, lines, strict=True):
        assert problem.startswith(f"{path}: {line}")
        assert "\n" not in problem


def test_a_file_of_200_megabytes_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "week.yaml"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    monkeypatch.setattr(Path, "open", None)
    with pytest.raises(InputError, match=r"week.yaml: larger than the 32 MiB that a file may have"):
        read_table(path)


def test_a_device_without_end_is_refused() -> None:
    with pytest.raises(InputError, match="larger than the 32 MiB"):
        read_table(Path("/dev/zero"))


def test_a_folder_and_a_missing_file_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as folder:
        load_case(tmp_path)
    assert folder.value.problems == (f"{tmp_path}: Is a directory",)
    with pytest.raises(InputError) as missing:
        read_plan(tmp_path / "plan.json")
    assert missing.value.problems == (f"{tmp_path / 'plan.json'}: No such file or directory",)
    with pytest.raises(InputError, match="no such file, and nothing of that name in scenarios"):
        find("no-such-week", "scenarios")


def table(tmp_path: Path, text: str) -> dict[str, Any]:
    path = tmp_path / "t.yaml"
    path.write_bytes(text.encode())
    return read_table(path)


def test_yaml_is_1_2_and_dates_stay_text(tmp_path: Path) -> None:
    text = "[8:30, no, on, 2026-11-31, 017, 0o17, 0x1F, +3, -.5, 1., 1e3, ~, null, 'null', True, false, '1', '', 1_000]"
    asked = ["8:30", "no", "on", "2026-11-31", 17, 15, 31, 3, -0.5, 1.0, 1000.0, None, None, "null"]
    assert table(tmp_path, f"a: {text}")["a"] == [*asked, True, False, "1", "", "1_000"]
    assert table(tmp_path, "a:\nb: !!str 3\nc: ! 4\n1: {2: 3}\n") == {"a": None, "b": "3", "c": "4", "1": {"2": 3}}
    assert table(tmp_path, "a: [{start: 2026-11-23T09:00, end: 10:00}]") == {
        "a": [{"start": "2026-11-23T09:00", "end": "10:00"}]
    }


def test_aliases_share_and_merge(tmp_path: Path) -> None:
    text = "a: &a {p: 1, q: 2}\nb: {<<: *a, q: 3}\nc: {q: 4, <<: [*a, {r: 5}]}\nd: [*a, *a]\n"
    assert table(tmp_path, text) == {
        "a": {"p": 1, "q": 2},
        "b": {"p": 1, "q": 3},
        "c": {"p": 1, "q": 4, "r": 5},
        "d": [{"p": 1, "q": 2}] * 2,
    }


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    assert table(tmp_path, "\ufeffa: 1\n") == {"a": 1}
    (tmp_path / "t.json").write_bytes(b'\xef\xbb\xbf{"a": 1}')
    assert read_table(tmp_path / "t.json") == {"a": 1}


def test_a_unit_of_forty_is_read_in_no_time(tmp_path: Path) -> None:
    windows = "[{start: 2026-11-23T09:00, end: 2026-11-23T12:00}]"
    line = (
        f"- {{id: q%d, patient: p1, contact_types: [a, b, c], clinicians: [x, y], priority: 2, windows: {windows}}}\n"
    )
    text = "requests:\n" + "".join(line % i for i in range(6000))
    begun = time.perf_counter()
    assert len(table(tmp_path, text)["requests"]) == 6000
    assert time.perf_counter() - begun < 3


def test_what_ships_is_found_by_name() -> None:
    assert "stockholm-psychiatry" in shipped("models")
    assert read_rulebook("stockholm-psychiatry").name == "stockholm-psychiatry"
    week = find("team-4", "scenarios")
    assert load_case("team-4").week.name == json.loads(json.dumps(read_table(week)))["name"]


def test_a_rulebook_is_found_beside_the_week_before_those_that_ship(tmp_path: Path) -> None:
    own = read_table(find("stockholm-psychiatry", "models")) | {"version": "mine"}
    (tmp_path / "stockholm-psychiatry.json").write_text(json.dumps(own))
    week = read_table(find("team-4", "scenarios"))
    (tmp_path / "week.json").write_text(json.dumps(week))
    assert load_case(tmp_path / "week.json").rulebook.version == "mine"
    (tmp_path / "other.json").write_text(json.dumps(own | {"version": "other"}))
    assert load_case(tmp_path / "week.json", tmp_path / "other.json").rulebook.version == "other"


def test_an_input_error_shows_twenty_lines_and_keeps_all() -> None:
    error = InputError(f"week.yaml: {i}" for i in range(30))
    assert len(error.problems) == 30
    assert str(error).splitlines()[19:] == ["week.yaml: 19", "and 10 more"]
