"""Outlives the tests in order to clean up after them: when its standard input ends, so do the server and its folder.

    python reaper.py PG_CTL FOLDER

The tests hold the other end of that input, and the system closes it when they end, however they end: killed, too.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

LOOK = 0.5  # seconds


def reap(pg_ctl: str, folder: Path) -> None:
    """Stop the server, remove the folder: both as the folder's owner, for pg_ctl refuses to be root."""
    owner = folder.stat()
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(owner.st_gid)
        os.setuid(owner.st_uid)
    os.chdir("/")
    sys.stdin.buffer.read()
    stop = [pg_ctl, "stop", f"--pgdata={folder / 'data'}", "--mode=fast", "--timeout=60", "--silent"]
    # Fails if no server runs, as it should not after the tests have closed it.
    subprocess.run(stop, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # noqa: S603
    # A killed test may leave an initdb that still writes, or a server that had not yet written down its number: both
    # fail when their files are gone.
    while folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(LOOK if folder.exists() else 0)


if __name__ == "__main__":
    reap(sys.argv[1], Path(sys.argv[2]))
