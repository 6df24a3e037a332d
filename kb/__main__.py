"""`python -m kb` is the command `kb`."""

import sys

from kb.cli import main

sys.exit(main())
