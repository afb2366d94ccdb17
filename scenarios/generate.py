"""Write the weeks of this folder: `python scenarios/generate.py [--out FOLDER] [NAME ...]`.

The same code and seeds give the same files, byte for byte. Every unit, patient and need is made up.
How full a week is: need ÷ capacity, both in minutes of clinicians, with
need = Σ count × (minutes + documentation of the most preferred type) × leaders, groups included, and
capacity = Σ (hours − lunch − blocks − admin time) × 0.93, the share of a day that whole contacts fill.
"""

import argparse
import hashlib
import json
import math
import random
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from units import BOOKABLE, DAYS, HOMEWORK, MADE, NEEDS, PRIORITY, SHA256, SHIFTS, SHORT, THERAPY, UNITS, Types, Unit

from weightplan.case import Case
from weightplan.fields import span_minutes
from weightplan.files import read_rulebook
from weightplan.rulebook import Rulebook
from weightplan.week import Week

Row = dict[str, Any]
USABLE = 0.93
KNOWN = {**UNITS, **MADE}
LISTS = ("clinicians", "rooms", "patients", "requests", "groups", "bookings", "demand")
STARTS = ("08:30", "09:00", "10:00", "14:00", "14:30", "15:00")  # of bookings: lunch stays free


def need_minutes(case: Case) -> int:
    """Return the clinicians' minutes that all needs ask for, each in its most preferred type."""
    wanted = [(r.count, r.contact_types[0]) for r in case.requests.values()]
    wanted += [(1, g.contact_type) for g in case.groups.values()]
    return sum(count * clinician_minutes(case.rulebook, name) for count, name in wanted)


def clinician_minutes(rulebook: Rulebook, name: str) -> int:
    kind = rulebook.contact_types[name]
    return (kind.minutes + kind.documentation_minutes) * kind.leaders


def capacity_minutes(case: Case, clinician: str) -> float:
    """Return the minutes that contacts of one clinician can fill."""
    law = case.rulebook.working_time
    admin = (case.limits(clinician).min_admin_minutes_per_week or 0) * case.week.weeks
    total = -float(admin * case.worked_share(clinician))
    for day in range(case.day_count):
        hours = case.hours(clinician, day)
        worked = sum(end - start for start, end in hours)
        total += worked - law.lunch_minutes * (len(hours) == 1 and worked > 60 * law.max_hours_without_break)
        for start, end in case.blocks(clinician):
            total -= sum(max(0, min(end, last) - max(start, first)) for first, last in hours)
    return total * USABLE


