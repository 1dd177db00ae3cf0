"""A first-party double of Stripe on loopback: checkout pages, refunds, idempotency keys, signed events."""

import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

SECRET = "whsec_only_for_tests"


class StripeDouble:
    """Keeps sessions and refunds in memory; `is_down` answers 500, `delay` makes it slow."""

    def __init__(self):
        self.sessions, self.refunds, self.answers = {}, [], {}
        self.is_down, self.delay = False, 0.0
        double = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                self.answer(lambda: double.post(self.path, parse_qs(body), self.headers.get("Idempotency-Key")))

            def do_GET(self):
                self.answer(lambda: double.sessions[self.path.rpartition("/")[2]])

            def answer(self, make):
                time.sleep(double.delay)
                status, facts = (500, {"error": {"message": "down"}}) if double.is_down else (200, make())
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(facts).encode())

            def log_message(self, *args):
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def post(self, path, form, key):
        """The same answer for the same idempotency key."""
        if key not in self.answers:
            self.answers[key] = self.refund(form) if path.endswith("/refunds") else self.open(form)
        return self.answers[key]

    def open(self, form):
        """A new checkout page."""
        number = f"cs_test_{len(self.sessions) + 1}"
        self.sessions[number] = {
            "id": number,
            "object": "checkout.session",
            "client_reference_id": form["client_reference_id"][0],
            "url": f"https://checkout.stripe.example/{number}",
            "status": "open",
            "payment_status": "unpaid",
            "payment_intent": None,
            "amount_total": int(form["line_items[0][price_data][unit_amount]"][0]),
            "currency": form["line_items[0][price_data][currency]"][0],
            "livemode": False,
        }
        return self.sessions[number]

    def refund(self, form):
        """Money that goes back."""
        self.refunds.append((form["payment_intent"][0], int(form["amount"][0])))
        return {"id": f"re_{len(self.refunds)}", "object": "refund", "status": "succeeded"}

    def pay(self, number, intent, **changes):
        """Somebody pays a page; the session as Stripe then knows it."""
        paid = {"status": "complete", "payment_status": "paid", "payment_intent": intent}
        self.sessions[number] = self.sessions[number] | paid | changes
        return self.sessions[number]


def event(number, kind, about, **facts):
    """A message about something."""
    return {"id": number, "object": "event", "type": kind, "livemode": False, "data": {"object": about}} | facts


def signed(body: bytes, secret=SECRET, at=None):
    """The signature header of a body."""
    at = int(at or time.time())
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def send(client, message, secret=SECRET, at=None):
    """Post a message to our webhook as Stripe does."""
    body = json.dumps(message).encode()
    header = {"Stripe-Signature": signed(body, secret, at)}
    return client.post("/webhooks/stripe/", body, content_type="application/json", headers=header)
