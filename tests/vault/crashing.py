"""What is left when the process dies in the middle? Kill it at random moments, many times, and look.

    python -m tests.vault.crashing TRIALS SEED

Each trial: a child process writes, seals anew, backs up, restores, locks, begins vaults or migrates, and says through
a pipe what has been acknowledged; it gets SIGKILL, by turns at a random moment and in the middle of a random one of
SQLite's instructions; another child opens what is left and compares.
SIGKILL is a dying process, not a power cut: what the disk does with acknowledged bytes is up to SQLite and the system.
"""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from tests.vault.people import CHEAP
from unstuck.vault.automatic import kept
from unstuck.vault.problems import VaultProblem
from unstuck.vault.restoring import restore
from unstuck.vault.vault import Vault

PASSPHRASE = "a passphrase"  # noqa: S105 - of a vault that lives for a second
ENTRIES = 150
LONGEST = 0.25
"""Seconds between the beginning and the last moment to be killed."""
FARTHEST = 60_000
"""SQLite's instructions between the beginning and the last one to be killed in: opening takes 13,000, an append 200."""
Say = Callable[[int], None]


def note(text: str) -> tuple[str, dict[str, str]]:
    """A page of the journal."""
    return "notes", {"date": "2026-02-03", "text": text}


def open_vault(folder: Path) -> Vault:
    """The vault, whole."""
    vault = Vault.open_with_passphrase(folder, PASSPHRASE, cost=CHEAP)
    assert not vault.findings, {finding.kind for finding in vault.findings}
    assert not vault.unfit()
    return vault


def why_not(folder: Path) -> str | None:
    """Why a vault does not open, None when it does."""
    try:
        open_vault(folder)
    except VaultProblem as problem:
        return problem.id
    return None


def texts(vault: Vault) -> list[str]:
    """What the journal says."""
    return [entry.value["text"] for entry in vault.entries("notes")]


def begin(folder: Path) -> None:
    """A vault with something in it."""
    vault, _ = Vault.create(folder, PASSPHRASE, cost=CHEAP)
    vault.append_all([note(f"before {number}") for number in range(ENTRIES)])


def after(steps: int) -> list[str]:
    """What the journal says after so many steps of `write`."""
    found = [f"before {number}" for number in range(ENTRIES)]
    for step in range(steps):
        if step % 5 == 3:
            found[-1] = f"corrected {step}"
        elif step % 7 == 6:
            found.pop(0)
        elif step % 11 == 10:
            found += [f"several {step}.{number}" for number in range(20)]
        else:
            found.append(f"written {step}")
    return found


def write(folder: Path, say: Say) -> None:
    """Append, correct and destroy, one step after the other."""
    vault = open_vault(folder)
    for step in range(10**6):
        entries = vault.entries()
        if step % 5 == 3:
            vault.correct(entries[-1].id, note(f"corrected {step}")[1], seen=entries[-1].version)
        elif step % 7 == 6:
            vault.destroy(entries[0].id)
        elif step % 11 == 10:
            vault.append_all([note(f"several {step}.{number}") for number in range(20)])
        else:
            vault.append(*note(f"written {step}"))
        say(step + 1)


def written(folder: Path, said: int) -> None:
    """All that was acknowledged is there, and of the step after it all or nothing."""
    assert texts(open_vault(folder)) in (after(said), after(said + 1))


def seal_anew(folder: Path, say: Say) -> None:
    """Another data key, again and again."""
    vault = open_vault(folder)
    for step in range(10**6):
        vault.rekey(PASSPHRASE, cost=CHEAP)
        say(step + 1)


def sealed_anew(folder: Path, said: int) -> None:
    """Everything is readable, under the same passphrase, and there is one key for all of it."""
    del said
    vault = open_vault(folder)
    assert texts(vault) == after(0)
    assert len({row.sealed[1:17] for row in vault._memory.rows.snapshot().rows}) == 1


def back_up(folder: Path, say: Say) -> None:
    """A backup after every step, while writing goes on."""
    vault = open_vault(folder)
    for step in range(10**6):
        vault.append(*note(f"written {step}"))
        vault.backup(folder / f"backup-{step}")
        say(step + 1)


def backed_up(folder: Path, said: int) -> None:
    """Every backup that has its name is whole, and none that was acknowledged is missing."""
    files = sorted(folder.glob("backup-*[0-9]"))
    assert len(files) in (said, said + 1)
    for step, file in enumerate(sorted(files, key=lambda file: int(file.name.split("-")[1]))):
        if step >= said - 2:
            vault = restore(file, folder / f"restored-{step}", passphrase=PASSPHRASE, cost=CHEAP)
            assert not vault.findings
            assert texts(vault) == after(0) + [f"written {number}" for number in range(step + 1)]
    assert len(texts(open_vault(folder))) - ENTRIES in (said, said + 1)


def bring_back(folder: Path, say: Say) -> None:
    """One backup, then the other, in place of each other."""
    vault = open_vault(folder)
    vault.backup(folder / "backup-even")
    vault.append_all([note(f"odd {number}") for number in range(50)])
    vault.backup(folder / "backup-odd")
    for step in range(10**6):
        file = folder / ("backup-odd" if step % 2 else "backup-even")
        restore(file, folder, passphrase=PASSPHRASE, instead=True, cost=CHEAP)
        say(step + 1)


def brought_back(folder: Path, said: int) -> None:
    """It is all of one backup or all of the other, and after an acknowledgement the right one."""
    found = texts(open_vault(folder))
    even, odd = after(0), after(0) + [f"odd {number}" for number in range(50)]
    assert found in (even, odd)
    if said:
        assert found in ((odd, even) if said % 2 == 0 else (even, odd))


