"""`python main.py` is the `steppe` command."""

import sys

try:
    from simulator.cli import main
except KeyboardInterrupt:
    sys.exit(130)

if __name__ == "__main__":
    sys.exit(main())
