"""Somebody with a web browser: opens pages, follows links, types into the forms that are there and presses buttons."""

from django.test import Client

from tests.journeys.page import Page


class Person:
    """Does only what the pages offer: a field that is not there cannot be filled in, an off button not pressed."""

    def __init__(self, email=""):
        self.email = email
        self.client = Client()
        self.page = None

    def open(self, path):
        """Go to an address; the page it ends on."""
        return self._see(self.client.get(path, follow=True))

    def follow(self, words):
        """Click the link with these words."""
        href = self.page.link_to(words)
        return self.open(self.page.path + href if href.startswith("?") else href)

    def press(self, button, **typed):
        """Fill in what is typed (a list for several ticks, True or False for one) and press the button."""
        form, pressed = self.page.form_with(button)
        values = dict(form.values)
        for name, value in typed.items():
            assert name in form.names, f"No field {name!r} on {self.page.path}; there are {sorted(form.names)}"
            values[name] = self._chosen(form, name, value)
        if pressed.get("name"):
            values[pressed["name"]] = [pressed.get("value", "")]
        action = pressed.get("formaction") or form.action or self.page.response.wsgi_request.get_full_path()
        send = self.client.post if form.method == "post" else self.client.get
        return self._see(send(action, {name: value for name, value in values.items() if value}, follow=True))

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

    def _chosen(self, form, name, value):
        """The values to send; a choice is named by its value or by its words."""
        choices = form.choices.get(name)
        if choices is None:
            return [value]
        if isinstance(value, bool):
            return list(choices)[:1] if value else []
        wanted = [str(each) for each in (value if isinstance(value, list) else [value])]
        by_words = {words: each for each, words in choices.items()}
        unknown = [each for each in wanted if each not in choices and each not in by_words]
        assert not unknown, f"{unknown} cannot be chosen for {name!r} on {self.page.path}; there are {choices}"
        return [each if each in choices else by_words[each] for each in wanted]

    def _see(self, response):
        self.page = Page(response)
        assert self.page.status < 500, self.page.text
        return self.page

    def sees(self, *words):
        """The page says all of this."""
        for each in words:
            assert each in self.page, f"{self.page.path} ({self.page.status}) does not say {each!r}: {self.page.text}"

    def misses(self, *words):
        """The page says nothing of this, in words or in its code."""
        for each in words:
            assert each not in self.page.html, f"{self.page.path} says {each!r}: {self.page.text}"
