"""How much memory a process holds, with those that it started: Linux says so under /proc."""

import os
from collections import defaultdict
from pathlib import Path

PROC = Path("/proc")


def megabytes_of(pid: int) -> float:
    """Return the memory that a process and all that it started hold (0 where the system does not say)."""
    children = _children()
    waiting, family = [pid], set[int]()
    while waiting:
        one = waiting.pop()
        if one not in family:
            family.add(one)
            waiting += children[one]
    return sum(map(_pages, family)) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _children() -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            # The name in brackets may hold anything, so what follows it is counted from its end.
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue
        found[parent].append(int(stat.parent.name))
    return found


def _pages(pid: int) -> int:
    try:
        return int((PROC / str(pid) / "statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
