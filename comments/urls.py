"""Addresses beside the pages: feeds, what letters link to, and what the room keeps."""

from django.urls import path

from comments import feeds, views

app_name = "comments"

urlpatterns = [
    path("feed/", feeds.feed, name="feed"),
    path("feed/<int:page_id>/", feeds.page_feed, name="page_feed"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("decide/<str:token>/", views.decide, name="decide"),
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/forget/", views.forget, name="forget"),
]
