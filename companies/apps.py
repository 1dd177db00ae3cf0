"""Host companies, their sites, mentors and recognitions."""

from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "companies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from companies import actions, data, panels, tasks  # noqa: F401 -- panels and tasks register themselves
        from companies.models import Company
        from companies.notifications import TEXTS
        from companies.sector_figures import FAMILIES
        from marketplace.accounts.access import capacities
        from marketplace.accounts.actions import on_subject_accepted
        from marketplace.actor import Role
        from marketplace.notifications.texts import register as register_texts
        from marketplace.reference.families import register as register_families
        from marketplace.reference.loaders import register as register_loader

        capacities["company"] = lambda organisation_id: Company.objects.filter(pk=organisation_id).exists()
        on_subject_accepted[Role.MENTOR] = actions.link_mentor
        register_texts(TEXTS)
        register_families(*FAMILIES)
        register_loader("joint committees", data.load_joint_committees)
        register_loader("organisations", data.load_organisations)
