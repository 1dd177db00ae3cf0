"""The API of official recognitions."""

from django.urls import path
from rest_framework import serializers

from companies import actions
from companies.api.site import HR, READERS, OwnSite
from companies.models import Recognition, Site
from marketplace.api.endpoints import MakeView, Rows
from marketplace.api.fields import Day
from marketplace.api.serializers import Shown, Strict


class RecognitionSerializer(Shown):
    class Meta:
        model = Recognition
        fields = ("id", "site", "programme_code", "requested_on", "reference", "starts_on", "ends_on")


class RecognitionInput(Strict):
    site = OwnSite(queryset=Site.objects.all())
    programme_code = serializers.CharField(max_length=20)
    requested_on = Day(required=False, allow_null=True)
    reference = serializers.CharField(max_length=60, required=False, allow_blank=True)
    starts_on = Day(required=False, allow_null=True)
    ends_on = Day(required=False, allow_null=True)


class Recognitions(MakeView, Rows):
    """Official recognitions, in force or requested."""

    roles, writers = READERS, HR
    rows = Recognition.objects.all()
    serializer_class = RecognitionSerializer
    input_class = RecognitionInput
    verb = staticmethod(actions.record_recognition)


urlpatterns = [
    path("recognitions/", Recognitions.as_view()),
]
