"""What a day can hold, without asking when: the clock's place in a model without one.

A day falls into parts: its hours, cut by blocks, standing contacts and lunch. Contacts are counted into parts, and
each part holds so many minutes, a pause after every long row included. Every legal day passes these
limits, so the model is part of a bound (clockless.py); not every day that passes them can be timed,
so the times are looked for afterwards, and what does not fit is dropped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from weightplan.rules.protected import KINDS
from weightplan.solver.day_parts import DayCut, Item, Lunch, Part, contacts_in, most_minutes
from weightplan.solver.model import Model
from weightplan.solver.newcomers import post_first_visits
from weightplan.solver.parts import Choice, Expr, Pool
from weightplan.solver.posting import profile

MOST_MINUTES = 1440
PRICE_OF_MINUTE = 1000


def post(model: Model, days: Iterable[int], *, lenient: bool) -> None:
    """Limit what each part of each clinician's day holds; a `lenient` limit may be passed at a price."""
    for clinician in model.staff:
        for day in days:
            if model.case.hours(clinician, day):
                _Day(model, clinician, day, MOST_MINUTES if lenient else 0).post()
    post_first_visits(model)


@dataclass
class _Day:
    model: Model
    clinician: str
    day: int
    most_over: int

    def post(self) -> None:
        pools = self.model.pools_of_day.get((self.clinician, self.day), [])
        standing = sorted(
            (c.candidate.starts[0][0], c.candidate.busy) for pool in pools for c in pool.choices if c.standing
        )
        free = [pool for pool in pools if not pool.choices[0].standing]
        self.cut = DayCut(self.model, self.clinician, self.day, standing)
        for pool in free:
            self._count_in(pool, [part for row in self.cut.rows for part in row.parts])
        self._share_out_breaks()
        self._windows(free)
        self._rooms(free)

    def _count_in(self, pool: Pool, parts: list[Part]) -> None:
        """Count a pool's contacts into the parts that can hold them."""
        cp, busy = self.model.cp, pool.choices[0].candidate.busy
        total = self.model.literals(choice.count for choice in pool.choices)
        most = sum(choice.most for choice in pool.choices)
        fitting = [(part, min(most, fits)) for part in parts if (fits := part.holds(pool))]
        if not fitting:
            cp.add(busy * total <= self._over())
            return
        amounts = [total] if len(fitting) == 1 else [cp.new_int_var(0, fits, "") for _, fits in fitting]
        for (part, _), amount in zip(fitting, amounts, strict=True):
            part.held.append((amount, busy))
            self._keep_off_lunch(pool, part, amount)
        if len(fitting) > 1:
            cp.add(self.model.literals(amounts) == total)

    def _keep_off_lunch(self, pool: Pool, part: Part, amount: Expr) -> None:
        """Move lunch aside for contacts that cannot start early, or not late, enough."""
        candidate, cp = pool.choices[0].candidate, self.model.cp
        early, late = candidate.starts[0][0] + candidate.busy, candidate.starts[-1][1]
        too_late = part.until is not None and early > part.reach[0] + candidate.busy
        too_early = part.since is not None and late < part.reach[1] - candidate.busy
        if not too_late and not too_early:
            return
        used = cp.new_bool_var("")
        cp.add(amount <= 0).only_enforce_if(~used)
        if part.until is not None and too_late:
            cp.add(part.until >= early).only_enforce_if(used)
        if part.since is not None and too_early:
            cp.add(part.since <= late).only_enforce_if(used)

    def _share_out_breaks(self) -> None:
        """Limit each part: contacts, protected time, and pauses that end long rows where no protected time does."""
        cp, limits = self.model.cp, self.model.case.limits(self.clinician)
        pieces = [rest for kind in KINDS for rest in self.cut.rests(kind)]
        longest, pause = limits.max_minutes_in_a_row, limits.pause_minutes or 0
        least = min((rest.minutes for rest in pieces), default=0)
        shares: list[cp_model.IntVar] = []
        taken: list[cp_model.IntVar] = []
        for row in self.cut.rows:
            parted = longest is not None and sum(most_minutes(item) for item in row.items) > longest
            for part in row.parts:
                minutes: Expr = sum((amount * busy for amount, busy in part.held), 0)
                if pieces:
                    most = min(len(pieces), part.longest // max(least, 1))
                    share, number = cp.new_int_var(0, part.longest, ""), cp.new_int_var(0, most, "")
                    cp.add(share >= least * number)
                    cp.add(share <= part.longest * number)
                    shares.append(share)
                    taken.append(number)
                    part.ends.append(number)
                    minutes = minutes + share
                if parted and longest:
                    # Of two rows that follow each other both are needed only if one cannot hold them.
                    part.ends.append(cp.new_int_var(0, 2 * -(-part.longest // longest), ""))
                    minutes = minutes + pause * part.ends[-1]
                cp.add(minutes - self._over() <= part.length)
            if parted and longest is not None:
                for window in row.windows():
                    self._fit_rows(window, longest)
        if pieces:
            cp.add(self.model.literals(shares) == self.model.unit * self.model.literals(r.size for r in pieces))
            cp.add(self.model.literals(taken) <= self.model.literals(r.presence for r in pieces))

    def _fit_rows(self, window: Sequence[Item], longest: int) -> None:
        """Limit the contacts by the number of rows, as items by the number of bins.

        Of contacts longer than 1/(n+1) of a row no more than n share it, and longer ones count for
        more; n = 0 stands for their plain minutes.
        """
        if sum(most_minutes(item) for item in window) <= longest:
            return
        cp, over = self.model.cp, self._over()
        held = [pair for item in window for pair in contacts_in(item)]
        inside = [item for item in window[1:-1] if isinstance(item, Lunch)]
        ends = [end for item in window if isinstance(item, Part) for end in item.ends]
        number = 1 + self.cut.loose_ends + self.model.literals([*ends, *(lunch.used for lunch in inside)])
        cp.add(sum((amount * busy for amount, busy in held), 0) <= longest * number + over)
        for most in (1, 2, 3):
            shares = [(amount, -(-(most + 1) * busy // longest) - 1) for amount, busy in held]
            if any(share for _, share in shares):
                cp.add(sum((amount * share for amount, share in shares if share), 0) <= most * number + over)

    def _windows(self, pools: Sequence[Pool]) -> None:
        """Limit what has to lie in a narrow window, such as a patient's hours."""
        choices = [choice for pool in pools for choice in pool.choices]
        hulls = {(c.candidate.starts[0][0], c.candidate.starts[-1][1] + c.candidate.busy) for c in choices}
        whole = sum(end - start for start, end in self.cut.stretches)
        for first, last in sorted(hulls):
            length = sum(max(0, min(end, last) - max(start, first)) for start, end in self.cut.stretches)
            inside = [
                c
                for c in choices
                if first <= c.candidate.starts[0][0] and c.candidate.starts[-1][1] + c.candidate.busy <= last
            ]
            if length < whole and len(inside) < len(choices):
                self._limit(inside, [c.candidate.busy for c in inside], length)

    def _rooms(self, pools: Sequence[Pool]) -> None:
        """Leave the stretches in which others hold every room of a class to them."""
        choices = [choice for pool in pools for choice in pool.choices]
        whole = sum(end - start for start, end in self.cut.stretches)
        for rooms, taken in self.model.outside_rooms.items():
            held = [c for c in choices if c.candidate.rooms and set(c.candidate.rooms) <= set(rooms)]
            full = sum(
                max(0, min(end, b) - max(start, a))
                for start, end in self.cut.stretches
                for a, b, used in profile(taken)
                if used >= len(rooms)
            )
            if held and full:
                self._limit(held, [c.candidate.minutes for c in held], max(0, whole - full))

    def _limit(self, choices: Sequence[Choice], minutes: Sequence[int], most: int) -> None:
        taken = self.model.weighted([c.count for c in choices], minutes)
        self.model.cp.add(taken - self._over() <= most)

    def _over(self) -> Expr:
        """Return by how many minutes a limit is passed: what has to be served can then wait for the times."""
        if not self.most_over:
            return 0
        over = self.model.cp.new_int_var(0, self.most_over, "")
        self.model.charge(PRICE_OF_MINUTE, over)
        return over
