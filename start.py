"""The door to Unstuck: `python3 start.py` sets everything up and opens it (docs/set-up.md).

This file alone is written for any Python, back to 2.7, so that an old one can say what is missing.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - it is an older Python that has to be told
    sys.stderr.write(
        "Unstuck needs Python 3.11 or newer, and this is Python %d.%d.\n"  # noqa: UP031 - as old as 2.7
        "Install a newer Python from your system or python.org, then start with it: python3.11 start.py\n"
        % sys.version_info[:2]
    )
    sys.exit(3)

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib came with 3.4
from set_up.door import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
