"""A thousand small histories of pools, each step held against the rules said twice.

After every step: everybody stands where the model says; no more seats are held than there
are, unless staff gave or lowered them; nobody was passed over; what staff or people ended
stays ended; every change of state has one line in the log and at most one letter.
"""

import itertools
import random
from datetime import UTC, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from events import addresses, emails, payments, services
from events.choices import Status
from events.content import EventDate
from events.ledger import Occurrence, Registration, RegistrationLog, SeatPool
from events.pages import EventPage
from events.services import history, publishing, retention, transitions
from events.settings import EventSettings
from events.tests import cast
from events.tests.line_model import Model, Person
from studio.models import Letter
from studio.tests.cast import make_admin

pytestmark = pytest.mark.django_db

RUNS, STEPS = 50, 4
#: Minutes until the start: in every run some borders are passed, none is stood upon.
STARTS = [4 * 24 * 60 + 0.5, 25 * 60 + 0.5, 24 * 60 + 30.5, 5 * 60 + 0.5, 130.5, 90.5]
JUMPS = [1, 59, 60, 61, 120, 600, 1440, 1441]
PRICE = Decimal(10)
BEFOREHAND = payments.Provider("beforehand", "beforehand", pays_first=True)


@pytest.fixture
def event(home_page, monkeypatch):
    """An event without quiet hours; some runs are paid before."""
    monkeypatch.setitem(payments._PROVIDERS, BEFOREHAND.name, BEFOREHAND)
    settings = EventSettings.for_site(home_page.get_site())
    settings.quiet_from = settings.quiet_until
    settings.save()
    page = cast.make_event(home_page, zone="Etc/UTC", largest_party=3)
    return EventPage.objects.get(pk=page.pk)


@pytest.mark.parametrize("first_seed", range(0, 1000, RUNS))
def test_places_go_to_those_next_in_line_whatever_happens(event, first_seed):
    staff = make_admin()
    for seed in range(first_seed, first_seed + RUNS):
        with transaction.atomic():
            History(seed, event, staff).run()
            transaction.set_rollback(True)


