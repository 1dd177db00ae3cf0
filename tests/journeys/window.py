"""What a person looks through: Django's test client, which is quick; `chromium` has the other one."""

from django.test import Client

from tests.journeys.page import Page


def page_of(response):
    """An answer of Django's test client as a page."""
    content = b"".join(response) if response.streaming else response.content
    return Page(
        content.decode(errors="replace"),  # a PDF has no words to read
        address=response.wsgi_request.get_full_path(),
        status=response.status_code,
        kind=response["Content-Type"],
    )


class Http:
    """Sends what the forms hold, as a browser without scripts or style would."""

    def __init__(self):
        self.client = Client()

    def open(self, path):
        return page_of(self.client.get(path, follow=True))

    def follow(self, page, words):
        href = page.link_to(words)
        return self.open(page.path + href if href.startswith("?") else href)

    def press(self, page, form, pressed, meant):
        values = form.values | meant
        if pressed.get("name"):
            values[pressed["name"]] = [pressed.get("value", "")]
        action = pressed.get("formaction") or form.action or page.address
        send = self.client.post if form.method == "post" else self.client.get
        return page_of(send(action, {name: value for name, value in values.items() if value}, follow=True))

    def fetch(self, path):
        """Kind and bytes of an answer."""
        answer = self.client.get(path, follow=True)
        content = b"".join(answer) if answer.streaming else answer.content
        return answer["Content-Type"].partition(";")[0], content

    def keep_picture(self):
        """There is nothing to see."""
