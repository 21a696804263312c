"""Where the browser is that browser tests drive."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = """Browser tests need Chromium, and none was found.
  Debian, Ubuntu:  apt-get install -y chromium fonts-noto-cjk
  Fedora:          dnf install -y chromium google-noto-sans-cjk-fonts
  elsewhere:       CHROMIUM=/path/to/chromium make test
Without a browser:  .venv/bin/python -m pytest -m "not browser" """


def path() -> str:
    """The browser's program, or nothing."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
