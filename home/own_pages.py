"""The pages of teachers, for rooms that name them."""

from collections.abc import Collection

from django.http import HttpRequest
from wagtail.models import Site

from home.models import TeachersPage
from studio import languages, restrictions
from studio.models import Person


def of_teachers(people: Collection[Person], request: HttpRequest) -> dict[int, str]:
    """The addresses of those who stand on the teachers' page of this site; three queries."""
    site = Site.find_for_request(request)
    if site is None:
        return {}
    pages = TeachersPage.published_below(languages.front_of(site))
    page = pages.filter(restrictions.is_open()).first()
    if page is None:
        return {}
    numbers = {person.pk: person.slug for person in people}
    listed = page.listed_teachers.filter(person__in=numbers).values_list("person", flat=True)
    return {pk: page.address_of(numbers[pk], request) for pk in listed}
