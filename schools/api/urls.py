"""The addresses of the API of schools: each noun names its own."""

from schools.api import class_list, coach, programme, school, school_class, student

urlpatterns = [
    *programme.urlpatterns,
    *school.urlpatterns,
    *school_class.urlpatterns,
    *coach.urlpatterns,
    *student.urlpatterns,
    *class_list.urlpatterns,
]
