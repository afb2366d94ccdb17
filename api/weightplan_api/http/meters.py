"""Figures for Prometheus: requests by route, and jobs by state."""

import time
from collections.abc import Awaitable, Callable, Iterator

from fastapi import Request, Response
from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from weightplan_api.store import Jobs


class Meters:
    """The meters of one app, in a registry of its own."""

    def __init__(self, jobs: Jobs) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(_JobsByState(jobs))
        self._seconds = Histogram(
            "weightplan_request_seconds",
            "Time to answer a request, by route",
            ("method", "route", "status"),
            registry=self.registry,
        )

    async def measure(self, request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        """Answer a request and count its time under its route, in which ids are only named."""
        begun = time.perf_counter()
        response = await answer(request)
        route = getattr(request.scope.get("route"), "path", "none")
        self._seconds.labels(request.method, route, response.status_code).observe(time.perf_counter() - begun)
        return response


class _JobsByState(Collector):
    def __init__(self, jobs: Jobs) -> None:
        self.jobs = jobs

    def collect(self) -> Iterator[Metric]:
        gauge = GaugeMetricFamily("weightplan_jobs", "Jobs by state", labels=["state"])
        for state, count in self.jobs.counts().items():
            gauge.add_metric([state], count)
        yield gauge
