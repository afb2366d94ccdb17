"""Which sites are shown together, so that no figure is one of a few people."""

from collections.abc import Mapping, Sequence

from weightplan.answers.equity.holding import Held


def together(found: Mapping[str, Held], least: int) -> tuple[tuple[str, ...], ...]:
    """Return the sites by themselves, or with others until `least` clinicians and as many patients are among them.

    Small sites join the next small ones, in order; were the last still too few, the smallest that are enough
    take them in. Everything in one place may still be too few.
    """
    alone = [(name,) for name in found if _people(found, (name,)) >= least]
    joined: list[tuple[str, ...]] = []
    waiting: tuple[str, ...] = ()
    for name in found:
        if (name,) not in alone:
            waiting = (*waiting, name)
        if waiting and _people(found, waiting) >= least:
            joined.append(waiting)
            waiting = ()
    places = [*alone, *joined]
    if waiting:
        host = min(joined or alone, key=lambda names: _people(found, names), default=())
        places = [*(names for names in places if names != host), (*host, *waiting)]
    order = list(found).index
    return tuple(sorted((tuple(sorted(names, key=order)) for names in places), key=lambda names: order(names[0])))


def _people(found: Mapping[str, Held], names: Sequence[str]) -> int:
    """Return how many clinicians, or how many patients if they are fewer, the contacts of some sites have."""
    return min(len(set().union(*(getattr(found[name], who) for name in names))) for who in ("clinicians", "patients"))
