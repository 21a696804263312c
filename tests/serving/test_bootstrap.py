"""From nothing to an environment: what is missing is named with the command that brings it."""

import shutil
import sys
from pathlib import Path

import pytest

from minishop import bootstrap


@pytest.fixture
def checkout(tmp_path, monkeypatch) -> Path:
    """A checkout with its locks and no environment yet."""
    for lock in bootstrap.LOCKS.values():
        (tmp_path / lock).write_text(f"# {lock}\n")
    monkeypatch.setattr(bootstrap, "ROOT", str(tmp_path))
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(bootstrap, "PYTHON", str(tmp_path / ".venv" / "bin" / "python"))
    return tmp_path


def program(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return file


def test_a_python_without_venv_is_told_how_to_get_it(checkout, monkeypatch):
    program(checkout, "apt-get", "")
    broken = program(checkout, "python", 'case "$2" in *ensurepip*) exit 1;; *) echo 3.11;; esac')
    monkeypatch.setattr(sys, "executable", str(broken))
    monkeypatch.setenv("PATH", str(checkout))

    problem = bootstrap.make_environment()

    assert "venv module is missing" in problem
    assert "apt-get install -y python3.11-venv" in problem
    assert not (checkout / ".venv").exists()


def test_an_old_python_looks_for_a_newer_one_and_says_so_if_there_is_none(checkout, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 0))
    monkeypatch.setenv("PATH", str(checkout))
    assert "Python 3.11 or newer is needed; this is 3.9" in bootstrap.make_environment()

    newer = program(checkout, "python3.12", "")
    assert bootstrap.newest_python() == str(newer)


def test_what_tests_need_includes_what_a_shop_needs(checkout):
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    shutil.copy(sys.executable, python)
    stamp = checkout / ".venv" / ".installed"

    stamp.write_text(bootstrap.stamp("requirements-dev.txt"))
    assert bootstrap.is_ready("run")
    assert bootstrap.is_ready("dev")

    stamp.write_text(bootstrap.stamp("requirements.txt"))
    assert bootstrap.is_ready("run")
    assert not bootstrap.is_ready("dev")


def test_a_changed_lock_is_installed_again(checkout):
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    shutil.copy(sys.executable, python)
    (checkout / ".venv" / ".installed").write_text(bootstrap.stamp("requirements.txt"))

    (checkout / "requirements.txt").write_text("# another\n")

    assert not bootstrap.is_ready("run")
