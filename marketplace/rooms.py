"""Opens rooms whose files register themselves when the app starts: sentences, panels, jobs."""

from importlib import import_module
from pkgutil import iter_modules


def open_rooms(app: str, *rooms: str) -> None:
    """Import every file of these rooms of an app; called in `AppConfig.ready()`."""
    for room in rooms:
        package = import_module(f"{app}.{room}")
        for file in iter_modules(package.__path__):
            import_module(f"{app}.{room}.{file.name}")
