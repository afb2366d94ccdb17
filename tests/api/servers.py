"""Real servers and workers as processes of their own, to be asked, ended and killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2

from tests.api.postgres import free_port

PATIENCE = 90.0  # solvers give way to everything else on the machine


@dataclass
class Server:
    """A running `weightplan serve`."""

    process: subprocess.Popen[bytes]
    client: httpx2.Client

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def command(*words: str, url: str, **settings: Any) -> subprocess.Popen[bytes]:
    """Start a command of weightplan on a database."""
    variables = {"WEIGHTPLAN_DATABASE_URL": url} | {f"WEIGHTPLAN_{k.upper()}": str(v) for k, v in settings.items()}
    return subprocess.Popen([sys.executable, "-m", "weightplan", *words], env=os.environ | variables)


@contextmanager
def working(url: str, **settings: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker on a database until the end of the block."""
    process = command("worker", url=url, **settings)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


@contextmanager
def serving(url: str, *words: str, port: int | None = None, **settings: Any) -> Iterator[Server]:
    """Serve a database on a free port of loopback, until the end of the block."""
    port = port or free_port()
    process = command("serve", "--port", str(port), *words, url=url, **settings)
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as client:
        server = Server(process, client)
        try:
            wait_for(lambda: _answers(server), "the server does not answer")
            yield server
        finally:
            process.terminate()
            process.wait(PATIENCE)


def wait_for(happened: Callable[[], Any], otherwise: str, seconds: float = PATIENCE) -> Any:
    """Return what a question answers once that is something."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = happened()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(otherwise)


def _answers(server: Server) -> bool:
    assert server.process.poll() is None, "the server ended"
    try:
        return server.client.get("/v1/ready").is_success
    except httpx2.TransportError:
        return False