def lock(folder: Path, say: Say) -> None:
    """Write a little and lock, which makes an automatic backup."""
    for step in range(10**6):
        vault = open_vault(folder)
        vault.append(*note(f"written {step}"))
        vault.lock()
        assert vault.backup_problem is None
        say(step + 1)


def locked(folder: Path, said: int) -> None:
    """The vault and every automatic backup are whole."""
    assert len(texts(open_vault(folder))) - ENTRIES in (said, said + 1)
    for number, file in enumerate(kept(folder)):
        vault = restore(file, folder / f"restored-{number}", passphrase=PASSPHRASE, cost=CHEAP)
        assert not vault.findings
    assert kept(folder)


def begin_vaults(folder: Path, say: Say) -> None:
    """One new vault after the other."""
    for step in range(10**6):
        Vault.create(folder / f"vault-{step}", PASSPHRASE, cost=CHEAP)
        say(step + 1)


def begun(folder: Path, said: int) -> None:
    """Each that was acknowledged opens; in the folder after it one opens, or a new one can be begun."""
    for step in range(said):
        assert open_vault(folder / f"vault-{step}").entries() == ()
    last = folder / f"vault-{said}"
    if why_not(last) is not None:
        assert why_not(last) == "no_vault", why_not(last)
        Vault.create(last, PASSPHRASE, cost=CHEAP)
    vault = open_vault(last)
    vault.append(*note("first"))


@contextmanager
def next_release() -> Iterator[None]:
    """This process is of a release after this one."""
    settings.MIGRATION_MODULES = {**settings.MIGRATION_MODULES, "vault": "tests.vault.next_release.migrations"}
    yield


def migrate(folder: Path, say: Say) -> None:
    """Open copies of a vault in a newer release, one after the other."""
    with next_release():
        for step in range(10**6):
            shutil.copytree(folder / "old", folder / f"copy-{step}")
            open_vault(folder / f"copy-{step}")
            say(step + 1)


def migrated(folder: Path, said: int) -> None:
    """This release opens what was not migrated and refuses, untouched, what was; the newer one opens it all."""
    copy, old = folder / f"copy-{said}", folder / "old"
    whole = len(list(copy.glob("*"))) == len(list(old.glob("*"))) and why_not(copy) != "file_damaged"
    if whole:  # it was killed after it had copied the old vault
        assert why_not(copy) in {None, "newer_release"}
        assert why_not(copy) == "newer_release" or texts(open_vault(copy)) == after(0)
    with next_release():
        for step in range(said + whole):
            assert texts(open_vault(folder / f"copy-{step}")) == after(0)


def prepare(name: str, folder: Path) -> None:
    """What a trial starts from."""
    if name == "migrate":
        begin(folder / "old")
        open_vault(folder / "old").lock()
    elif name != "begin_vaults":
        begin(folder)


TRIALS: dict[str, tuple[Callable[[Path, Say], None], Callable[[Path, int], None]]] = {
    "write": (write, written),
    "seal_anew": (seal_anew, sealed_anew),
    "back_up": (back_up, backed_up),
    "bring_back": (bring_back, brought_back),
    "lock": (lock, locked),
    "begin_vaults": (begin_vaults, begun),
    "migrate": (migrate, migrated),
}


def child(work: Callable[[], None]) -> int:
    """Do something in a process of its own, which has opened nothing yet; gives its number."""
    number = os.fork()
    if number:
        return number
    code = 1
    try:
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - a child has nobody else to tell
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def finished(number: int) -> bool:
    """Wait for a child; whether it did what it should."""
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) == 0


def die_within(instructions: int) -> None:
    """This process gets SIGKILL while SQLite is busy with one of its next instructions."""
    left = count(instructions, -1)

    def tick() -> int:
        if next(left) <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def listen(connection: BaseDatabaseWrapper, **_: object) -> None:
        connection.connection.set_progress_handler(tick, 1)

    connection_created.connect(listen, weak=False)


def killed(action: Callable[[Path, Say], None], folder: Path, moment: float) -> int:
    """Begin something, kill it after so many seconds or instructions, and give what it had acknowledged."""
    reading, writing = os.pipe()

    def say(step: int) -> None:
        os.write(writing, step.to_bytes(4, "big"))

    def work() -> None:
        if isinstance(moment, int):
            die_within(moment)
        say(0)
        action(folder, say)

    number = child(work)
    os.close(writing)
    if not isinstance(moment, int):
        select.select([reading], [], [], 30)
        time.sleep(moment)
        os.kill(number, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    assert os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) == -signal.SIGKILL
    return int.from_bytes(said[-4:], "big")


def trial(name: str, moment: float) -> bool:
    """One trial; whether all that was promised is there."""
    action, look = TRIALS[name]
    folder = Path(tempfile.mkdtemp(prefix="vault-crash-"))
    try:
        if not finished(child(lambda: prepare(name, folder))):
            return False
        said = killed(action, folder, moment)
        return finished(child(lambda: look(folder, said)))
    finally:
        shutil.rmtree(folder)


def main(trials: int, seed: int) -> int:
    """So many trials of each kind in turn; says how many were survived, and how many of each kind failed."""
    moments = random.Random(seed)
    failed: Counter[str] = Counter()
    names = list(TRIALS)
    for number in range(trials):
        name = names[number % len(names)]
        at_once = number // len(names) % 2
        moment = moments.randrange(FARTHEST) if at_once else moments.uniform(0, LONGEST)
        if not trial(name, moment):
            failed[name] += 1
            sys.stderr.write(
                f"{name}, killed after {moment} {'instructions' if at_once else 'seconds'}: not as promised\n"
            )
    for name in names:
        done = len(range(names.index(name), trials, len(names)))
        sys.stdout.write(f"{name}: killed {done} times, {done - failed[name]} as promised\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
