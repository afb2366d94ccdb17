"""A real server with its runner, on a free port of this machine, with a database of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from weightplan_api.store import opened
from weightplan_api.store.tokens import Tokens

COMMAND = "from weightplan.cli import app; app()"
PATIENCE = 60.0
LONGEST = 600  # seconds of a search that is stopped before
OVER = ("succeeded", "stopped", "failed", "invalid")


@dataclass(frozen=True)
class Server:
    """Where it listens, and where its database is."""

    url: str
    database: str

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = Request(self.url + path, data, {"Content-Type": "application/json"}, method=method)
        with urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def begun(self, week: str, seconds: int) -> str:
        """Begin to solve a week that ships; return the schedule's id."""
        body = self.ask("GET", f"/v1/demo-weeks/{week}")
        body["config"]["run"]["termination"] = {"spentLimit": f"PT{seconds}S", "gap": 0.003}
        return str(self.ask("POST", "/v1/schedules", body)["id"])

    def planned(self, week: str, seconds: int) -> str:
        """Return the id of a schedule of a week that ships: over, and with a plan.

        It is searched for so long, and on a busy machine until there is a plan.
        """
        job, until = self.begun(week, LONGEST), time.monotonic() + seconds
        while (stand := self.ask("GET", f"/v1/schedules/{job}/metadata"))["jobStatus"] not in OVER:
            if stand["cost"] is not None and time.monotonic() > until:
                self.stop(job)
            time.sleep(0.2)
        return job

    def stop(self, job: str) -> None:
        """Stop a schedule, unless it is over by now."""
        try:
            self.ask("POST", f"/v1/schedules/{job}/stop")
        except HTTPError as error:
            error.close()
            assert error.code == 409

    def token(self) -> str:
        """Make a planner's token; from then on the server wants one."""
        database = opened(self.database)
        _, secret = Tokens(database).create("north", "planner", "Kim")
        database.close()
        return secret


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """Serve until the block is left."""
    port = _free_port()
    server = Server(f"http://127.0.0.1:{port}", f"sqlite:///{folder / 'jobs.sqlite'}")
    environment = os.environ | {"WEIGHTPLAN_DATABASE_URL": server.database}
    with (folder / "log").open("wb") as log:
        arguments = [sys.executable, "-c", COMMAND, "serve", "--port", str(port)]
        process = subprocess.Popen(arguments, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            server.ask("GET", "/v1/health")
        except URLError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the server did not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
