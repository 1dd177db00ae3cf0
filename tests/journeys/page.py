"""Reads a page as a person does: its words, its links, and its forms with what stands in them."""

from html.parser import HTMLParser

BLOCKS = frozenset("address article dd div dl dt fieldset form h1 h2 h3 h4 legend li main nav p section td th".split())
SILENT = frozenset({"script", "style", "title"})


class Form:
    """A form of the page: where it goes, what stands in it, what may be chosen, and its buttons."""

    def __init__(self, attributes):
        self.action = attributes.get("action") or ""
        self.method = (attributes.get("method") or "get").lower()
        self.values = {}
        self.choices = {}
        self.names = set()
        self.buttons = {}

    def keep(self, name, value, *, stands):
        self.names.add(name)
        if stands:
            self.values.setdefault(name, []).append(value)

    def offer(self, name, value, label=""):
        self.choices.setdefault(name, {})[value] = label

    def meant(self, name, value):
        """The values that stand for what somebody types; a choice is named by its value or by its words."""
        choices = self.choices.get(name)
        if choices is None:
            return [value]
        if isinstance(value, bool):
            return list(choices)[:1] if value else []
        wanted = [str(each) for each in (value if isinstance(value, list) else [value])]
        by_words = {words: each for each, words in choices.items()}
        unknown = [each for each in wanted if each not in choices and each not in by_words]
        assert not unknown, f"{unknown} cannot be chosen for {name!r}; there are {choices}"
        return [each if each in choices else by_words[each] for each in wanted]


class Page(HTMLParser):
    """One answer of the site; `text` is what can be read, white space as one space, and `kind` its content type."""

    def __init__(self, html, *, address, status, kind):
        super().__init__(convert_charrefs=True)
        self.html, self.address, self.status, self.kind = html, address, status, kind.partition(";")[0]
        self.path = address.partition("?")[0]
        self.forms, self.links, self._words, self._silent = [], [], [], 0
        self._ticks = {}
        self._form = self._link = self._label = self._button = self._select = self._option = self._area = None
        self.feed(self.html)
        self.text = " ".join("".join(self._words).split())

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self._silent += tag in SILENT
        if tag in BLOCKS or tag == "br":
            self._words.append(" ")
        if handler := getattr(self, f"_open_{tag}", None):
            handler(attributes)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        self._silent -= tag in SILENT
        if tag in BLOCKS:
            self._words.append(" ")
        if handler := getattr(self, f"_close_{tag}", None):
            handler()

    def handle_data(self, data):
        for part in (self._link, self._label, self._button, self._option, self._area):
            if part is not None:
                part["text"] += data
        if not self._silent:
            self._words.append(data)

    def _open_label(self, attributes):
        self._label = {"for": attributes.get("for"), "text": ""}

    def _close_label(self):
        for form, name, value in self._ticks.get(self._label["for"], ()):
            form.offer(name, value, " ".join(self._label["text"].split()))
        self._label = None

    def _open_form(self, attributes):
        self._form = Form(attributes)
        self.forms.append(self._form)

    def _close_form(self):
        self._form = None

    def _open_a(self, attributes):
        self._link = {"href": attributes.get("href", ""), "text": ""}

    def _close_a(self):
        if self._link:
            self.links.append((" ".join(self._link["text"].split()), self._link["href"]))
        self._link = None

    def _open_input(self, attributes):
        name, kind = attributes.get("name"), attributes.get("type", "text")
        if self._form is None or not name or "disabled" in attributes:
            return
        value, ticks = attributes.get("value", "on" if kind == "checkbox" else ""), kind in ("checkbox", "radio")
        if ticks:
            self._form.offer(name, value)
            self._ticks[attributes.get("id", "")] = [(self._form, name, value)]
        self._form.keep(name, value, stands=kind != "file" and (not ticks or "checked" in attributes))

    def _open_textarea(self, attributes):
        self._area = {"name": attributes.get("name"), "text": ""}

    def _close_textarea(self):
        if self._form is not None and self._area["name"]:
            self._form.keep(self._area["name"], self._area["text"].removeprefix("\n"), stands=True)
        self._area = None

    def _open_select(self, attributes):
        self._select = {"name": attributes.get("name"), "many": "multiple" in attributes, "first": None, "chosen": []}

    def _open_option(self, attributes):
        self._option = {"value": attributes.get("value"), "chosen": "selected" in attributes, "text": ""}

    def _close_option(self):
        label = " ".join(self._option["text"].split())
        value = label if self._option["value"] is None else self._option["value"]
        if self._form is not None and self._select and self._select["name"]:
            self._form.offer(self._select["name"], value, label)
        if self._select:
            self._select["first"] = value if self._select["first"] is None else self._select["first"]
            self._select["chosen"] += [value] if self._option["chosen"] else []
        self._option = None

    def _close_select(self):
        chosen, select = self._select["chosen"], self._select
        if self._form is not None and select["name"]:
            self._form.names.add(select["name"])
            if not chosen and not select["many"] and select["first"] is not None:
                chosen = [select["first"]]
            if chosen:
                self._form.values[select["name"]] = chosen
        self._select = None

    def _open_button(self, attributes):
        self._button = {**attributes, "text": ""}

    def _close_button(self):
        if self._form is not None and "disabled" not in self._button:
            self._form.buttons[" ".join(self._button["text"].split())] = self._button
        self._button = None

    def form_with(self, button):
        """The form with a button that says this, and the button; fails with the buttons that there are."""
        for form in self.forms:
            for words, attributes in form.buttons.items():
                if button in words:
                    return form, attributes
        there = [words for form in self.forms for words in form.buttons]
        raise AssertionError(f"No button {button!r} on {self.path} ({self.status}); there are {there}. {self.text}")

    def link_to(self, words):
        """The address of the first link that says this; fails with the links that there are."""
        for text, href in self.links:
            if words in text:
                return href
        raise AssertionError(f"No link {words!r} on {self.path} ({self.status}); there are {self.links}. {self.text}")

    def __contains__(self, words):
        return words in self.text
