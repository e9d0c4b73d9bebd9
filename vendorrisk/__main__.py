"""``python -m vendorrisk`` is the command ``vendorrisk``."""

import sys

from vendorrisk.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
