import pytest

from studio.tests import cast


@pytest.fixture
def long_article(live_site, home_page):
    """The case everything starts from, long enough that one has to scroll."""
    index = cast.make_index(home_page)
    made = cast.make_article(
        index,
        title="Training the trunk in spring",
        body=[
            ("paragraph", f"<p>The arch gives back what it took{cast.cite('core')}.</p>"),
            ("paragraph", "<p>Between.</p>" * 60),
            ("paragraph", f"<p>The pelvis sets the rhythm{cast.cite('core')}, and so on.</p>"),
        ],
        references=[
            {
                "key": "core",
                "title": "Core Stability is Like Orthotics for your Torso",
                "authors": "Jae Gruenke",
            }
        ],
    )
    made.address = live_site + made.url
    return made
