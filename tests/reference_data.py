"""Where the complete public tables are: the folder of REFERENCE_DATA, else the small samples in tests/data."""

import os
from pathlib import Path

FOLDER = Path(os.environ.get("REFERENCE_DATA") or Path(__file__).parent / "data")
