"""The check against schema.org's vocabulary finds what is wrong; a check that cannot fail is worse than none."""

import pytest

from studio.tests.schema_org import faults, faults_of_page

ARTICLE = {
    "@type": "Article",
    "@id": "https://studio.example/a/#article",
    "headline": "The arch is a spring",
    "datePublished": "2027-05-08",
    "dateModified": "2027-05-08T10:00:00+02:00",
    "timeRequired": "PT7M",
    "commentCount": 3,
    "author": [{"@type": "Person", "name": "Juno Fable"}],
    "citation": ["A text", {"@type": "Book", "isbn": "9780000000002"}],
    "comment": {"@type": "Comment", "parentItem": {"@id": "https://studio.example/a/#c1"}},
}


def test_what_is_right_is_let_pass():
    assert faults(ARTICLE) == []
    assert faults({"@type": ["Event", "CourseInstance"], "courseMode": "onsite"}) == []
    assert faults({"@type": "Event", "eventStatus": "https://schema.org/EventScheduled"}) == []
    assert faults({"@type": "ListItem", "item": "https://studio.example/"}) == []


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"@type": "Ball"}, ["Ball: no type Ball"]),
        ({}, ["None: no type None"]),
        ({"@type": "Article", "startDate": "2027-05-08"}, ["Article: no property startDate"]),
        ({"@type": "Event", "courseMode": "onsite"}, ["Event: no property courseMode"]),
        ({"@type": "Article", "headline": ""}, ["Article.headline: "]),
        ({"@type": "Article", "url": "/articles/"}, ["Article.url: /articles/"]),
        ({"@type": "Article", "@id": "article"}, ["Article.@id: article"]),
        (
            {"@type": "Article", "dateModified": "8 May 2027"},
            ["Article.dateModified: 8 May 2027"],
        ),
        ({"@type": "Article", "timeRequired": "7 min"}, ["Article.timeRequired: 7 min"]),
        ({"@type": "Article", "commentCount": "many"}, ["Article.commentCount: many"]),
        (
            {"@type": "Article", "author": {"@type": "Place", "name": "Here"}},
            ["Article.author may not hold Place"],
        ),
        (
            {"@type": "Article", "author": {"@type": "Person", "surname": "Fable"}},
            ["Article.author: no property surname"],
        ),
        (
            {"@type": "Event", "eventStatus": "https://schema.org/InStock"},
            ["Event.eventStatus: https://schema.org/InStock"],
        ),
    ],
)
def test_what_schema_org_does_not_know_is_found(data, found):
    assert faults(data) == found


def test_a_script_that_is_no_data_of_schema_org_is_found():
    scripts = ["{", '{"@context": "http://schema.org", "@type": "Article"}', '{"@type": "Ball"}']

    found = faults_of_page(scripts)

    assert found[0].startswith("no JSON: ")
    assert found[1:] == [
        "Article: no context of schema.org",
        "Ball: no context of schema.org",
        "Ball: no type Ball",
    ]
