"""The addresses of the API of labels: each noun names its own."""

from labels.api import label

urlpatterns = [
    *label.urlpatterns,
]
