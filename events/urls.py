"""Addresses beside the pages: what letters link to, and calendars."""

from django.urls import path

from events import feeds, views

app_name = "events"

urlpatterns = [
    path("events.ics", feeds.feed, name="feed"),
    path("calendar/<int:page_id>.ics", feeds.page_feed, name="page_feed"),
    path("registration/erased/", views.forgotten, name="forgotten"),
    path("registration/<str:token>/", views.manage, name="manage"),
    path(
        "registration/<str:token>/calendar.ics",
        feeds.registration_calendar,
        name="registration_calendar",
    ),
]
