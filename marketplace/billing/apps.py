"""What organisations owe the city."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "marketplace.billing"

    def ready(self) -> None:
        from marketplace.actor import Role
        from marketplace.billing import data
        from marketplace.billing import tasks as _tasks  # noqa: F401 -- registers tasks and job kinds
        from marketplace.billing.panels import CHARGES, charges_to_pay
        from marketplace.reference.loaders import register
        from marketplace.web.panels import add_link, add_waiting

        register("prices", data.load_prices)
        add_waiting(Role.HR, Role.DIRECTOR)(charges_to_pay)
        add_link(CHARGES, "charge-list", Role.LABEL_OFFICER, Role.ADMINISTRATOR, rank=75)
