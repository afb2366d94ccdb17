"""Reads for a crowd: each is answered with what was read after it asked."""

import asyncio
import threading
from collections.abc import Set

from weightplan_api.http.together import Together
from weightplan_api.store import Database, Jobs
from weightplan_api.store.tokens import Tokens


class Slow:
    """A reader that waits to be let go, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[Set[int]] = []
        self.begun, self.go = threading.Semaphore(0), threading.Semaphore(0)

    def __call__(self, keys: Set[int]) -> dict[int, str]:
        self.asked.append(keys)
        number = len(self.asked)
        self.begun.release()
        self.go.acquire()
        if 0 in keys:
            raise OSError("the database is away")
        return {key: f"reading {number}" for key in keys if key < 100}


async def asked(together: Together[int, str], *keys: int) -> list[asyncio.Task[str | None]]:
    """Begin to ask for keys, and let the tasks come to where they wait."""
    tasks = [asyncio.create_task(together.get(key)) for key in keys]
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


def test_who_comes_during_a_reading_shares_the_next() -> None:
    """One asks and is read for; three more ask meanwhile and are read for at once, afterwards."""
    slow = Slow()

    async def story() -> list[str | None]:
        together = Together(slow)
        first = await asked(together, 1)
        await asyncio.to_thread(slow.begun.acquire)
        others = await asked(together, 1, 2, 100)
        slow.go.release(2)
        return await asyncio.gather(*first, *others)

    assert asyncio.run(story()) == ["reading 1", "reading 2", "reading 2", None]
    assert slow.asked == [{1}, {1, 2, 100}]


def test_one_who_goes_away_takes_nothing_from_the_others() -> None:
    """A cancelled request leaves the reading to those who wait for it too."""
    slow = Slow()

    async def story() -> str | None:
        together = Together(slow)
        gone, stays = await asked(together, 1, 2)
        await asyncio.to_thread(slow.begun.acquire)
        gone.cancel()
        slow.go.release()
        return await stays

    assert asyncio.run(story()) == "reading 1"


def test_a_reading_that_fails_is_forgotten() -> None:
    """All who shared it hear of it, and the next reading begins anew."""
    slow = Slow()
    slow.go.release(2)

    async def story() -> str | None:
        together = Together(slow)
        failed = await asyncio.gather(together.get(0), together.get(1), return_exceptions=True)
        assert [type(error) for error in failed] == [OSError, OSError]
        return await together.get(1)

    assert asyncio.run(story()) == "reading 2"


def test_each_key_gets_its_own(database: Database) -> None:
    """Jobs and holders of several units, read at once, do not get mixed up; what is not there is not found."""
    jobs, tokens = Jobs(database), Tokens(database)
    north, south = (jobs.submit(unit, "checks", "{}")[0] for unit in ("north", "south"))
    assert {job: stand.unit for job, stand in jobs.standing({north, south, "none"}).items()} == {
        north: "north",
        south: "south",
    }
    kim, lo = (tokens.create(unit, "reader", unit)[1] for unit in ("north", "south"))
    late = tokens.create("north", "reader", "late", days=-1)[1]
    found = tokens.holders({kim, lo, late, "none"})
    assert {token: holder.unit for token, holder in found.items()} == {kim: "north", lo: "south"}
    secret = tokens.begin_session(kim)
    assert secret is not None
    assert {shown: holder.unit for shown, holder in tokens.in_sessions({secret, lo, "none"}).items()} == {
        secret: "north"
    }
    assert tokens.holders({secret}) == {}


def test_a_crowd_is_read_for_in_a_few_readings() -> None:
    """Those who come before the first reading begins share it."""
    slow, crowd = Slow(), 60
    slow.go.release(crowd)

    async def story() -> None:
        together = Together(slow)
        await asyncio.gather(*(together.get(key) for key in range(1, crowd)))

    asyncio.run(story())
    assert len(slow.asked) <= 2
