"""The addresses of the API of companies: each noun names its own."""

from companies.api import closure, company, mentor, recognition, registration, site

urlpatterns = [
    *company.urlpatterns,
    *registration.urlpatterns,
    *site.urlpatterns,
    *mentor.urlpatterns,
    *recognition.urlpatterns,
    *closure.urlpatterns,
]
