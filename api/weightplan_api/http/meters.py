"""Figures for Prometheus: requests by route, and jobs by state."""

import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        self._seconds.labels(method, route, status).observe(seconds)


class Measured:
    """Counts the time until each answer begins under its route, in which ids are only named."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self.app, self.meters = app, meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = time.perf_counter()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "none")
                self.meters.count(scope["method"], route, message["status"], time.perf_counter() - begun)
            await send(message)

        await self.app(scope, receive, counted)


class _JobsByState(Collector):
    def __init__(self, jobs: Jobs) -> None:
        self.jobs = jobs

    def collect(self) -> Iterator[Metric]:
        gauge = GaugeMetricFamily("weightplan_jobs", "Jobs by state", labels=["state"])
        for state, count in self.jobs.counts().items():
            gauge.add_metric([state], count)
        yield gauge
