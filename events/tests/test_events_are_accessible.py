"""Events are for everybody: axe, narrow screens, by day and by night, in every state."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from events import services
from events.choices import DateStatus
from events.content import Place
from events.ledger import ManageLink
from events.tests import cast
from studio.models import Person
from studio.tests import cast as studio_cast
from studio.tests.accessibility import on_every_screen, violations

DAY = timedelta(days=1)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
#: One of each kind, two of them with a condition.
QUESTIONS = [
    {"label": "Which shoes?", "required": True, "help_text": "Those you run in."},
    {
        "label": "Have you run before?",
        "field_type": "radio",
        "choices": "Yes\nNo",
        "required": True,
    },
    {
        "label": "How far?",
        "field_type": "number",
        "required": True,
        "depends_label": "Have you run before?",
        "depends_value": "Yes",
    },
    {"label": "What do you want to know?", "field_type": "multiline"},
    {"label": "Which feet?", "field_type": "checkboxes", "choices": f"Left\nRight\n{LONG}"},
    {"label": "From where?", "field_type": "dropdown", "choices": "A friend\nThe street"},
    {"label": "I need a mat", "field_type": "checkbox"},
    {
        "label": "Since when?",
        "field_type": "date",
        "depends_label": "I need a mat",
        "depends_value": "yes",
    },
    {"label": "Your telephone", "field_type": "tel"},
    {"label": "Another address", "field_type": "email"},
    {"label": "Your website", "field_type": "url"},
]


@pytest.fixture
def events(live_site, home_page):
    """An event in each state, by what it is called."""
    juno, emil = studio_cast.make_person(), studio_cast.make_person(LONG[:60], "emil-stanza")
    Person.objects.filter(pk=juno.pk).update(
        role="Teaches running", bio="Runs far.", photo=studio_cast.make_image("Juno", (600, 800))
    )
    waiver = cast.make_consent("I come at my own risk.", "Nobody is pushed.\n\nStop any time.")
    made = {
        "open": cast.make_event(
            home_page,
            introduction="Quieter feet.",
            questions=QUESTIONS,
            consents=[waiver, cast.make_consent("You may photograph me.")],
            teachers=[juno, emil],
            largest_party=3,
            price=60,
            price_text="60 euros, 45 for members",
            level="beginners",
            hero_image=studio_cast.make_image(),
            body=[("heading", {"text": "What to bring", "level": "h2"}), ("divider", None)],
        ),
        "waiting": cast.make_event(home_page, LONG, capacity=1, sign_up="email"),
        "full": cast.make_event(home_page, "Full", capacity=1, waiting="none", teachers=[emil]),
        "course": cast.make_event(
            home_page,
            "Course",
            event_kind="course",
            starts_in=[-3 * DAY, 4 * DAY, 11 * DAY, 18 * DAY, 25 * DAY],
            zone="America/New_York",
        ),
        "elsewhere": cast.make_event(
            home_page, registering="elsewhere", registration_url="https://e.example/"
        ),
        "none": cast.make_event(home_page, registering="none"),
        "not open": cast.make_event(home_page, opens_hours_before=1),
        "closed": cast.make_event(home_page, closes_hours_before=24 * 30),
        "cancelled": cast.make_event(home_page, "Night walk"),
        "past": cast.make_event(home_page, "Past", starts_in=-5 * DAY),
        "no date": cast.make_event(home_page, "Some day", starts_in=[]),
    }
    Place.objects.update(directions="Ring twice.", map_url="https://map.example/")
    for name, guests in (("waiting", 3), ("full", 1)):
        for _guest in range(guests):
            cast.register(made[name])
    days = list(cast.pool_of(made["course"]).occurrences.all())
    for day, status in zip(
        days[1:], (DateStatus.CANCELLED, DateStatus.ONLINE, DateStatus.POSTPONED), strict=False
    ):
        services.change_date(day, status=status, by=None)
    services.cancel_event(cast.pool_of(made["cancelled"]), by=None, reason="A storm.")
    return made


def key_to(registration):
    """The address of its page, as a letter has it."""
    link, token = ManageLink.new(registration)
    link.save()
    return f"/registration/{token}/"


def of_visitors(page, live_site, events):
    """Opens the list and the pages; yields what each state is called."""
    index = live_site + events["open"].get_parent().url
    for query in ("", "?past=1", "?kind=course", "?teacher=juno-fable&level=advanced"):
        page.goto(index + query)
        yield f"list {query}"
    for name, event in events.items():
        page.goto(live_site + event.url)
        yield name


def of_the_form(page, live_site, events):
    """Fills the form in badly, then well."""
    page.goto(live_site + events["open"].url)
    form = page.locator("#register")
    form.get_by_role("group", name="Have you run before?").get_by_label("Yes").check()
    form.get_by_label("I need a mat").check()
    form.get_by_text("Read the whole text").click()
    yield "everything is asked"
    form.get_by_role("button", name="Register").click()
    expect(form.get_by_role("group", name="You are not registered yet")).to_be_focused()
    yield "errors"
    form.get_by_role("textbox", name="Name").fill("Ida Index")
    form.get_by_role("textbox", name="E-mail").fill("ida@visitor.example")
    form.get_by_label("Which shoes?").fill("Light ones")
    form.get_by_role("group", name="Have you run before?").get_by_label("No").check()
    form.get_by_label("I need a mat").uncheck()
    form.get_by_label("I come at my own risk.").check()
    form.get_by_label("You may photograph me.").check()
    form.get_by_role("button", name="Register").click()
    expect(page.locator("#registered")).to_be_visible()
    yield "receipt"


def of_owners(page, live_site, events):
    """Opens the page of a registration in each of its states."""
    ours = cast.register(events["open"], seats=2)
    waiting = list(cast.pool_of(events["waiting"]).registrations.order_by("pk"))
    gone = services.cancel(cast.register(events["open"]))
    shown = {"confirmed": ours, "pending": waiting[0], "in line": waiting[1], "cancelled": gone}
    for name, registration in shown.items():
        page.goto(live_site + key_to(registration))
        yield name
    page.goto(live_site + key_to(ours))
    for summary in page.locator("summary").all():
        summary.click()
    yield "all opened"
    page.get_by_role("button", name="Give both places back").click()
    expect(page.get_by_role("group", name="Nothing has changed yet")).to_be_focused()
    yield "refused"
    page.get_by_label("Yes, others can have them.").check()
    page.get_by_role("button", name="Give both places back").click()
    expect(page.locator("#notice")).to_be_focused()
    yield "done"
    page.goto(f"{live_site}/registration/forged/")
    yield "forged"
    page.goto(f"{live_site}/registration/erased/")
    yield "erased"


WALKS = {"visitors": (of_visitors, 15), "the form": (of_the_form, 3), "owners": (of_owners, 9)}


@on_every_screen
@pytest.mark.parametrize("walk", WALKS)
def test_axe_finds_nothing_in_any_state(page, live_site, events, walk, width, height, scheme):
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    states, number = WALKS[walk]

    found = {name: violations(page) for name in states(page, live_site, events)}

    assert {name: said for name, said in found.items() if said} == {}
    assert len(found) == number


@pytest.mark.parametrize("walk", WALKS)
def test_nothing_scrolls_sideways_at_320_pixels(page, live_site, events, walk):
    page.set_viewport_size({"width": 320, "height": 640})
    states, _number = WALKS[walk]

    wider = [
        name
        for name in states(page, live_site, events)
        if page.evaluate("document.documentElement.scrollWidth") > 320
    ]

    assert wider == []


@pytest.mark.parametrize(("width", "are_open"), [(360, False), (1280, True)])
def test_filters_are_folded_where_there_is_little_room(page, live_site, events, width, are_open):
    page.set_viewport_size({"width": width, "height": 760})
    index = live_site + events["open"].get_parent().url
    courses = page.get_by_role("link", name="Courses")

    page.goto(index)
    expect(courses).to_be_visible(visible=are_open)
    page.goto(f"{index}?kind=one_off")

    expect(courses).to_be_visible()
