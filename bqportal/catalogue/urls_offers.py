"""Counselling centres, courses, events and good practice."""

from django.urls import URLPattern, path, register_converter

from bqportal.catalogue.converters import DayConverter
from bqportal.catalogue.views import offers, trainings

# `day` is registered by urls.py only after it has read these routes.
register_converter(DayConverter, "date")

urlpatterns: list[URLPattern] = [
    path("counselling-centres/", offers.centre_index, name="centre-list"),
    path("counselling-centres/networks/", offers.networks, name="centre-networks"),
    path("counselling-centres/<slug:slug>/", offers.centre, name="centre-detail"),
    path("counselling-centres/<slug:slug>/as-of/<date:day>/", offers.centre_as_of, name="centre-as-of"),
    path("courses/", offers.offer_index, name="offer-list"),
    path("courses/<slug:slug>/", offers.offer, name="offer-detail"),
    path("courses/<slug:slug>/as-of/<date:day>/", offers.offer_as_of, name="offer-as-of"),
    path("trainings/", trainings.event_index, name="event-list"),
    path("trainings/<slug:slug>/", trainings.event, name="event-detail"),
    path("trainings/<slug:slug>/as-of/<date:day>/", trainings.event_as_of, name="event-as-of"),
    path("good-practice/", trainings.practice_index, name="practice-list"),
    path("good-practice/<slug:slug>/", trainings.practice, name="practice-detail"),
    path("good-practice/<slug:slug>/as-of/<date:day>/", trainings.practice_as_of, name="practice-as-of"),
]
