"""Brings a checkout from nothing to its own Python with everything the lock names; repeating costs nothing.

Runs before anything is installed, perhaps by an old Python that only has to say what is missing:
standard library only, and no syntax newer than Python 3.6.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
LOCKS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
OLDEST = (3, 11)


def main(purpose):
    # type: (str) -> int
    """The environment holds what this purpose needs, or the missing piece was named."""
    if sys.platform == "win32":
        return stop("The shop runs on Linux and macOS; on Windows use WSL.")
    with open(os.path.join(ROOT, ".gitignore")) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two that start together install once
        if is_ready(purpose):
            return 0
        if not os.path.exists(PYTHON):
            problem = make_environment()
            if problem:
                return stop(problem)
        return install(purpose)


def is_ready(purpose):
    # type: (str) -> bool
    """Whether the last installation was from these very locks; what tests need includes what a shop needs."""
    wanted = {stamp(LOCKS["dev"])} | ({stamp(LOCKS["run"])} if purpose == "run" else set())
    try:
        with open(os.path.join(VENV, ".installed")) as file:
            return os.path.exists(PYTHON) and file.read().strip() in wanted
    except OSError:
        return False


def stamp(lock):
    # type: (str) -> str
    with open(os.path.join(ROOT, lock), "rb") as file:
        return lock + " " + hashlib.sha256(file.read()).hexdigest()


def make_environment():
    # type: () -> str
    """The environment's folder exists; otherwise says what is missing and what brings it."""
    python = newest_python()
    if not python:
        return "Python %d.%d or newer is needed; this is %d.%d.\n%s" % (
            OLDEST + sys.version_info[:2] + (advice("python3", "python3-venv"),)
        )
    probe = [python, "-c", "import sys, venv, ensurepip; print('python%d.%d' % sys.version_info[:2])"]
    if subprocess.call(probe, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        name = subprocess.check_output([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
        version = name.decode().strip()
        return "Python's venv module is missing.\n" + advice("python%s-venv" % version)
    say("Making .venv with %s" % python)
    if subprocess.call([python, "-m", "venv", VENV]):
        return "The environment could not be made in %s." % VENV
    return ""


def newest_python():
    # type: () -> str
    """A Python new enough: this one, or another on the PATH."""
    if sys.version_info >= OLDEST:
        return sys.executable
    names = ["python3.14", "python3.13", "python3.12", "python3.11"]
    return next((found for found in map(shutil.which, names) if found), "")


def install(purpose):
    # type: (str) -> int
    """Exactly what the lock names is installed, each file checked against its hash."""
    lock = LOCKS[purpose]
    with open(os.path.join(ROOT, lock)) as file:
        count = sum(1 for line in file if line[:1].isalpha())
    say("Installing %d packages from %s (half a minute or so) ..." % (count, lock))
    started = time.time()
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    command = pip + ["--require-hashes", "-r", os.path.join(ROOT, lock)]
    process = subprocess.Popen(command)
    while process.poll() is None:
        time.sleep(0.2)
        if int(time.time() - started) % 10 == 9:
            say("... %d s" % (time.time() - started))
            time.sleep(1)
    if process.returncode:
        return stop("The packages could not be installed; pip says why above.")
    with open(os.path.join(VENV, ".installed"), "w") as file:
        file.write(stamp(lock))
    say("Installed in %d s" % (time.time() - started))
    return 0


def advice(*packages):
    # type: (*str) -> str
    """The command that brings the packages on this machine."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    managers = {
        "apt-get": sudo + "apt-get install -y " + " ".join(packages),
        "dnf": sudo + "dnf install -y python3.12",
        "apk": "Alpine is not supported by the embedded services: use Debian, or compose.yaml.",
        "brew": "brew install python@3.12",
        "pacman": sudo + "pacman -S python",
    }
    found = next((text for name, text in managers.items() if shutil.which(name)), "")
    return "This brings it:\n  %s" % (found or "https://www.python.org/downloads/")


def say(text):
    # type: (str) -> None
    print("    shop │ " + text if can_draw() else "    shop | " + text)
    sys.stdout.flush()


def can_draw():
    # type: () -> bool
    return "utf" in (sys.stdout.encoding or "").lower()


def stop(text):
    # type: (str) -> int
    sys.stderr.write(text + "\n")
    return 1


if __name__ == "__main__":
    if importlib.util.find_spec("fcntl") is None:
        sys.exit(stop("The shop runs on Linux and macOS; on Windows use WSL."))
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "run"))
