"""A window of a real Chromium before a real server, for a person of a journey."""

from itertools import count
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error

from tests.chromium import SHOTS, abroad
from tests.journeys.page import Page
from tests.journeys.window import Http

# A function: words would be read anew at each look, which the policy of our pages forbids from the second one on.
ARRIVED = "() => !window.isLeft && document.readyState === 'complete' && document.documentElement.outerHTML"


class Stage:
    """Gives each person of a journey a Chromium; who acted before it began did so over HTTP, and comes over."""

    def __init__(self, new_context, base_url, journey):
        self.new_context, self.base_url = new_context, base_url
        self.names = (f"{journey}-{number:02}" for number in count(1))  # of the pictures
        self.has_begun, self.early, self.opened = False, [], []

    @property
    def wrong(self):
        return [line for each in self.opened for line in each.wrong]

    def window_for(self, person):
        if self.has_begun:
            return self._new_chromium(person.width)
        self.early.append(person)
        return Http()

    def begin(self):
        """Everybody who is there goes on in a Chromium, logged in as before and on the page that they had."""
        self.has_begun = True
        for person in self.early:
            cookies = person.window.client.cookies
            person.window = self._new_chromium(person.width)
            person.window.take_over(cookies)
            person.open(person.page.address)

    def _new_chromium(self, width):
        size = {"width": width, "height": 900}
        context = self.new_context(base_url=self.base_url, viewport=size, locale="nl-BE")
        self.opened.append(Chromium(context, self.base_url, self.names))
        return self.opened[-1]


class Chromium:
    """A window with cookies of its own; it fills in and clicks what can be seen, and keeps what went wrong."""

    def __init__(self, context, base_url, names):
        self.names, self.base_url = names, base_url
        self.tab = context.new_page()
        self.heard, self.refused = [], set()
        self.tab.on("console", self._hear)
        self.tab.on("pageerror", lambda error: self.heard.append((str(error), "")))
        self.tab.on("request", lambda asked: abroad(asked.url, base_url) and self.heard.append((asked.url, "")))
        self.tab.on("response", self._note_refusal)

    @property
    def wrong(self):
        """What the console said and who else was asked; that a page is refused is for the journey to judge."""
        return [(words, url) for words, url in self.heard if url not in self.refused or "status of 4" not in words]

    def take_over(self, cookies):
        """Logged in as somebody was over HTTP."""
        rows = [{"name": name, "value": row.value, "url": self.base_url} for name, row in cookies.items() if row.value]
        self.tab.context.add_cookies(rows)

    def open(self, path):
        return self._arrive(lambda: self._type_address(path))

    def follow(self, page, words):
        page.link_to(words)
        links = self.tab.locator("a")
        found = [links.nth(number) for number, (text, _href) in enumerate(page.links) if words in text]
        link = next((each for each in found if each.is_visible()), found[0])
        self._unfold(link)
        return self._arrive(link.click)

    def press(self, page, form, pressed, meant):
        shown = self.tab.locator("form").nth(page.forms.index(form))
        for name, values in meant.items():
            self._fill_in(shown.locator(f'[name="{name}"]'), values)
        button = shown.locator("button:enabled").filter(has_text=" ".join(pressed["text"].split())).first
        self._unfold(button)
        return self._arrive(button.click)

    def fetch(self, path):
        answer = self.tab.context.request.get(path)
        return answer.headers["content-type"].partition(";")[0], answer.body()

    def keep_picture(self):
        """What a journey looks at is kept, to be looked at by people."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.tab.screenshot(path=SHOTS / f"{next(self.names)}.jpg", full_page=True, quality=80)

    def _type_address(self, path):
        try:
            self.tab.goto(path)
        except Error as error:
            if "Download is starting" not in error.message:
                raise

    def _fill_in(self, fields, values):
        """As somebody would: ticks, choices of a list, a file, or words."""
        self._unfold(fields.first)
        kind = fields.first.evaluate("field => field.type")
        if kind in ("checkbox", "radio"):
            for box in fields.all():
                if kind == "checkbox" or box.get_attribute("value") in values:
                    box.set_checked((box.get_attribute("value") or "on") in values)
        elif kind.startswith("select"):
            fields.select_option(values)
        elif kind == "file":
            fields.set_input_files([{"name": f.name, "mimeType": f.content_type, "buffer": f.read()} for f in values])
        else:
            fields.fill(str(values[0]))

    def _unfold(self, target):
        """Open what hides something: the menu of a phone, a part that is folded."""
        folded = target.locator("xpath=ancestor::details[not(@open)]")
        while folded.count():
            folded.first.locator("xpath=./summary").click()

    def _arrive(self, act):
        """Do what leads to another page or to a file; that page as Chromium shows it, or what the file says."""
        self.tab.evaluate("window.isLeft = true")
        with self.tab.expect_response(self._is_arrival) as arrival:
            act()
        answer = arrival.value
        kind, address = answer.headers.get("content-type", ""), urlsplit(answer.url)
        if kind.startswith("text/html"):
            html = self.tab.wait_for_function(ARRIVED, polling=20).json_value()
            address = urlsplit(self.tab.url)
        else:
            html = self.fetch(answer.url)[1].decode(errors="replace")
        return Page(html, address=address._replace(scheme="", netloc="").geturl(), status=answer.status, kind=kind)

    def _hear(self, said):
        if said.type == "error":
            self.heard.append((said.text, said.location["url"]))

    def _is_arrival(self, answer):
        return answer.request.is_navigation_request() and not 300 <= answer.status < 400

    def _note_refusal(self, answer):
        if 400 <= answer.status < 500 and self._is_arrival(answer):
            self.refused.add(answer.url)


in_both_windows = pytest.mark.parametrize(
    "window",
    [
        pytest.param(Http, marks=pytest.mark.once, id="http"),
        pytest.param(Chromium, marks=[pytest.mark.browser, pytest.mark.django_db(transaction=True)], id="chromium"),
    ],
    indirect=True,
)
