"""Is the project in order? Every check, then every test; one that fails keeps none of the others from running."""

from __future__ import annotations

import json
import os
import subprocess  # nosec B404
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from set_up.environment import ensure
from set_up.helpers import HELPERS, Helper, install, may_install
from set_up.places import LOCKS, PYTHON, ROOT, script
from set_up.programs import run
from set_up.trouble import sign_in
from set_up.words import say, tell

_PYTHON_FILES = ("src", "set_up", "start.py", "tests", "benchmarks")
_SHIPPED_FILES = ("src", "set_up", "start.py")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check ended.

    Attributes:
        name: of the check.
        state: `left out` when it can't be done on this machine: neither right nor wrong.
        words: what there is to say about it; empty when all is well.
    """

    name: str
    state: Literal["passed", "failed", "left out"]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A program that ends with 0 when the project is in order."""

    name: str
    command: tuple[str | Path, ...]

    def outcome(self) -> Outcome:
        """Run it."""
        code, output = run(self.command)
        return Outcome(self.name, "failed", output.rstrip()) if code else Outcome(self.name, "passed")


def checks() -> tuple[Check, ...]:
    """All that says yes or no by its exit code."""
    module = (PYTHON, "-m")
    return (
        Check("ruff check", (*module, "ruff", "check", "--quiet", ".")),
        Check("ruff format", (*module, "ruff", "format", "--check", "--quiet", ".")),
        Check("mypy", (*module, "mypy", "--explicit-package-bases", *_there(_PYTHON_FILES))),
        Check("import-linter", (script("lint-imports"), "--no-cache", "--no-logo")),
        Check("bandit", (*module, "bandit", "-q", "-c", "pyproject.toml", "-r", *_there(_SHIPPED_FILES))),
    )


def _there(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if (ROOT / name).exists())


def test(arguments: Sequence[str]) -> int:
    """Set up all that a test needs, run the checks, then pytest with `arguments`; its closing line comes last.

    Returns:
        0 when everything passed, else pytest's exit code, or 1 when it is a check that failed.
    """
    ensure("test")
    helpers, places = ready_helpers()
    outcomes = list(helpers)
    outcomes.extend(_shown(check.outcome()) for check in checks())
    outcomes.append(_shown(audit()))
    failed = [outcome.name for outcome in outcomes if outcome.state == "failed"]
    _print(say("checks_failed", names=", ".join(failed)) if failed else say("checks_passed"))
    return _pytest(arguments, places) or int(bool(failed))


def ready_helpers() -> tuple[list[Outcome], dict[str, str]]:
    """Find what the tests drive, or install it where that is ours to do.

    Returns:
        The outcome for each one that is missing, and the variables that tell the tests where the others lie.
    """
    missing = [helper for helper in HELPERS if helper.find() is None and helper.variable not in os.environ]
    problem = None
    if missing and may_install():
        tell("installing_helpers", packages=", ".join(helper.name for helper in missing))
        problem = install(missing)
    places = {helper.variable: str(found) for helper in HELPERS if (found := helper.find())}
    outcomes = [_missing(helper, problem) for helper in HELPERS if helper.variable not in places]
    return [_shown(outcome) for outcome in outcomes], places


def _missing(helper: Helper, problem: str | None) -> Outcome:
    named = os.environ.get(helper.variable)
    if named:
        return Outcome(helper.name, "failed", say("helper_not_there", variable=helper.variable, place=named))
    if problem:
        return Outcome(helper.name, "failed", problem)
    return Outcome(helper.name, "left out", say(f"without_{helper.name}"))


def audit() -> Outcome:
    """Has any locked package a known weakness? Left out, aloud, where the list of weaknesses can't be reached."""
    code, output = run([PYTHON, "-m", "pip_audit", *_AUDIT, "-r", LOCKS["test"]])
    return judge_audit(code, output)


_AUDIT = ("--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")


def judge_audit(code: int, output: str) -> Outcome:
    """What pip-audit found. It ends with 0 also when no package was on its list: that is not a pass.

    Args:
        code: its exit code.
        output: all it printed, with a report as one line of JSON in it when it got that far.
    """
    report = next((line for line in output.splitlines() if line.startswith('{"dependencies"')), None)
    if report is None:
        last = output.strip().rpartition("\n")[2]
        away = sign_in(output) == "network" or "ConnectionError" in output
        return Outcome("pip-audit", "left out" if away else "failed", say("audit_away") if away else last)
    packages = json.loads(report)["dependencies"]
    looked_up = [package for package in packages if "vulns" in package]
    weak = [f"{package['name']} {package['version']}" for package in looked_up if package["vulns"]]
    if weak:
        return Outcome("pip-audit", "failed", say("audit_weak", packages=", ".join(weak)))
    if not looked_up:
        return Outcome("pip-audit", "left out", say("audit_away"))
    if code:
        return Outcome("pip-audit", "failed", output.rstrip())
    unknown = len(packages) - len(looked_up)
    return Outcome("pip-audit", "passed", say("audit_partly", unknown=unknown) if unknown else "")


def _shown(outcome: Outcome) -> Outcome:
    _print(f"{outcome.name}: {outcome.state}")
    if outcome.words:
        _print("    " + outcome.words.replace("\n", "\n    "))
    return outcome


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _pytest(arguments: Sequence[str], places: dict[str, str]) -> int:
    """Run the tests, two at a time where there are two cores; they find the helpers by the variables `places`."""
    workers = ("-n", "2") if (os.cpu_count() or 1) > 1 else ()
    command = (PYTHON, "-m", "pytest", *workers, *arguments)
    # No shell; the arguments are the developer's own.
    return subprocess.run(  # noqa: S603 # nosec B603
        command, cwd=ROOT, env={**os.environ, **places}, check=False
    ).returncode
