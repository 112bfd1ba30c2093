"""The promise: `unstuck` alone opens the app on this machine only, and stops, locked, when it is told to."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

LOOPBACK = "127.0.0.1"
PORTS = Path("/proc/net/tcp")


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The app as a process, and the link it printed."""
    command = [sys.executable, "-m", "unstuck", "--data", str(folder), "--no-browser", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_the_link_opens_the_first_page_and_nothing_is_written_yet(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with served(folder) as (_, link):
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(link, timeout=20) as answer:
            assert answer.status == 200
            assert urlsplit(answer.url).path == "/10"
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.build_opener().open(link, timeout=20)
    assert not folder.exists()


@pytest.mark.skipif(
    not Path("/proc/net/tcp").exists(), reason="left out: this system has no list of open ports in /proc"
)
def test_it_answers_on_this_machine_alone(tmp_path: Path) -> None:
    with served(tmp_path / "data") as (process, link):
        port = urlsplit(link).port
        assert urlsplit(link).hostname == LOOPBACK
        listening = [line.split()[1:4] for line in Path(f"/proc/{process.pid}/net/tcp").read_text().splitlines()[1:]]
        everywhere = Path(f"/proc/{process.pid}/net/tcp6").read_text()
        ours = [address for address, _, state in listening if state == "0A" and address.endswith(f":{port:04X}")]
        assert ours == [f"0100007F:{port:04X}"]
        assert f":{port:04X} " not in everywhere


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_locked_when_it_is_told_to(tmp_path: Path, sent: signal.Signals) -> None:
    with served(tmp_path / "data") as (process, _):
        os.kill(process.pid, sent)
        _, said = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "Closed and locked" in said
        assert "Traceback" not in said


def test_a_taken_port_is_told_in_one_line_with_exit_code_3(tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "unstuck", "--data", str(tmp_path), "--no-browser", "--port", port]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.count("\n") == 1
    assert port in ended.stderr