class History:
    """One run: a pool with people in it, and what happens then."""

    def __init__(self, seed, page, staff):
        self.seed, self.staff = seed, staff
        self.luck = random.Random(seed)
        self.page, self.pool = page, cast.pool_of(page)
        self.names = itertools.count(1)
        self.steps = []
        self.logged = self.written = 0
        #: Seats held beyond the capacity after the last step, and what staff then added to it.
        self.beyond = 0
        pick = self.luck.choice
        self.model = Model(
            capacity=pick([1, 2, 3, 4, 4, None]),
            mode=pick(["studio", "studio", "studio", "confirm", "offer", "none"]),
            skips=pick([True, False]),
            sign_up=pick(["instant", "instant", "email", "approval"]),
            pays=pick([False, False, True]),
            start=pick(STARTS),
        )
        self._open()
        self._fill()

    def run(self):
        often = [self.cancel, self.accept, self.take_free_place, self.pass_time]
        verbs = [
            *(often * 3),
            *(self.register, self.register, self.decide, self.decide, self.pay, self.pay),
            *(self.publish, self.give_place, self.confirm_address, self.change, self.erase),
        ]
        for _step in range(STEPS):
            self.before = {one.pk: one.status for one in self.model.people.values()}
            known = len(self.steps)
            while len(self.steps) == known:  # some verbs find nobody for whom they mean much
                self.luck.choice(verbs)()
            self.check()

    # --- how it begins --------------------------------------------------------------

    def _open(self):
        """As if published: the page says the same, so that publishing it later changes no date."""
        model, page, pool = self.model, self.page, self.pool
        page.capacity = pool.capacity = model.capacity
        page.skips_groups = pool.skips_groups = model.skips
        page.waiting = pool.waiting = model.mode
        page.sign_up = pool.sign_up = model.sign_up
        page.price = pool.price = PRICE if model.pays else None
        pool.payment = (BEFOREHAND if model.pays else payments.OFFLINE).name
        pool.lock_seq = 100
        self.key = pool.occurrences.get().key
        pool.save()
        self._put_start(timezone.now() + timedelta(minutes=model.start))

    def _put_start(self, start):
        """On the page, in the pool and on its date; so short that the day is none to speak of."""
        start = start.astimezone(UTC)
        if (start + timedelta(seconds=1)).date() != start.date():
            start -= timedelta(seconds=2)
        self.start, end = start, start + timedelta(seconds=1)
        self.page.dates = [
            EventDate(key=self.key, day=start.date(), starts=start.time(), ends=end.time())
        ]
        Occurrence.objects.filter(pool=self.pool).update(starts_at=start, ends_at=end)
        SeatPool.objects.filter(pk=self.pool.pk).update(
            starts_at=start, ends_at=end, closes_at=start, change_until=start
        )

    def _fill(self):
        """Some have a place and some wait: rows as the verbs would have left them."""
        model, rows = self.model, []
        for _number in range(self.luck.randint(2, 8)):
            person = self._newcomer()
            most = 10_000 if model.capacity is None else model.capacity
            if person.seats > most:
                continue
            model.people[len(rows)] = person
            fits = model.held + person.seats <= most and not model.line
            model.put(person, "confirmed" if fits else "waitlisted")
            if not fits and model.mode == "none":
                del model.people[len(rows)]
                continue
            rows.append(self._row(person))
        Registration.objects.bulk_create(rows)
        model.people = {
            row.pk: person for row, person in zip(rows, model.people.values(), strict=True)
        }
        for pk, person in model.people.items():
            person.pk = pk

    def _newcomer(self):
        number = next(self.names)
        return Person(0, f"guest{number}@reader.example", self.luck.choice([1, 1, 1, 2, 3]))

    def _row(self, person):
        return Registration(
            pool=self.pool,
            status=person.status,
            name="Guest",
            email=person.email,
            email_key=addresses.key_of(person.email),
            seats=person.seats,
            queue_number=person.number or None,
            price=PRICE * person.seats if self.model.pays else None,
        )

    # --- what happens -----------------------------------------------------------------

    def do(self, name, person, call, *args):
        """Let the verb and the model do the same."""
        self.steps.append((name, person.pk, *args))
        expected = self.model.attempt(name, person, *args)
        try:
            call()
        except services.Refusal as refusal:
            happened = type(refusal).__name__
        else:
            happened = ""
        assert happened == expected, self.story()

    def pick(self, *states, may=lambda one: True):
        """Somebody in one of these states; now and then anybody; None where nobody is there."""
        people = list(self.model.people.values())
        fitting = [one for one in people if one.status in states and may(one)]
        if fitting:
            return self.luck.choice(fitting)
        return self.luck.choice(people) if people and self.luck.random() < 0.1 else None

    def row(self, person):
        return Registration.objects.get(pk=person.pk)

    def register(self):
        ended = [one for one in self.model.people.values() if one.status == "cancelled"]
        newcomer = self._newcomer()
        if ended and self.luck.random() < 0.4:
            newcomer.email = self.luck.choice(ended).email
        application = services.Application(
            name=f"Guest {next(self.names)}", email=newcomer.email, seats=newcomer.seats
        )

        def call():
            newcomer.pk = services.register(self.pool, application).pk

        if "forgotten" in newcomer.email:
            return
        self.do("register", newcomer, call)
        if 0 in self.model.people:
            self.model.people[newcomer.pk] = self.model.people.pop(0)

    def cancel(self):
        if person := self.pick("confirmed", "confirmed", "waitlisted", "offered"):
            by_staff = self.luck.random() < 0.3
            by = self.staff if by_staff else None
            self.do("cancel", person, lambda: services.cancel(self.row(person), by=by), by_staff)

    def accept(self):
        if person := self.pick("offered", "expired", may=lambda one: one.was_offered):
            self.do("accept", person, lambda: services.accept(self.row(person)))

    def take_free_place(self):
        if person := self.pick("waitlisted", may=lambda one: one.is_told):
            self.do("take_free_place", person, lambda: services.take_free_place(self.row(person)))

    def confirm_address(self):
        if person := self.pick("pending_email", "expired", "offered"):
            self.do("confirm_address", person, lambda: services.confirm_address(self.row(person)))

    def decide(self):
        verb = self.luck.choice([services.approve, services.decline])
        undecided = ["pending_approval"] + ["waitlisted"] * (verb is services.decline)
        if person := self.pick(*undecided):
            self.do(verb.__name__, person, lambda: verb(self.row(person), by=self.staff))

    def give_place(self):
        if person := self.pick("waitlisted", "expired", "cancelled"):
            overbook = self.luck.random() < 0.5
            more = {"overbook": overbook, "reason": "Promised" if overbook else ""}
            held = self.model.held
            self.do(
                "give_place",
                person,
                lambda: services.give_place(self.row(person), by=self.staff, **more),
                overbook,
            )
            self.beyond = max(self.beyond, 0) + max(0, self.model.held - held)

    def change(self):
        if person := self.pick("confirmed", "waitlisted", "pending_email"):
            seats = self.luck.randint(1, max(1, person.seats - 1))
            self.do("change", person, lambda: services.change(self.row(person), seats=seats), seats)

    def erase(self):
        if person := self.pick("confirmed", "waitlisted", "expired"):
            self.do("erase", person, lambda: services.erase(self.row(person)))

    def pay(self):
        if person := self.pick("pending_payment", "expired", may=lambda one: self.model.pays):
            reference, amount = f"{self.seed}-{next(self.names)}", PRICE * person.seats
            self.do(
                "pay",
                person,
                lambda: services.pay(self.row(person), amount=amount, reference=reference),
            )

    def publish(self):
        self.page.capacity = capacity = self.luck.choice([1, 2, 3, 4, 5, None])
        self.beyond = 0 if capacity is None else self.model.held - capacity
        self.steps.append(("publish", capacity))
        self.model.publish(capacity)
        publishing.publish(self.page)

    def pass_time(self):
        """All moments of the pool move back, which is the same."""
        minutes = self.luck.choice(JUMPS)
        self.steps.append(("pass_time", minutes))
        self.model.pass_time(minutes)
        span = timedelta(minutes=minutes)
        self._put_start(self.start - span)
        Registration.objects.filter(pool=self.pool).update(hold_until=F("hold_until") - span)
        retention.settle_holds()

    # --- what must be so --------------------------------------------------------------

    def check(self):
        rows = {one.pk: one for one in Registration.objects.filter(pool=self.pool)}
        stand = {pk: (one.status, one.seats, bool(one.told_at)) for pk, one in rows.items()}
        people = self.model.people
        expected = {pk: (one.status, one.seats, one.is_told) for pk, one in people.items()}
        assert stand == expected, self.story()
        self.check_seats(rows)
        self.check_log(rows)
        self.check_line(rows)

    def check_seats(self, rows):
        held = sum(one.seats for one in rows.values() if one.holds_seat())
        assert self.pool.seats_held(timezone.now()) == held, self.story()
        beyond = 0 if self.model.capacity is None else held - self.model.capacity
        assert beyond <= max(0, self.beyond), self.story()
        self.beyond = beyond

    def check_log(self, rows):
        """Each change of state has one line; the letters of a step tell just these changes."""
        lines = RegistrationLog.objects.filter(registration__pool=self.pool, pk__gt=self.logged)
        lines = list(lines.order_by("pk"))
        stand = dict(self.before)
        changes = set()
        for line in lines:
            self.logged = max(self.logged, line.pk)
            if line.before == line.after or (line.verb == history.PROVED and not line.before):
                continue
            assert stand.get(line.registration_id, "") == line.before, self.story()
            stand[line.registration_id] = line.after
            changes.add((line.registration_id, line.after))
            ended = line.before in (Status.CANCELLED, Status.REJECTED)
            by_themselves = line.by_id is None
            assert not (ended and by_themselves), self.story()
        assert stand == {pk: one.status for pk, one in rows.items()}, self.story()

        letters = Letter.objects.filter(pk__gt=self.written, dedupe_key__startswith=emails.PREFIX)
        written = []
        for pk, key in letters.values_list("pk", "dedupe_key"):
            self.written = max(self.written, pk)
            registration, telling, _step = key.removeprefix(emails.PREFIX).split("-")
            written.append((int(registration), telling))
        assert len(written) == len(set(written)), self.story()
        tellable = {(pk, TELLS[after]) for pk, after in changes}
        by_staff = {(pk, "cancelled_by_studio") for pk, after in changes if after == "cancelled"}
        told = {(pk, "free_place") for pk, one in rows.items() if one.status == "waitlisted"}
        allowed = tellable | by_staff | told | {(pk, "already") for pk in rows}
        if self.steps[-1][0] == "pay":
            allowed |= {(self.steps[-1][1], "expired")}
        assert set(written) <= allowed, self.story()

    def check_line(self, rows):
        """Nobody waits for a free seat; nobody was passed over by who was behind them, and fits."""
        model = self.model
        overdue = any(one.is_overdue() for one in rows.values())
        if model.line and model.way in ("confirm", "offer") and not overdue:
            assert model.line[0].seats > model.free, self.story()
        moved = [
            one
            for pk, one in rows.items()
            if self.before.get(pk) == "waitlisted" and one.status not in ("waitlisted", *ENDED)
        ]
        by_list = {history.PROMOTED, history.OFFERED}
        waiting = [one for one in self.model.line if one.pk in self.before]
        numbers = {one.pk: one.number for one in self.model.people.values()}
        for lucky in moved:
            last = lucky.log.order_by("-pk").first()
            if last.verb not in by_list:
                continue  # out of turn by staff, or first come
            for other in waiting:
                if self.before[other.pk] == "waitlisted" and other.number < numbers[lucky.pk]:
                    assert self.model.skips, self.story()
                    assert other.seats > lucky.seats, self.story()

    def story(self):
        model = self.model
        terms = (model.capacity, model.mode, model.skips, model.sign_up, model.pays, model.start)
        return f"seed {self.seed}, {terms}: {self.steps}; {sorted(model.people.items())}"


ENDED = ("cancelled", "expired", "rejected")
TELLS = {str(status): str(telling) for status, telling in transitions.TOLD_BY.items()}
