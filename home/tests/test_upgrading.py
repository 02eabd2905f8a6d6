"""A site that was there before keeps what its front door said."""

import json

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from home.models import HomePage

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = ("home", "0001_pages")
AFTER = ("home", "0002_home_of_blocks")
FEET = {"title": "Feet", "text": "From the ground up.", "page": None}


def migrate(*names):
    executor = MigrationExecutor(connection)
    targets = names or [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] == "home"]
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


def test_what_was_taught_stands_in_a_section_of_its_own_also_in_drafts(home_page):
    home_page.save_revision()
    apps = migrate(BEFORE)
    try:
        old = apps.get_model("home", "HomePage").objects.get()
        old.offers_heading = "One way in"
        old.offers = json.dumps([{"type": "offer", "value": FEET}])
        old.save()
        version = apps.get_model("wagtailcore", "Revision").objects.get()
        version.content.pop("body")
        version.content |= {
            "offers_heading": "Another way",
            "offers": json.dumps([{"type": "offer", "value": FEET | {"title": "Hands"}}]),
        }
        version.save()
        migrate(AFTER)
    finally:
        migrate()

    page = HomePage.objects.get()
    draft = page.get_latest_revision_as_object()
    told = []
    for one in (page, draft):
        first = one.body[0].value
        told.append((first["heading"], [offer["title"] for offer in first["offers"]]))
        assert [section.block_type for section in one.body] == [
            *("offers", "next_events", "latest_articles", "whereabouts"),
        ]
    assert told == [("One way in", ["Feet"]), ("Another way", ["Hands"])]
