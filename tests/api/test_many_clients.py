"""Two hundred people look and twenty post at once: nobody gets an error but 429, and looking stays quick."""

import asyncio
import ssl
import time
from collections import Counter

import httpx2
import pytest

from tests.api.bodies import small
from tests.api.servers import serving

POLLING, POSTING = 200, 20
BETWEEN = 1.0
AT_MOST = 0.1


class Person(httpx2.AsyncClient):
    """Somebody with a connection of their own.

    A pool of connections for all would take 3.4 ms of processor a request, of which this takes 0.7: the
    times would be the test's own.
    """

    def __init__(self, base: str, tls: ssl.SSLContext) -> None:
        super().__init__(base_url=base, timeout=30.0, verify=tls)


async def look(person: Person, place: str, until: float, times: list[float], seen: Counter[int]) -> None:
    """Read a job's metadata about once a second."""
    async with person as client:
        while time.monotonic() < until:
            begun = time.perf_counter()
            answer = await client.get(f"{place}/metadata")
            times.append(time.perf_counter() - begun)
            seen[answer.status_code] += 1
            await asyncio.sleep(BETWEEN)


async def post(person: Person, until: float, seen: Counter[int]) -> None:
    """Post weeks, waiting as long as the service says when it is full."""
    body = small()
    async with person as client:
        while time.monotonic() < until:
            answer = await client.post("/v1/schedules", json=body)
            seen[answer.status_code] += 1
            await asyncio.sleep(float(answer.headers.get("retry-after", BETWEEN)))


async def crowd(base: str, seconds: float) -> tuple[list[float], Counter[int], Counter[int]]:
    """Return the times of looking, and the statuses of looks and posts."""
    times: list[float] = []
    looked: Counter[int] = Counter()
    posted: Counter[int] = Counter()
    tls = ssl.create_default_context()  # unused, but each person would make one
    async with Person(base, tls) as first:
        place = (await first.post("/v1/schedules", json=small())).headers["location"]
    until = time.monotonic() + seconds
    looking = [look(Person(base, tls), place, until, times, looked) for _ in range(POLLING)]
    await asyncio.gather(*looking, *(post(Person(base, tls), until, posted) for _ in range(POSTING)))
    return times, looked, posted


@pytest.mark.nightly
@pytest.mark.parametrize("seconds", [60.0])
def test_two_hundred_look_and_twenty_post(url: str, seconds: float) -> None:
    """For a minute, while the solver works beside them."""
    with serving(url, workers=1) as server:
        times, looked, posted = asyncio.run(crowd(str(server.client.base_url), seconds))
    assert set(looked) == {200} and len(times) > POLLING * seconds / 4
    assert set(posted) <= {202, 429} and posted[202] > POSTING
    slow = sorted(times)[int(0.95 * len(times))]
    assert slow < AT_MOST, f"p95 {slow:.3f} s of {len(times)} reads"
