"""The vocabulary in which rules post: intervals, rows, shares, limits. Times are in units of minutes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ortools.sat.python import cp_model

from weightplan.case import Stretch
from weightplan.solver.parts import Choice, Expr, Literal, Rest, Slot


@dataclass
class Posting:
    """A CP-SAT model and what can be said in it. `unit` is the length of a time step in minutes."""

    unit: int
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    charges: list[Expr] = field(default_factory=list)

    def units(self, minutes: int) -> int:
        """Return minutes in the model's unit; they must divide."""
        units, rest = divmod(minutes, self.unit)
        if rest:
            raise ValueError(f"{minutes} minutes are no multiple of {self.unit}")
        return units

    def domain(self, stretches: Iterable[Stretch]) -> cp_model.Domain:
        """Return a domain in units from closed stretches in minutes."""
        unit = self.unit
        inner = ((-(-first // unit), last // unit) for first, last in stretches)
        return cp_model.Domain.from_intervals([[first, last] for first, last in inner if first <= last])

    def fixed_interval(self, start: int, end: int) -> cp_model.IntervalVar:
        """Return an interval for stated minutes, rounded outwards to the unit."""
        first = start // self.unit
        return self.cp.new_fixed_size_interval_var(first, -(-end // self.unit) - first, "")

    def weighted(self, variables: Sequence[cp_model.IntVar], factors: Sequence[int]) -> Expr:
        kept = [(v, f) for v, f in zip(variables, factors, strict=True) if f]
        return cp_model.LinearExpr.weighted_sum([v for v, _ in kept], [f for _, f in kept]) if kept else 0

    def literals(self, variables: Iterable[cp_model.IntVar]) -> Expr:
        """Return the plain sum of variables."""
        return cp_model.LinearExpr.sum(list(variables))

    def total(self, choices: Iterable[Choice], amount: str | None = None) -> Expr:
        """Return the sum of counts, each times an attribute of its contact type."""
        if amount is None:
            counts = [c.count for c in choices]
            return cp_model.LinearExpr.sum(counts) if counts else 0
        chosen = list(choices)
        return self.weighted([c.count for c in chosen], [int(getattr(c.candidate.kind, amount)) for c in chosen])

    def charge(self, price: int, amount: Expr) -> None:
        """Charge a soft rule's price for an amount."""
        if price:
            self.charges.append(price * amount)

    def excess(self, amount: Expr, most: int, free: int) -> cp_model.IntVar:
        """Return a variable that is at least `amount − free` and at least 0; `amount` is never above `most`."""
        over = self.cp.new_int_var(0, max(0, most - free), "")
        self.cp.add(amount - free <= over)
        return over

    def one_of(self, kinds: Sequence[Sequence[Choice]]) -> None:
        """Let choices of at most one of the lists be taken."""
        open_lists = []
        for choices in kinds:
            is_open = self.cp.new_bool_var("")
            for choice in choices:
                self.cp.add(choice.count == 0).only_enforce_if(~is_open)
            open_lists.append(is_open)
        self.cp.add_at_most_one(open_lists)

    def needs_earlier(self, slot: Slot, others: Sequence[Slot]) -> None:
        """Let a slot be used only if one of the others is, and starts no later."""
        reasons = []
        for other in others:
            earlier = self.cp.new_bool_var("")
            self.cp.add_implication(earlier, other.presence)
            self.cp.add(other.start <= slot.start).only_enforce_if(earlier)
            reasons.append(earlier)
        self.cp.add_bool_or([*reasons, ~slot.presence])

    def stands_at(self, slot: Slot, minute: int, room: str | None) -> Literal | None:
        """Return a literal that holds only if a slot is used at a given minute (and room), None if it cannot."""
        if minute % self.unit or not any(first <= minute <= last for first, last in slot.candidate.starts):
            return None
        stands = self.cp.new_bool_var("")
        self.cp.add_implication(stands, slot.presence)
        self.cp.add(slot.start == minute // self.unit).only_enforce_if(stands)
        if room is not None:
            fits = [literal for rooms, literal in slot.rooms if room in rooms]
            self.cp.add_bool_or([*fits, ~stands])
        return stands

    def while_in(self, slot: Slot, literal: Literal) -> cp_model.IntervalVar:
        """Return the interval in which a slot holds a room, if the literal says that it does."""
        return self.cp.new_optional_fixed_size_interval_var(slot.start, self.units(slot.candidate.minutes), literal, "")

    def kept_free(self, slot: Slot, minutes: int) -> cp_model.IntervalVar:
        """Return the interval in which a slot's team is busy, and so many minutes more."""
        size = self.units(slot.candidate.busy + minutes)
        return self.cp.new_optional_fixed_size_interval_var(slot.start, size, slot.presence, "")

    def share(self, held: Sequence[cp_model.IntervalVar], taken: Sequence[Stretch], number: int, at_once: int) -> None:
        """Let at most `number` run at once, stretches taken by others counted in.

        Only where others leave fewer than `at_once`, the most that can be held at once anyway,
        does it matter; that keeps the resource small.
        """
        at_once = min(at_once, len(held))
        tight = [(start, end, used - (number - at_once)) for start, end, used in profile(taken)]
        tight = [part for part in tight if part[2] > 0]
        if not held or (not tight and at_once <= number):
            return
        if number < at_once:
            at_once, tight = number, [(start, end, used) for start, end, used in profile(taken) if used]
        intervals = [*held, *(self.fixed_interval(start, end) for start, end, _ in tight)]
        if at_once == 1:
            self.cp.add_no_overlap(intervals)
        else:
            demands = [1] * len(held) + [used for _, _, used in tight]
            self.cp.add_cumulative(intervals, demands, at_once)

    def add_rows(
        self, slots: Sequence[Slot], lunches: Sequence[Rest], blocks: Sequence[Stretch], longest: int, pause: int
    ) -> None:
        """Tile a day with rows of at most `longest` minutes, apart by `pause` minutes, a lunch or a block.

        Enough rows are offered: two neighbours that could not be one row span more than the limit
        together. Spare ones come last and take no time.
        """
        cp = self.cp
        first = min(slot.candidate.starts[0][0] for slot in slots) // self.unit
        last = -(-max(slot.candidate.starts[-1][1] + slot.candidate.busy for slot in slots) // self.unit)
        most, gap = longest // self.unit, -(-pause // self.unit)
        if last - first <= most:
            return
        rows = 2 * ((last - first) // (most + 1)) + 1
        fillers = []
        spare: Literal | None = None
        end: cp_model.IntVar | int = first
        for row in range(rows):
            before = end
            start, end = cp.new_int_var(first, last, ""), cp.new_int_var(first, last, "")
            cp.add_linear_constraint(end - start, 0, most)
            fillers.append(cp.new_interval_var(before, cp.new_int_var(0, last - first, ""), start, ""))
            if row:
                earlier, spare = spare, cp.new_bool_var("")
                cp.add(end == before).only_enforce_if(spare)
                if earlier is not None:
                    cp.add_implication(earlier, spare)
                self._part(before, start, spare, gap, lunches=lunches, blocks=blocks)
        fillers.append(cp.new_interval_var(end, cp.new_int_var(0, last - first, ""), last, ""))
        cp.add_no_overlap([*(slot.busy for slot in slots), *fillers])

    def _part(
        self, end: Expr, start: Expr, spare: Literal, gap: int, *, lunches: Sequence[Rest], blocks: Sequence[Stretch]
    ) -> None:
        """Let a row start only after a pause, a lunch or a block since the one before ended, or be spare."""
        cp = self.cp
        paused = cp.new_bool_var("")
        cp.add(start >= end + gap).only_enforce_if(paused)
        reasons = [paused, spare]
        for lunch in lunches:
            after = cp.new_bool_var("")
            cp.add_implication(after, lunch.presence)
            cp.add(end <= lunch.start).only_enforce_if(after)
            cp.add(start >= lunch.end).only_enforce_if(after)
            reasons.append(after)
        for begins, ends in blocks:
            after = cp.new_bool_var("")
            cp.add(end <= begins // self.unit).only_enforce_if(after)
            cp.add(start >= -(-ends // self.unit)).only_enforce_if(after)
            reasons.append(after)
        cp.add_bool_or(reasons)


def profile(taken: Sequence[Stretch]) -> list[tuple[int, int, int]]:
    """Return (start, end, how many) for the pieces of time in which stretches run."""
    changes: dict[int, int] = defaultdict(int)
    for start, end in taken:
        changes[start] += 1
        changes[end] -= 1
    pieces, running = [], 0
    edges = sorted(changes)
    for start, end in pairwise(edges):
        running += changes[start]
        pieces.append((start, end, running))
    return pieces
