"""The addresses of the API of companies: each noun names its own."""

from companies.api import closure, company, mentor, recognition, site

urlpatterns = [
    *company.urlpatterns,
    *site.urlpatterns,
    *mentor.urlpatterns,
    *recognition.urlpatterns,
    *closure.urlpatterns,
]
