"""The site's addresses, and those of what it is compared with."""

from django.urls import path

from miramas_guide.urls import handler404, urlpatterns  # noqa: F401  handler404 is read by Django
from tests.benchmarks.reference import bare_answer, bare_list, one_row

urlpatterns = [
    *urlpatterns,
    path("bench/liste", bare_list),
    path("bench/une/<int:pk>", one_row),
    path("bench/rien", bare_answer),
]
