"""A PostgreSQL server of our own: Debian's package, a temporary folder, one free port on loopback."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Return the folder of the server's programs, None where it is not installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = shutil.which("initdb")
    return debian[-1].parent if debian else Path(found).parent if found else None


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """Run a server; give the URL of its first database."""
    # A root-owned server refuses to start, and the temporary folders of pytest are closed to other users.
    user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="weightplan-pg-"))
    if user:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data, port = folder / "data", free_port()
    control = [*user, str(programs / "pg_ctl"), "-D", str(data), "-s", "-w"]
    try:
        make = [*user, str(programs / "initdb"), "-D", str(data), "-U", "weightplan", "-A", "trust", "--no-sync"]
        subprocess.run(make, check=True, capture_output=True, cwd="/")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        log = folder / "log"
        subprocess.run([*control, "-l", str(log), "-o", options, "start"], check=True, capture_output=True, cwd="/")
        try:
            yield f"postgresql://weightplan@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd="/")
    finally:
        shutil.rmtree(folder)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
