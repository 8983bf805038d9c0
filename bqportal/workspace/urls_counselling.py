"""The work list of a counselling centre; language and `workspace/counselling/` stand in front."""

from django.urls import URLPattern, path

from bqportal.workspace.views import counselling_offices, counselling_requests, counselling_work

urlpatterns: list[URLPattern] = [
    path("", counselling_requests.index, name="counselling-list"),
    path("<int:pk>/", counselling_requests.show, name="counselling-show"),
    path("<int:pk>/take/", counselling_work.take, name="counselling-take"),
    path("<int:pk>/contact/", counselling_work.contact, name="counselling-contact"),
    path("<int:pk>/refer/", counselling_work.refer, name="counselling-refer"),
    path("<int:pk>/close/", counselling_work.close, name="counselling-close"),
    path("<int:pk>/reopen/", counselling_work.reopen, name="counselling-reopen"),
    path("<int:pk>/erase/", counselling_work.erase, name="counselling-erase"),
    path("<int:pk>/export.zip", counselling_requests.export, name="counselling-export"),
    path("referred/<int:pk>/", counselling_requests.referred, name="counselling-referred"),
    path("figures/", counselling_offices.statistics_all, name="counselling-figures"),
    path("figures.csv", counselling_offices.statistics_all_csv, name="counselling-figures-csv"),
    path("office/<slug:slug>/", counselling_offices.office, name="counselling-office"),
    path("office/<slug:slug>/figures/", counselling_offices.statistics, name="counselling-statistics"),
    path("office/<slug:slug>/figures.csv", counselling_offices.statistics_csv, name="counselling-statistics-csv"),
]
