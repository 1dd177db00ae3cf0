"""Schools, programmes, students and coaches."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from schools import panels, tasks  # noqa: F401 -- they register themselves

        self._know_people()
        self._load_reference()

    def _know_people(self) -> None:
        from marketplace.accounts.access import capacities, subjects
        from marketplace.accounts.actions import on_subject_accepted
        from marketplace.actor import Role
        from schools.actions.coach import link_coach
        from schools.actions.student import link_student
        from schools.models import School, Student

        capacities["school"] = lambda organisation_id: School.objects.filter(pk=organisation_id).exists()
        subjects["student"] = lambda user: Student.objects.filter(user=user).values_list("pk", flat=True).first()
        on_subject_accepted[Role.COACH] = link_coach
        on_subject_accepted[Role.STUDENT] = link_student

    def _load_reference(self) -> None:
        from marketplace.reference.loaders import register
        from schools import data

        register("programmes", data.load_programmes)
        register("competences", data.load_competences)
        register("schools", data.load_schools)
