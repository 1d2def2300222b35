"""Servers in processes of their own: a port to listen at, and waiting until they do."""

import socket
import subprocess
import time

SECONDS_BETWEEN_LOOKS = 0.05


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_until_listening(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until a process takes connections at a port.

    Raises:
        ChildProcessError: it ended before it did.
    """
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(SECONDS_BETWEEN_LOOKS)
        else:
            return
    raise ChildProcessError(f"The server ended with {process.returncode} before it listened at {port}.")
