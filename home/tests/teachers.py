"""People who teach, with their page, their events and their articles; and what is read of them."""

from datetime import date, timedelta

from django.utils.text import slugify

from articles.tests.sent import tree, visible
from events.tests import cast as events_cast
from home.models import ListedTeacher, TeachersPage
from studio.models import Person
from studio.models.people import PersonLink
from studio.tests import cast


def make_person(name, *, slug="", links=(), **fields):
    person = Person.objects.create(name=name, slug=slug or slugify(name), **fields)
    for label, url in links:
        PersonLink.objects.create(person=person, label=label, url=url)
    return person


def make_teachers(home_page, people, *, publish=True, **fields):
    """The page of the teachers; the one that is there, with others, where there is one."""
    page = TeachersPage.objects.first()
    if page is None:
        page = TeachersPage(title="Teachers", slug="teachers", live=publish, **fields)
        page.listed_teachers = [ListedTeacher(person=person) for person in people]
        home_page.add_child(instance=page)
    else:
        page.listed_teachers = [ListedTeacher(person=person) for person in people]
    revision = page.save_revision()
    if publish:
        revision.publish()
    return TeachersPage.objects.get()


def everything_of(person, home_page, index, *, number, with_pictures=False):
    """So many events and articles of ``person``."""
    for one in range(number):
        starts = timedelta(days=one + 1)
        events_cast.make_event(home_page, f"Event {one}", starts_in=starts, teachers=[person])
        cast.make_article(
            index,
            title=f"Article {one}",
            authors=[person],
            topics=[cast.make_topic()],
            published_on=date(2026, 1, one + 1),
            hero_image=cast.make_image(f"Picture {one}", (90, 60)) if with_pictures else None,
        )


def get(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return tree(answer)


def texts(page, selector):
    return [visible(one) for one in page.cssselect(selector)]
