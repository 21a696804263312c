"""A shop that is served elsewhere, seen from behind the counter."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = {"DJANGO_SETTINGS_MODULE", "PORT", "DATABASE_URL", "REDIS_URL", "TEST_DATA_DIR"}


@dataclass(frozen=True)
class House:
    address: str
    data_dir: Path

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
        return kept | {"DATA_DIR": str(self.data_dir), "DEMO": "1", "DEBUG": "0", "EMBEDDED_DURABLE": "0"}

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command beside the running shop; its words and exit code."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def told(self, code: str) -> Any:
        """What a few lines of Python, run in the shop's own environment, assign to `answer`."""
        done = self.manage("shell", "--no-imports", "-c", f"{code}\nimport json\nprint(json.dumps(answer))")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def findings(self) -> list[Any]:
        """What the audit finds, after one sweep."""
        swept = self.manage("sweep")
        assert swept.returncode == 0, swept.stderr
        told = json.loads(self.manage("audit", "--json").stdout)
        return [row for row in told["rows"] if row["findings"]]
