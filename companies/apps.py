"""Host companies, their sites, mentors and recognitions."""

from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "companies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from companies.models import Company
        from marketplace.accounts.access import capacities

        capacities["company"] = lambda organisation_id: Company.objects.filter(pk=organisation_id).exists()
