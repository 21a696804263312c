"""`make bench`: the pages beside their floors, orders a second, and the audit over a million entries."""

import subprocess
import sys

PARTS = {
    "pages": "Pages, eight connections",
    "orders": "Orders, end to end, eight buyers",
    "shop": "Listings, filters and the admin's lists at a thousand and a hundred thousand products",
    "audit": "The audit",
    "codes": "A hundred thousand coupon codes, made and taken home",
    "moving_in": "Ten thousand members and their points brought over, and points given to all of them",
    "expiry": "Points that end, 25,000 to 100,000 lots in one job",
    "search": "Search, at 1,000 and at 100,000 products",
}


def main() -> None:
    chosen = sys.argv[1:] or list(PARTS)
    failed = []
    for part in chosen:
        print(f"\n== {PARTS[part]}", flush=True)
        if subprocess.run([sys.executable, "-m", f"tests.bench.{part}"], check=False).returncode:
            failed.append(part)
    sys.exit(f"not as it should be: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
