"""Somebody without a mouse: everything is reached with Tab, and shows where the focus is at every stop."""

from datetime import date

MOST_STOPS = 200
SHOWN = "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
HERE = "element => element === document.activeElement"


class Keys:
    """A page that is used with the keyboard alone."""

    def __init__(self, page):
        self.page = page

    def open(self, path):
        self.page.goto(path)
        return self

    def sees(self, words):
        assert words in self.page.locator("main").inner_text(), (words, self.page.url)

    def key(self, name):
        self.page.keyboard.press(name)

    def to(self, target):
        """Press Tab until this has the focus, which shows at every stop."""
        for _stop in range(MOST_STOPS):
            self.key("Tab")
            assert self.page.evaluate(SHOWN), self.page.evaluate("document.activeElement.outerHTML")
            if target.evaluate(HERE):
                return
        raise AssertionError(f"{target} cannot be reached with Tab on {self.page.url}")

    def press(self, words, role="button"):
        """Enter on the first button or link with these words, and wait for the page that follows."""
        self.enter(self.page.get_by_role(role, name=words).first)

    def enter(self, target):
        self.to(target)
        before = self.page.evaluate("performance.timeOrigin")
        self.key("Enter")
        self.page.wait_for_function("before => performance.timeOrigin !== before", arg=before)
        self.page.wait_for_load_state()

    def follow(self, words):
        self.press(words, "link")

    def field(self, label):
        """By the words of its label, which may also say that it may stay empty."""
        whole, part = self.page.get_by_label(label, exact=True), self.page.get_by_label(label)
        return (whole if whole.count() else part).first

    def type(self, label, words):
        """Replace what stands in a field."""
        self.to(self.field(label))
        self.key("Control+A")
        self.page.keyboard.type(words)

    def tick(self, target):
        """Space on a box, given by its label or itself."""
        box = self.field(target) if isinstance(target, str) else target
        self.to(box)
        self.key("Space")
        assert box.is_checked()

    def pick(self, label):
        """One of a group: Tab comes to the group, the arrows go on to the one that is meant."""
        wanted = self.field(label)
        group = self.page.locator(f"input[type=radio][name='{wanted.get_attribute('name')}']")
        chosen = group.locator("xpath=self::*[@checked]")
        self.to(chosen.first if chosen.count() else group.first)
        self.key("Space")
        for _option in range(group.count()):
            if wanted.is_checked():
                return
            self.key("ArrowDown")
        raise AssertionError(f"{label} cannot be chosen with the arrows on {self.page.url}")

    def choose(self, target, words):
        """Type the first letters on a list."""
        self.to(target)
        self.page.keyboard.type(words)
        assert words in target.locator("option:checked").inner_text()

    def fill_day(self, label, day: date):
        """Digits in the browser's own calendar, month first as Chromium shows it here."""
        box = self.field(label)
        self.to(box)
        self.page.keyboard.type(f"{day:%m%d%Y}")
        assert box.input_value() == f"{day}"
