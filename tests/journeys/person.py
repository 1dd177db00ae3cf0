"""Somebody with a web browser: opens pages, follows links, types into the forms that are there and presses buttons."""

from tests.journeys.window import Http

PHONE, DESK = 390, 1280


class Person:
    """Does only what the pages offer: a field that is not there cannot be filled in, an off button not pressed."""

    width = PHONE

    def __init__(self, email=""):
        self.email = email
        self.window = self.new_window()
        self.page = None

    def new_window(self):
        """Through what this person looks; a journey that is played in a browser says another."""
        return Http()

    @property
    def client(self):
        """Django's test client, for what no page offers; a person in a Chromium has none."""
        return self.window.client

    def open(self, path):
        """Go to an address; the page it ends on."""
        return self._see(self.window.open(path))

    def follow(self, words):
        """Click the link with these words."""
        return self._see(self.window.follow(self.page, words))

    def press(self, button, **typed):
        """Fill in what is typed (a list for several ticks, True or False for one) and press the button."""
        form, pressed = self.page.form_with(button)
        absent = typed.keys() - form.names
        assert not absent, f"No field {absent} on {self.page.path}; there are {sorted(form.names)}"
        meant = {name: form.meant(name, value) for name, value in typed.items()}
        return self._see(self.window.press(self.page, form, pressed, meant))

    def every_page(self, start="/dashboard/"):
        """Each page that links lead to from here, once; the exits of the site are not taken."""
        seen, waiting = set(), [start]
        while waiting:
            if (path := waiting.pop().partition("#")[0]) in seen or not path.startswith("/") or "logout" in path:
                continue
            seen.add(path)
            page = self.open(path)
            yield page
            waiting += [page.path + href if href.startswith("?") else href for _words, href in page.links]

    def _see(self, page):
        self.page = page
        assert self.page.status < 500, self.page.text
        return self.page

    def sees(self, *words):
        """The page says all of this."""
        for each in words:
            assert each in self.page, f"{self.page.path} ({self.page.status}) does not say {each!r}: {self.page.text}"
        self.window.keep_picture()

    def misses(self, *words):
        """The page says nothing of this, in words or in its code."""
        for each in words:
            assert each not in self.page.html, f"{self.page.path} says {each!r}: {self.page.text}"
