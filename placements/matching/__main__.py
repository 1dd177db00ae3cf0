"""The door of ``python -m placements.matching``."""

from .cli import main

raise SystemExit(main())
