"""The promise: one command and Unstuck runs, in its own folder alone; and when it can't, clear words say why.

Every test starts real processes in a small project of its own: the real start.py and set_up/, and one package.
"""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UNSTUCK = """
import sys, tiny
print(tiny.__name__, sys.argv[1:], sys.stdin.read())
sys.exit(len(sys.argv))
"""


@dataclass(frozen=True, slots=True)
class Project:
    """A copy of the door to Unstuck before a small house of one module and one package."""

    folder: Path

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    @property
    def packages(self) -> Path:
        return next(self.venv.rglob("site-packages"))

    def environment(self, **more: str) -> dict[str, str]:
        """Only our own packages, from a folder; and a person's settings that would lead astray."""
        wheels = str(self.folder.parent / "wheels")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON"))}
        home = {"HOME": str(self.folder / "home"), "PYTHONPATH": str(self.folder / "astray"), "PIP_USER": "1"}
        pip = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheels}
        return kept | home | pip | more

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(self.folder / "start.py"), *arguments]

    def start(self, *arguments: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        """Run start.py to its end, from another folder than its own."""
        return subprocess.run(
            self.command(*arguments),
            cwd=self.folder.parent,
            env=self.environment(**more),
            input=given,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )

    def begin(self) -> subprocess.Popen[str]:
        """Run start.py and don't wait for it."""
        return subprocess.Popen(
            self.command(),
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )


def wheel(folder: Path, name: str) -> str:
    """Build the package `name` and return its line in a lock file."""
    folder.mkdir(exist_ok=True)
    file, facts = folder / f"{name}-1.0-py3-none-any.whl", f"{name}-1.0.dist-info"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{name}.py", "")
        archive.writestr(f"{facts}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{facts}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{facts}/RECORD", "")
    return f"{name}==1.0 --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


def build(folder: Path) -> Project:
    """A project nobody has started yet."""
    shutil.copytree(ROOT / "set_up", folder / "set_up", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "start.py", folder)
    house = folder / "src" / "unstuck"
    house.mkdir(parents=True)
    (house / "__init__.py").touch()
    (house / "__main__.py").write_text(UNSTUCK)
    (folder / "requirements.txt").write_text(wheel(folder.parent / "wheels", "tiny"))
    (folder / "astray").mkdir()
    (folder / "astray" / "tiny.py").write_text("raise SystemExit('a module from outside slipped in')")
    return Project(folder)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return build(tmp_path / "a project of Zoë's")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, subprocess.CompletedProcess[str]]]:
    """A project after its first start, and what that start gave."""
    project = build(tmp_path_factory.mktemp("started") / "project")
    yield project, project.start("assess", "-", given="a story")
    shutil.rmtree(project.folder)


Started = tuple[Project, subprocess.CompletedProcess[str]]


def test_the_first_start_sets_up_and_hands_everything_over_to_the_command(started: Started) -> None:
    _, first = started
    assert first.stdout == "tiny ['assess', '-'] a story\n"
    assert first.returncode == 3
    assert first.stderr.startswith("Setting up Unstuck")


def test_nothing_is_installed_outside_the_project(started: Started) -> None:
    project, _ = started
    assert (project.packages / "tiny.py").exists()
    assert not list((project.folder / "home").rglob("site-packages"))


def test_the_second_start_neither_sets_up_nor_needs_pip(started: Started) -> None:
    project, _ = started
    shutil.rmtree(project.packages / "pip", ignore_errors=True)
    second = project.start("again")
    assert second.stdout == "tiny ['again'] \n"
    assert second.stderr == ""


def test_a_set_up_that_was_broken_off_is_done_again_and_two_starts_at_once_share_it(project: Project) -> None:
    broken_off = project.begin()
    assert broken_off.stderr is not None
    assert broken_off.stderr.readline().startswith("Setting up")
    broken_off.kill()
    broken_off.communicate()
    (project.venv / "run.stamp").write_text("half a st")
    (project.venv / "left-over").mkdir()
    both = [project.begin(), project.begin()]
    said = [start.communicate() for start in both]
    assert [start.returncode for start in both] == [1, 1]
    assert [out for out, _ in said] == ["tiny [] \n"] * 2
    assert sorted(err.split()[0] for _, err in said) == ["Another", "Setting"]
    assert not (project.venv / "left-over").exists()


