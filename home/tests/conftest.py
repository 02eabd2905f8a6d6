import pytest

from home.tests.cast import make_contact
from home.tests.teachers import make_person
from studio.tests import cast


@pytest.fixture
def juno():
    return make_person(
        "Juno Fable",
        role="Teaches running",
        bio="Juno likes forest paths.\nAnd a second opinion.",
        more="<p>In her groups <b>nobody</b> runs in front.</p>",
        photo=cast.make_image("Juno", (800, 1000), "Cut-out: a ponytail"),
        links=[("Her walks", "https://walks.example/juno")],
    )


@pytest.fixture
def pia():
    return make_person("Pia Lore")


@pytest.fixture
def contact(home_page):
    """The contact page, with its form."""
    return make_contact(home_page)
