"""The API of the days on which sites are closed."""

from django.db.models import QuerySet
from django.urls import path

from companies import actions
from companies.api.site import HR, READERS, OwnSite
from companies.models import Closure, Site
from marketplace.api.endpoints import MakeView, OfActor, Rows, StepView
from marketplace.api.serializers import Shown, StrictModel


class ClosureSerializer(Shown):
    class Meta:
        model = Closure
        fields = ("id", "site", "starts_on", "ends_on")


class ClosureInput(StrictModel):
    site = OwnSite(queryset=Site.objects.all())

    class Meta:
        model = Closure
        fields = ("site", "starts_on", "ends_on")


class OfClosure(OfActor):
    """Days on which a site is closed."""

    rows = Closure.objects.all()
    serializer_class = ClosureSerializer
    noun = "closure"

    def visible(self) -> QuerySet[Closure]:
        """Of own sites, and all for the city."""
        return self.rows.filter(site__in=Site.objects.in_full_for(self.request.actor))


class Closures(OfClosure, MakeView, Rows):
    """Days on which sites are closed."""

    roles, writers = READERS, HR
    input_class = ClosureInput
    verb = staticmethod(actions.add_closure)


class ClosureStep(OfClosure, StepView):
    """A verb on days of closure."""


urlpatterns = [
    path("closures/", Closures.as_view()),
    path("closures/<int:pk>/remove/", ClosureStep.as_view(verb=actions.remove_closure, roles=HR, gone=True)),
]
