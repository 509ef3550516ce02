"""Where the programs of a PostgreSQL server are. `make` runs this before the tests, to have them installed.

    python tests/store/binaries.py STAMP

writes where they are into STAMP. Where they neither are nor can be installed (a laptop without root) it says so in one
line, and the tests on PostgreSQL are skipped; it fails if REGIONPB_REQUIRE_POSTGRESQL is set, as it is in CI.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PROGRAMS = ("initdb", "pg_ctl", "postgres")
PLACES = (
    "usr/lib/postgresql/*/bin",  # Debian and Ubuntu
    "usr/pgsql-*/bin",  # the PostgreSQL project's own packages for Red Hat
    "opt/homebrew/opt/postgresql*/bin",  # Homebrew: Apple silicon, Intel, Linux
    "usr/local/opt/postgresql*/bin",
    "home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
)
INSTALL = Path(__file__).with_name("install_postgresql.sh")
REQUIRE = "REGIONPB_REQUIRE_POSTGRESQL"


def required() -> bool:
    """Whether tests on PostgreSQL may not be skipped."""
    return os.environ.get(REQUIRE, "") not in {"", "0"}


def find(root: Path = Path("/")) -> Path | None:
    """The folder that holds the programs: the one in PATH, else the newest version in the usual places under `root`."""
    named = shutil.which("initdb")
    usual = [folder for place in PLACES for folder in root.glob(place)]
    folders = [*([Path(named).parent] if named else []), *sorted(usual, key=version, reverse=True)]
    return next((folder for folder in folders if complete(folder)), None)


def version(folder: Path) -> list[int]:
    """17 of …/postgresql/17/bin, of …/pgsql-17/bin and of …/postgresql@17/bin."""
    return [int(number) for number in re.findall(r"\d+", folder.parent.name)]


def complete(folder: Path) -> bool:
    """Clients are often installed without the server."""
    return all(os.access(folder / program, os.X_OK) for program in PROGRAMS)


def install() -> str:
    """Install Debian's package if that is possible without asking anyone; why it was not, or nothing."""
    if not shutil.which("apt-get"):
        return "no apt-get here"
    as_root: list[str] = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if as_root and not (shutil.which("sudo") and run(*as_root, "true").returncode == 0):
        return "not root, and no sudo without a password"
    done = run(*as_root, "sh", str(INSTALL))
    said = [line for line in done.stderr.splitlines() if line.strip()]
    return "" if done.returncode == 0 else f"apt-get failed: {said[-1] if said else done.returncode}"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Nothing may ask, for a password say: there may be nobody to answer."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)  # noqa: S603 - ours


def main(stamp: Path) -> int:
    """Find the programs, else install them, else say what that means."""
    found, why = find(), ""
    if not found:
        why = install()
        found = find()
    if found:
        stamp.write_text(f"{found}\n", "utf-8")
        return 0
    why = why or "Debian's package came without them"
    what = f"{REQUIRE} is set, but there is no server" if required() else "the tests on PostgreSQL are skipped"
    sys.stderr.write(f"PostgreSQL: {what}: no {', '.join(PROGRAMS)} found or installed ({why})\n")
    return 1 if required() else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