def test_a_package_that_is_not_the_one_that_was_checked_is_refused(project: Project) -> None:
    lock = project.folder / "requirements.txt"
    lock.write_text("tiny==1.0 --hash=sha256:" + "0" * 64)
    refused = project.start()
    assert refused.returncode == 3
    assert "not the one its makers checked" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not list(project.packages.glob("tiny*"))
    lock.write_text(wheel(project.folder.parent / "wheels", "tiny"))
    assert project.start().stdout == "tiny [] \n"


def test_without_a_network_it_says_so(project: Project) -> None:
    nobody_listens = "http://127.0.0.1:9/simple"
    away = project.start(PIP_NO_INDEX="0", PIP_INDEX_URL=nobody_listens, PIP_FIND_LINKS="", PIP_RETRIES="1")
    assert away.returncode == 3
    assert "could not be fetched" in away.stderr
    assert "Is this computer online?" in away.stderr
    assert away.stdout == ""


def test_without_the_module_that_makes_environments_it_names_the_package(project: Project) -> None:
    lacking = "import sys, runpy; sys.modules['ensurepip'] = None; runpy.run_path(sys.argv[1], run_name='__main__')"
    lack = subprocess.run(
        [sys.executable, "-c", lacking, str(project.folder / "start.py")],
        env=project.environment(),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert lack.returncode == 3
    assert f"python3.{sys.version_info.minor}-venv" in lack.stderr
    assert "Traceback" not in lack.stderr


def test_an_old_python_is_told_which_one_is_needed(project: Project) -> None:
    pretending = "import sys; sys.version_info = (2, 7, 18); exec(open(sys.argv[1]).read())"
    old = subprocess.run(
        [sys.executable, "-c", pretending, str(project.folder / "start.py")],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert old.returncode == 3
    assert old.stderr.startswith("Unstuck needs Python 3.11 or newer, and this is Python 2.7.")
    assert not project.venv.exists()


def test_the_first_file_is_one_that_an_old_python_can_read() -> None:
    source = (ROOT / "start.py").read_bytes()
    assert source.isascii()
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match, ast.FunctionDef, ast.AsyncFunctionDef)
    assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, newer)]


def start_on_a_disk(project: Project, size: str, then: str = "") -> subprocess.CompletedProcess[str]:
    """Start a copy of the project on a small disk of its own, which is gone when the start ends."""
    private = ["unshare", "--user", "--map-root-user", "--mount"]
    tried = shutil.which("unshare") and subprocess.run([*private, "true"], check=False, capture_output=True)
    if not tried or tried.returncode:
        pytest.skip("left out: a disk of our own can't be made here")
    disk = project.folder.parent / "disk"
    disk.mkdir()
    script = f'mount -t tmpfs -o size={size} tmpfs "$1" && cp -r "$2/." "$1" && {then} exec "$3" "$1/start.py"'
    return subprocess.run(
        [*private, "sh", "-c", script, "sh", disk, project.folder, sys.executable],
        env=project.environment(),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_a_full_disk_is_called_a_full_disk(project: Project) -> None:
    full = start_on_a_disk(project, "2m")
    assert full.returncode == 3
    assert "the disk is full" in full.stderr
    assert "Traceback" not in full.stderr


def test_a_folder_it_may_not_write_in_is_called_that(project: Project) -> None:
    locked = start_on_a_disk(project, "9m", 'mount -o remount,ro "$1" &&')
    assert locked.returncode == 3
    assert "may not write in" in locked.stderr
    assert "Traceback" not in locked.stderr


def test_packages_are_not_chosen_anew_without_uv(project: Project) -> None:
    lock = project.start("lock", PATH="")
    assert lock.returncode == 3
    assert "needs uv" in lock.stderr
    assert not project.venv.exists()
