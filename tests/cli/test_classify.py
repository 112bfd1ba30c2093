"""The promise: a table of people is answered a sentence a line, and what was left out is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

TABLE = b"id,pre,post\nana,30,10\nben,20,18\ncyd,25,24\ndee\x1b[2J,10,12\nfay,12,\n"


def classified(*options: str, table: bytes = TABLE) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "unstuck", "classify", "-", "--reliability", "0.8", *options]
    return subprocess.run(command, input=table, capture_output=True, check=False)


def test_each_sentence_has_a_line_of_its_own() -> None:
    done = classified()
    told = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Improved: 1 person (25 %)." in told
    assert "Unchanged: 3 people (75 %)." in told
    assert told[-1] == "fay (line 6): no score after treatment."
    assert max(map(len, told)) <= 78


def test_an_id_can_t_move_the_terminal_s_cursor() -> None:
    done = classified(table=TABLE.replace(b"dee\x1b[2J,10,12", b"dee\x1b[2J,10,"))
    assert b"dee[2J (line 5): no score after treatment." in done.stdout
    assert b"\x1b" not in done.stdout


@pytest.mark.parametrize("method", ["jt", "gln"])
def test_everyone_of_the_table_can_be_drawn(method: str, tmp_path: Path) -> None:
    file = tmp_path / "people.svg"
    done = classified("--method", method, "--functional", "8", "5", "--chart", str(file))
    assert done.returncode == 0
    drawn = file.read_text(encoding="utf-8")
    root = ET.fromstring(drawn)  # noqa: S314 - our own output
    described = root.findtext("{http://www.w3.org/2000/svg}desc")
    assert described is not None
    assert "4 people" in described
    assert "unchanged: 3." in described
    assert ("ups and downs alone" in drawn) == (method == "jt")
    assert done.stdout == classified("--method", method, "--functional", "8", "5").stdout
