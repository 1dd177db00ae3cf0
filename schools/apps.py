"""Schools, programmes, students and coaches."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from marketplace.accounts.access import capacities
        from schools.models import School

        capacities["school"] = lambda organisation_id: School.objects.filter(pk=organisation_id).exists()
