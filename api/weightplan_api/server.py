"""Start the service: an app for HTTP and a runner beside it, on one database; or a runner alone."""

import gc
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext

import uvicorn

from weightplan.errors import InputError
from weightplan_api.http import create_app
from weightplan_api.settings import Settings
from weightplan_api.store import Database, Jobs, opened
from weightplan_api.store.tokens import Tokens
from weightplan_api.work.runner import Runner

# Longer than anybody is told to wait: who comes back just then must not find the connection closing.
KEPT_OPEN = 30
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(settings: Settings, host: str, port: int, *, with_runner: bool = True) -> None:
    """Serve until told to end. Raises InputError where that would open weeks to anybody, or the port is taken."""
    loopback = host in LOOPBACK
    with closing(opened(settings.database_url)) as database:
        if not loopback and not Tokens(database).any():
            open_door = "others could read every week; make a token first (weightplan token), or serve 127.0.0.1"
            raise InputError([f"--host {host}: {open_door}"])
        _make_sure_free(host, port)
        app = create_app(database, settings, loopback=loopback, lasting=True)
        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            timeout_keep_alive=KEPT_OPEN,
            timeout_graceful_shutdown=3,
        )
        # What was imported stays: looking through it for garbage would halt every answer for a tenth of a second.
        gc.collect()
        gc.freeze()
        with running(database, settings) if with_runner else nullcontext():
            uvicorn.Server(config).run()


def work(settings: Settings) -> None:
    """Work jobs off until told to end."""
    ended = threading.Event()
    for word in (signal.SIGINT, signal.SIGTERM):
        signal.signal(word, lambda *_: ended.set())
    with closing(opened(settings.database_url)) as database, running(database, settings):
        ended.wait()


@contextmanager
def running(database: Database, settings: Settings) -> Iterator[Runner]:
    """Run a runner in a thread; at the end its jobs go back to wait."""
    runner = Runner(Jobs(database, settings.keep_days * 86_400, settings.most_waiting), settings)
    runner.thread.start()
    try:
        yield runner
    finally:
        runner.end()
        runner.thread.join()


def _make_sure_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InputError([f"--port {port}: {error.strerror or error}"]) from None
