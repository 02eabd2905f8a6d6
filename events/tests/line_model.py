"""The rules of a pool once more, said as simply as can be and without a database.

Written from the specification, to be held against what the verbs do. Time is counted in
minutes from the beginning of a run.
"""

import copy
import itertools
from dataclasses import dataclass, field

DAY, HOUR = 24 * 60, 60
HELD = {"pending_email", "pending_payment", "offered"}
ACTIVE = HELD | {"confirmed", "pending_approval", "waitlisted"}


class Refused(Exception):
    """With the name of the refusal; nothing is changed then."""


@dataclass
class Person:
    """One registration. ``until``: when its hold ends; ``number``: its place in the line."""

    pk: int
    email: str
    seats: int
    status: str = ""
    number: int = 0
    until: float | None = None
    is_proved: bool = False
    was_offered: bool = False
    let_payment_pass: bool = False
    is_told: bool = False
    is_forgotten: bool = False


@dataclass
class Model:
    """A pool and everybody in it."""

    capacity: int | None
    mode: str
    skips: bool
    sign_up: str
    pays: bool
    start: float
    now: int = 0
    people: dict[int, Person] = field(default_factory=dict)
    numbers: itertools.count = field(default_factory=lambda: itertools.count(1))

    # --- what holds -------------------------------------------------------------

    def holds(self, one):
        if one.status in HELD:
            return one.until > self.now
        return one.status in {"confirmed", "pending_approval"}

    @property
    def held(self):
        return sum(one.seats for one in self.people.values() if self.holds(one))

    @property
    def free(self):
        return 10_000 if self.capacity is None else self.capacity - self.held

    @property
    def line(self):
        """Who can ever have a place, first come first."""
        most = 10_000 if self.capacity is None else self.capacity
        waiting = [one for one in self.people.values() if one.status == "waitlisted"]
        able = [one for one in waiting if one.seats <= most and not one.is_forgotten]
        return sorted(able, key=lambda one: one.number)

    @property
    def way(self):
        left = self.start - self.now
        if left <= 0:
            return "nothing"
        if self.mode in ("confirm", "offer"):
            return self.mode
        if left > DAY:
            return "confirm"
        return "offer" if left >= 2 * HOUR else "tell"

    # --- steps all verbs are made of ------------------------------------------------

    def put(self, one, status, until=None):
        one.status, one.until, one.is_told = status, until, False
        if status == "waitlisted":
            one.number = next(self.numbers)
        one.was_offered |= status == "offered"

    def hold(self, minutes):
        return min(self.now + minutes, self.start) if self.start > self.now else self.now + minutes

    def seat(self, one, *, is_approved=False):
        if self.sign_up == "approval" and not is_approved:
            self.put(one, "pending_approval")
        elif self.pays:
            self.put(one, "pending_payment", self.hold(DAY))
        else:
            self.put(one, "confirmed")

    def expire(self):
        for one in self.people.values():
            if one.status in HELD and one.until <= self.now:
                one.let_payment_pass = one.status == "pending_payment"
                self.put(one, "expired")

    def fill(self):
        if self.way == "nothing" or not self.line:
            return
        if self.free <= 0:
            for one in self.people.values():
                one.is_told = False
            return
        if self.way == "tell" and self.capacity is not None:
            for one in self.line:
                one.is_told = True
            return
        for one in self.line:
            if one.seats <= self.free:
                self._promote(one)
            elif not self.skips:
                return

    def _promote(self, one):
        if self.way == "offer":
            self.put(one, "offered", self.hold(HOUR))
        elif self.sign_up == "email" and not one.is_proved:
            self.put(one, "offered", self.hold(DAY))
        else:
            self.seat(one)

    def settle(self):
        self.expire()
        self.fill()

    def twin(self, one):
        others = (other for other in self.people.values() if other is not one)
        return any(other.email == one.email and other.status in ACTIVE for other in others)

    # --- verbs --------------------------------------------------------------------

    def attempt(self, verb, *args):
        """Do one of the verbs below, or nothing at all; the name of the refusal, if it was one."""
        before = copy.deepcopy(self.people)
        try:
            getattr(self, verb)(*args)
        except Refused as refused:
            self.people = before
            return str(refused)
        return ""

    def register(self, newcomer):
        if self.start <= self.now:
            raise Refused("RegistrationClosed")
        self.settle()
        if self.twin(newcomer):
            raise Refused("AlreadyRegistered")
        seats, free = newcomer.seats, self.free
        passes = self.skips and self.way != "tell"
        has_seat = free >= seats and (passes or not self.line or self.capacity is None)
        self.people[newcomer.pk] = newcomer
        if not has_seat:
            if self.mode == "none" or seats > self.capacity:
                raise Refused("SoldOut")
            self.put(newcomer, "waitlisted")
        elif self.sign_up == "email":
            self.put(newcomer, "pending_email", self.hold(DAY))
        else:
            self.seat(newcomer)
        self.fill()

    def cancel(self, one, by_staff):
        if one.status not in ACTIVE or one.is_forgotten:
            raise Refused("NotPossible")
        late = self.start <= self.now and one.status not in ("waitlisted", "offered")
        if late and not by_staff:
            raise Refused("TooLate")
        one.is_proved |= not by_staff
        self.put(one, "cancelled")
        self.settle()

    def accept(self, one):
        if one.is_forgotten or one.status not in ("offered", "expired") or not one.was_offered:
            raise Refused("NotPossible")
        if not (one.status == "offered" and one.until > self.now):
            self.settle()
            self.refuse_late(one)
        one.is_proved = True
        self.seat(one)

    def refuse_late(self, one):
        if self.start <= self.now or self.twin(one):
            raise Refused("NotPossible")
        if self.free < one.seats or self.line:
            raise Refused("SoldOut")

    def take_free_place(self, one):
        self.expire()
        if one.status != "waitlisted" or one.is_forgotten or self.way != "tell":
            raise Refused("NotPossible")
        if self.free < one.seats:
            raise Refused("SoldOut")
        one.is_proved = True
        self.seat(one)
        self.fill()

    def confirm_address(self, one):
        if one.is_forgotten:
            raise Refused("NotPossible")
        if one.is_proved and one.status in ACTIVE and one.status != "pending_email":
            return
        if one.status == "expired" or (one.status in HELD and one.until <= self.now):
            self.settle()
            started = self.start <= self.now
            late = self.sign_up == "email" and not one.is_proved and not started
            if not late or one.status != "expired":
                raise Refused("NotPossible")
            if self.twin(one):
                raise Refused("AlreadyRegistered")
            one.is_proved = True
            if self.free >= one.seats and (not self.line or self.capacity is None):
                self.seat(one)
            elif self.mode == "none" or one.seats > (self.capacity or 0):
                raise Refused("SoldOut")
            else:
                self.put(one, "waitlisted")
                self.fill()
            return
        if one.status not in ACTIVE:
            raise Refused("NotPossible")
        self.prove(one)

    def prove(self, one):
        one.is_proved = True
        if one.status == "pending_email":
            self.seat(one)

    def approve(self, one):
        if one.status != "pending_approval" or one.is_forgotten:
            raise Refused("NotPossible")
        self.seat(one, is_approved=True)

    def decline(self, one):
        if one.status not in ("pending_approval", "waitlisted") or one.is_forgotten:
            raise Refused("NotPossible")
        self.put(one, "rejected")
        self.settle()

    def give_place(self, one, overbook):
        if one.status == "confirmed" or one.is_forgotten:
            raise Refused("NotPossible")
        if one.status not in ACTIVE and self.twin(one):
            raise Refused("AlreadyRegistered")
        if not overbook and not self.holds(one) and self.free < one.seats:
            raise Refused("SoldOut")
        self.put(one, "confirmed")
        self.settle()

    def pay(self, one):
        if one.is_forgotten:
            return
        alive = one.status == "pending_payment" and one.until > self.now
        late = (one.status == "expired" and one.let_payment_pass) or (
            one.status == "pending_payment" and not alive
        )
        if late:
            self.settle()
            fits = self.free >= one.seats and not self.line
            if self.start <= self.now or self.twin(one) or not fits:
                return
        if alive or late:
            self.put(one, "confirmed")

    def change(self, one, seats):
        if one.status not in ACTIVE or one.is_forgotten:
            raise Refused("NotPossible")
        if one.status in HELD and one.until <= self.now:
            raise Refused("NotPossible")
        if self.start <= self.now:
            raise Refused("TooLate")
        if seats > one.seats:
            raise Refused("PartyTooLarge")
        self.prove(one)
        one.seats = seats
        self.settle()

    def erase(self, one):
        if one.status in ACTIVE and self.now < self.start:  # it is over as soon as it begins
            self.put(one, "cancelled")
        one.is_forgotten, one.email = True, f"forgotten {one.pk}"
        self.settle()

    def publish(self, capacity):
        self.capacity = capacity
        self.settle()

    def pass_time(self, minutes):
        """Minutes go by, and the chore that comes every minute has its turn."""
        self.now += minutes
        overdue = any(one.status in HELD and one.until <= self.now for one in self.people.values())
        soon = 0 < self.start - self.now < 3 * HOUR
        if overdue or (soon and any(one.status == "waitlisted" for one in self.people.values())):
            self.settle()