class Builder:
    """Writes one unit's rows from a seeded generator."""

    def __init__(self, name: str, unit: Unit) -> None:
        self.name, self.unit = name, unit
        self.rulebook = read_rulebook(Path(__file__).parents[1] / "models" / "stockholm-psychiatry.yaml")
        self.rng = random.Random(name)
        self.rows: dict[str, list[Row]] = {key: [] for key in LISTS}
        self.need = 0
        closed = self.draft([{"id": "anybody", "role": "nurse", "hours": {}}]).holiday_days
        self.open_days = [d for d in range(5) if d not in closed]
        self.taken: set[tuple[str, int, bool]] = set()  # half-days of clinicians and rooms with a booking
        self.asked_musts: dict[str, int] = {}
        self.interpreted: set[str] = set()

    def build(self) -> Row:
        for role, number in self.unit.staff.items():
            for n in range(1, number + 1):
                self.clinician(role, n)
        self.open_rooms()
        case = self.draft(self.rows["clinicians"])
        capacity = {c: capacity_minutes(case, c) for c in case.clinicians}
        if self.unit.look_alike:
            for _ in range(self.unit.look_alike):
                self.ask(("first_visit",), self.new_patient(), 2)
            return self.tree(self.rows)
        if not self.unit.demand:
            self.first_visits()
            self.ongoing(capacity, 0.6)
            self.shared_care()
        self.group_sessions()
        if not self.unit.demand:
            self.ongoing(capacity, 1.0)
            self.promise()
        self.rows["demand"] = [{"level": a, "patients": n, "role": role} for a, n, role in self.unit.demand]
        return self.tree(self.rows)

    def tree(self, rows: dict[str, list[Row]]) -> Row:
        head = {"name": self.name, "week": self.unit.week.isoformat(), "rulebook": self.rulebook.name}
        return head | {key: rows[key] for key in LISTS if rows.get(key)}

    def draft(self, clinicians: list[Row]) -> Case:
        return Case(Week.model_validate_json(json.dumps(self.tree({"clinicians": clinicians}))), self.rulebook)

    def day(self, day: int) -> str:
        return (self.unit.week + timedelta(days=day)).isoformat()

    def stretch(self, day: int, span: str) -> Row:
        start, _, end = span.partition("-")
        return {"start": f"{self.day(day)}T{start}", "end": f"{self.day(day)}T{end}"}

    # Staff and rooms

    def clinician(self, role: str, number: int) -> None:
        place = len(self.rows["clinicians"])
        fte = self.unit.ftes[place % len(self.unit.ftes)]
        row: Row = {"id": f"{SHORT[role]}{number}", "role": role, "fte": fte}
        skills = [skill for skill, every in (("testing", 2), ("trauma", 3)) if number % every == 1]
        row |= {"skills": skills} if role == "psychologist" and skills else {}
        row |= {"hours": self.hours(fte), "balance": self.rng.choice((0.0, 0.0, 1.5, -2.0, 3.25))}
        row |= {"limits": {"max_contact_minutes_per_day": 300, "max_heavy_per_day": 1}} if place == 2 else {}
        if self.unit.sites:
            sites = self.two_sites(place)
            row["site"] = {d: sites[d in ("thu", "fri")] for d in row["hours"]} if place % 8 == 5 else sites[0]
        working = [d for d in self.open_days if DAYS[d] in row["hours"]]
        if place % 5 == 3 and len(working) > 2:
            row["absences"] = [self.stretch(self.rng.choice(working), "00:00-23:55")]
        elif place % 20 == 4:
            row["absences"] = [self.stretch(self.rng.choice(working), "12:00-18:00")]
        meetings = [(1, "13:30-14:30", "team meeting")]
        if role in ("psychologist", "counsellor", "peer_support"):
            meetings.append((place % 2 * 3, "13:30-15:00" if fte != 0.75 else "10:30-12:00", "supervision"))
        if role in ("doctor", "nurse"):
            meetings.append((2, "08:30-09:15", "medical round"))
        row["blocks"] = [self.stretch(d, s) | {"label": text} for d, s, text in meetings if self.is_free(row, d, s)]
        self.rows["clinicians"].append(row)

    def two_sites(self, place: int) -> list[str]:
        """Return the usual site of a clinician and the next one of its area."""
        first = self.unit.sites[place % len(self.unit.sites)]
        near = [site for site in self.unit.sites if area(site) == area(first)]
        return [first, near[(near.index(first) + 1) % len(near)]]

    def hours(self, fte: float) -> dict[str, list[str]]:
        if fte == 0.75:
            return {d: ["08:00-14:30"] for d in DAYS}
        order = self.rng.sample(DAYS, 5)
        full, half = order[: int(fte * 5)], order[int(fte * 5) :][: round(fte * 10) % 2]
        usual = self.rng.choice(SHIFTS)
        shifts = {d: self.rng.choice((usual, usual, self.rng.choice(SHIFTS))) for d in DAYS}
        return {d: ["08:00-12:00"] if d in half else shifts[d] for d in DAYS if d in full or d in half}

    def is_free(self, person: Row, day: int, span: str) -> bool:
        """Whether a span lies in somebody's hours, outside absences and blocks."""
        start, end = span_minutes(span)
        inside = any(a <= start and end <= b for a, b in map(span_minutes, person["hours"].get(DAYS[day], ())))
        wanted = self.stretch(day, span)
        away = [*person.get("absences", ()), *person.get("blocks", ())]
        clash = any(wanted["start"] < gone["end"] and gone["start"] < wanted["end"] for gone in away)
        return inside and not clash and day in self.open_days

    def site(self, person: Row, day: int) -> str | None:
        """Return the site of a clinician on a day, where it is one for each day: where they work then."""
        site = person.get("site")
        return site.get(DAYS[day]) if isinstance(site, dict) else site

    def open_rooms(self) -> None:
        """Fewer consulting rooms than clinicians; one of them, the second, is open on some half-days only."""
        for site in self.unit.sites or (None,):
            people = sum(1 for c in self.rows["clinicians"] if self.site(c, 0) == site or not self.unit.sites)
            wanted = {"consulting": math.ceil(self.unit.rooms * people), "group": 1 + people // 10, "treatment": 1}
            for kind, number in wanted.items():
                for _ in range(number):
                    known = sum(r["kind"] == kind for r in self.rows["rooms"])
                    row: Row = {"id": f"{kind[0]}{known + 1}", "kind": kind}
                    row |= {"site": site} if site else {}
                    row |= {"hours": {"mon": ["08:00-12:00"], "wed": ["08:00-17:15"]}} if row["id"] == "c2" else {}
                    self.rows["rooms"].append(row)

    # Needs

    def patient(self, level: int, clinician: str | None, free: bool = False) -> Row:
        row: Row = {"id": f"p{len(self.rows['patients']) + 1}", "level": level}
        row |= {"clinician": clinician} if clinician else {"new": True}
        if not free and level < 4 and self.rng.random() < 0.12:
            days = sorted(self.rng.sample(range(5), 3))
            row["available"] = {DAYS[d]: [self.rng.choice(("08:00-12:00", "12:00-17:15", "08:00-17:15"))] for d in days}
        if self.rng.random() < 0.05:
            row["attendance"] = self.rng.choice((0.6, 0.7, 0.95))
        if self.rng.random() < 0.04:
            self.interpreted.add(row["id"])
        self.rows["patients"].append(row)
        return row

    def new_patient(self) -> Row:
        """Add a patient of whom nothing is known but that the first visit is still to come."""
        row: Row = {"id": f"p{len(self.rows['patients']) + 1}", "level": 3, "new": True}
        self.rows["patients"].append(row)
        return row

    def ask(self, types: Types, patient: Row | None, priority: int, **more: Any) -> str:
        row: Row = {"id": f"q{len(self.rows['requests']) + 1}"}
        row |= {"patient": patient["id"]} if patient else {}
        row |= {"contact_types": list(types), **more, "priority": priority}
        row |= {"addons": ["interpreter"]} if patient and patient["id"] in self.interpreted else {}
        self.rows["requests"].append(row)
        self.need += row.get("count", 1) * clinician_minutes(self.rulebook, types[0])
        return str(row["id"])

    def first_visits(self) -> None:
        """Pooled: any clinician who may. Every third leads to an investigation by whoever has the skill."""
        for n in range(self.unit.firsts):
            patient = self.patient(3 if n % 4 else 4, None, free=n % 5 == 0)
            latest = self.open_days[-1 - n % 2] if n else self.open_days[1]
            must = {"must": True} if n % 5 == 0 else {}
            pool = self.pool(n)
            visit = self.ask(("first_visit",), patient, 1 + n % 2, latest=self.day(latest), **pool, **must)
            if n % 3 == 1:
                after = {"request": visit, "min_days": 1, "max_days": 4}
                self.ask(("investigation",), patient, 3, after=after, same_clinician=False)

    def pool(self, number: int) -> Row:
        """Return who may take a first visit: two of three stay within an area, where there are areas."""
        areas = sorted({area(site) for site in self.unit.sites} - {""})
        if not areas or number % 3 == 0:
            return {}
        roles = self.rulebook.contact_types["first_visit"].roles or ()
        here = areas[number % len(areas)]
        people = [c for c in self.rows["clinicians"] if c["role"] in roles]
        return {"clinicians": [c["id"] for c in people if area(self.site(c, 0)) == here]}

    def ongoing(self, capacity: dict[str, float], share: float) -> None:
        """Fill up every clinician's own patients until need ÷ capacity is this share of the unit's ratio."""
        people = [c for c in self.rows["clinicians"] if c["role"] != "peer_support"]
        budget = self.unit.ratio * share * sum(capacity.values()) - self.need
        own = sum(capacity[c["id"]] for c in people)
        for person in people:
            enough = self.need + budget * capacity[person["id"]] / own
            while self.need < enough:
                self.course(person)

    def course(self, person: Row) -> None:
        """One patient of a clinician: this week's contact and what follows it."""
        level = self.rng.choices((1, 2, 3, 4), self.unit.mix)[0]
        patient = self.patient(level, person["id"])
        types = self.rng.choice(NEEDS.get(person["role"], THERAPY)[level])
        if "trauma" in person.get("skills", ()) and level == 3 and self.rng.random() < 0.4:
            types = ("trauma_therapy",)
        more = self.who(person) | self.when(patient)
        musts = self.asked_musts.setdefault(person["id"], 0)
        if level == 4 and musts < len(person["hours"]) - 1 and not more.keys() & {"latest", "windows"}:
            more["must"] = True
            self.asked_musts[person["id"]] += 1
        if level == 1 and self.rng.random() < 0.2:
            more["count"] = 2
        visit = self.ask(types, patient, PRIORITY[level], **more)
        if level == 4:
            after = {"request": visit, "min_days": 2, "max_days": 4}
            self.ask(("physical_visit", "phone_call"), patient, 2, after=after)
        elif level > 1 and self.rng.random() < 0.6:
            after = {"request": visit, "min_days": 1, "max_days": 4}
            self.ask(self.rng.choice(HOMEWORK), patient, PRIORITY[level], after=after)

    def who(self, person: Row) -> Row:
        """The own clinician alone, or a colleague as well, or (preferred by its price only) nobody named."""
        chance = self.rng.random()
        near = [c for c in self.rows["clinicians"] if c.get("site") == person.get("site") and c is not person]
        colleagues = [c["id"] for c in near if c["role"] == person["role"]]
        if chance < 0.65 or not colleagues:
            return {"clinicians": [person["id"]]}
        return {"clinicians": [person["id"], self.rng.choice(colleagues)]} if chance < 0.85 else {}

    def when(self, patient: Row) -> Row:
        chance = self.rng.random()
        if "available" in patient or chance > 0.08:
            return {}
        if chance < 0.05:
            return {"earliest": self.day(self.open_days[0]), "latest": self.day(self.open_days[-2])}
        return {"windows": [self.stretch(d, "08:00-12:00") for d in self.open_days[1:3]]}

    def shared_care(self) -> None:
        """What takes two: network meetings, peer visits, same-day pairs; and one request bound to a room."""
        people = {c["id"]: c for c in self.rows["clinicians"]}
        steady = self.steady(2, 3, 4)
        doctors = [c for c in people if people[c]["role"] == "doctor"]
        peers = [c for c in people.values() if c["role"] == "peer_support"]
        team_roles = self.rulebook.contact_types["network_meeting"].roles or ()
        for n, patient in enumerate(self.rng.sample(steady, len(people))):
            own = people[patient["clinician"]]
            near = [c["id"] for c in people.values() if c.get("site") == own.get("site") and c is not own]
            able = [c for c in near if people[c]["role"] in team_roles]
            if n % 2 == 0 and able and own["role"] in team_roles:
                team = [own["id"], *self.rng.sample(able, min(2, len(able)))]
                self.ask(("network_meeting",), patient, 2, clinicians=team)
            elif own["role"] not in ("doctor", "physiotherapist"):
                tag = {"same_day": f"visit-{patient['id']}"}
                self.ask(("physical_visit",), patient, 2, clinicians=[own["id"]], **tag)
                near_doctors = [d for d in doctors if d in near] or doctors
                self.ask(("medication_review",), patient, 2, clinicians=near_doctors, **tag)
        experienced = self.rulebook.contact_types["peer_visit"].lead_roles or ()
        for peer in peers:
            own = [c for c in people.values() if area(self.site(c, 0)) == area(self.site(peer, 0))]
            leading = {c["id"] for c in own if c["role"] in experienced}
            known = [p for p in steady if p["clinician"] in leading]
            for patient in self.rng.sample(known, 8):
                self.ask(("peer_visit",), patient, 3, clinicians=[peer["id"], patient["clinician"]])
        own = people[steady[0]["clinician"]]
        suited = [r["id"] for r in self.rooms_near(own, DAYS.index(next(iter(own["hours"]))), "consulting")]
        self.ask(("physical_visit",), steady[0], 2, clinicians=[own["id"]], rooms=suited[:2])
        for batch in ("psy1", "nur1"):
            self.ask(("digital_support",), None, 4, clinicians=[batch], count=6)

    def rooms_near(self, person: Row, day: int, kind: str) -> list[Row]:
        site = self.site(person, day)
        same = [r for r in self.rows["rooms"] if r["kind"] == kind and r.get("site") == site]
        return [r for r in same if "hours" not in r]

    def steady(self, *levels: int) -> list[Row]:
        """Return patients in an ongoing course who can come at any hour."""
        known = [p for p in self.rows["patients"] if p.get("clinician") and p["level"] in levels]
        return [p for p in known if "available" not in p]

    def group_sessions(self) -> None:
        """Groups of named patients or of a number; a new patient joins the second after the first visit."""
        steady = self.steady(2, 3)
        kinds = ["skills_group", "psychoeducation", *(["recovery_group"] if "peer_support" in self.unit.staff else [])]
        for n in range(self.unit.groups):
            name = kinds[n % len(kinds)]
            kind = self.rulebook.contact_types[name]
            site = self.unit.sites[n % len(self.unit.sites)] if self.unit.sites else None
            able = [c for c in self.rows["clinicians"] if c["role"] in (kind.roles or ()) and c.get("site") == site]
            least, most = kind.participants or (4, 8)
            size = self.rng.randint(least + 1, most)
            members = [p["id"] for p in self.rng.sample(steady, size)] if steady and n % 3 < 2 else []
            if members and n == 1:
                members[0] = self.rows["patients"][0]["id"]
            late = self.open_days[2:]
            days = self.open_days[:3] if n == 0 else self.rng.sample(late, min(2, len(late)))
            span = ("08:30-12:00", "13:00-16:30")[n % 2]
            row: Row = {"id": f"g-{n + 1}", "contact_type": name, "participants": members or size}
            row["leaders_from"] = self.leaders(able)
            row["windows"] = [self.stretch(d, span) for d in sorted(days)]
            row |= {"priority": 2 + n % 2} | ({"must": True} if n == 0 else {})
            self.rows["groups"].append(row)
            self.need += clinician_minutes(self.rulebook, name)

    def leaders(self, able: list[Row]) -> list[str]:
        """Return five at most, every peer supporter among them."""
        peers = [c["id"] for c in able if c["role"] == "peer_support"]
        others = [c["id"] for c in able if c["role"] != "peer_support"]
        return peers + self.rng.sample(others, min(5 - len(peers), len(others)))

    # Bookings

    def promise(self) -> None:
        """Three bookings for most clinicians, two of them locked, at most one in a half-day and a room."""
        patients = {p["id"]: p for p in self.rows["patients"]}
        loose = {"after", "earliest", "latest", "windows", "rooms", "same_day", "count"}
        for person in self.rows["clinicians"]:
            mine = [
                r for r in self.rows["requests"]
                if r.get("clinicians", [None])[0] == person["id"] and r["contact_types"][0] in BOOKABLE
                and not loose & r.keys() and "available" not in patients[r["patient"]]
            ]  # fmt: skip
            for n, request in enumerate(self.rng.sample(mine, min(3, len(mine)))):
                place = self.place(person, request["contact_types"][0])
                if place:
                    head = {"request": request["id"], "clinician": person["id"]}
                    self.rows["bookings"].append(head | place | {"locked": n < 2})

    def place(self, person: Row, name: str) -> Row | None:
        kind = self.rulebook.contact_types[name]
        minutes = timedelta(minutes=kind.minutes + kind.documentation_minutes)
        slots = [(day, clock) for day in self.open_days for clock in STARTS]
        for day, clock in self.rng.sample(slots, len(slots)):
            half = clock < "12:00"
            end = datetime.fromisoformat(f"{self.day(day)}T{clock}") + minutes
            if (person["id"], day, half) in self.taken or not self.is_free(person, day, f"{clock}-{end:%H:%M}"):
                continue
            rooms = [r["id"] for r in self.rooms_near(person, day, kind.room or "")]
            room = next((r for r in rooms if (r, day, half) not in self.taken), None)
            if kind.room is None or room:
                self.taken |= {(person["id"], day, half), (room or "", day, half)}
                return {"start": f"{self.day(day)}T{clock}"} | ({"room": room} if room else {})
        return None


def area(site: str | None) -> str:
    """Return the area of a site, "" where there are none."""
    return (site or "").rpartition("-")[0]


def text_of(tree: Row, suffix: str) -> str:
    """Return a week as text with one row a line, in YAML or in JSON."""
    if suffix == ".json":
        fields = [f"{json.dumps(key)}: {json.dumps(tree[key])}" for key in tree if key not in LISTS]
        fields += [f'"{key}": [\n' + ",\n".join(map(json.dumps, tree[key])) + "\n]" for key in tree if key in LISTS]
        return "{\n" + ",\n".join(fields) + "\n}\n"
    writer, out = YAML(), StringIO()
    writer.width = 10_000
    writer.representer.ignore_aliases = lambda *_: True
    writer.indent(mapping=2, sequence=2, offset=0)
    head = {key: value for key, value in _with_dates(tree).items() if key not in LISTS}
    writer.dump(head | {key: [_in_one_line(row) for row in tree[key]] for key in tree if key in LISTS}, out)
    return out.getvalue()


def _with_dates(row: Row) -> Row:
    """Dates as dates: YAML would put quotes around text that looks like one."""
    return {
        key: date.fromisoformat(value) if key in ("week", "earliest", "latest") else value for key, value in row.items()
    }


def _in_one_line(row: Row) -> CommentedMap:
    line = CommentedMap(_with_dates(row))
    line.fa.set_flow_style()
    return line


def text(name: str) -> str:
    """Return the text of a week by its name; ValueError where one that is not stored is not what it was."""
    made = text_of(Builder(name, KNOWN[name]).build(), KNOWN[name].suffix)
    found = hashlib.sha256(made.encode()).hexdigest()
    if name in MADE and found != SHA256[name]:
        raise ValueError(f"{name} has SHA-256 {found}, not {SHA256[name]} as recorded")
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the weeks of this folder again.")
    known = f"of {', '.join(KNOWN)}; all that are stored when left out"
    parser.add_argument("names", nargs="*", metavar="NAME", help=known)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder to write to")
    chosen = parser.parse_args()
    for name in chosen.names or UNITS:
        (chosen.out / f"{name}{KNOWN[name].suffix}").write_text(text(name), encoding="utf-8")


if __name__ == "__main__":
    main()
