"""What `generate.py` writes: the units, their staff, and what their patients ask for. All of it is made up."""

from dataclasses import dataclass, replace
from datetime import date

Types = tuple[str, ...]
MONDAY = date(2026, 11, 30)
DAYS = ("mon", "tue", "wed", "thu", "fri")
SHORT = {
    "psychologist": "psy", "doctor": "doc", "nurse": "nur", "counsellor": "cou",
    "occupational_therapist": "ot", "physiotherapist": "phy", "peer_support": "peer",
}  # fmt: skip
FTES = (1.0, 0.8, 1.0, 0.9, 1.0, 0.5, 1.0, 0.75, 1.0, 0.6)
# In a region many give outpatients a part of their week only: wards, teaching and research have the rest.
PART_TIMES = (0.8, 0.5, 0.6, 0.4, 0.75, 0.5, 0.6, 0.4, 0.5, 0.6)
SHIFTS = (["08:00-16:30"], ["08:00-16:30"], ["08:30-17:00"], ["07:30-16:00"], ["08:30-12:00", "12:45-17:15"])
PRIORITY = {1: 4, 2: 3, 3: 3, 4: 1}
# What an ongoing patient of each level asks for: each entry lists acceptable types, most preferred first.
THERAPY: dict[int, tuple[Types, ...]] = {
    1: (("digital_support", "phone_short"), ("phone_short", "digital_support"), ("digital_support",)),
    2: (("physical_visit", "video_visit", "phone_call"), ("video_visit", "physical_visit", "phone_call")),
    3: (("physical_visit", "video_visit"), ("physical_visit",), ("video_visit", "physical_visit")),
    4: (("physical_visit", "long_visit"), ("long_visit", "physical_visit"), ("physical_visit",)),
}
MEDICAL: dict[int, tuple[Types, ...]] = {
    1: (("phone_short", "digital_support"), ("digital_support",)),
    2: (("medication_review", "phone_call"), ("phone_call", "digital_support")),
    3: (("medication_review", "video_visit"), ("medication_review",), ("physical_visit", "video_visit")),
    4: (("physical_visit", "medication_review"), ("long_visit", "physical_visit")),
}
NURSING: dict[int, tuple[Types, ...]] = {
    1: (("phone_short", "digital_support"), ("digital_support", "phone_short")),
    2: (("injection",), ("phone_call", "physical_visit")),
    3: (("physical_visit", "video_visit"), ("injection",), ("phone_call",)),
    4: (("physical_visit",), ("long_visit", "physical_visit")),
}
NEEDS = {"doctor": MEDICAL, "nurse": NURSING}
HOMEWORK: tuple[Types, ...] = (("digital_support", "phone_short"), ("phone_short",), ("digital_support",))
BOOKABLE = ("physical_visit", "video_visit", "medication_review", "injection")


@dataclass(frozen=True)
class Unit:
    """One week to write: staff by role, need ÷ capacity, how many first visits, groups and the like."""

    week: date
    staff: dict[str, int]
    ratio: float = 0.0
    firsts: int = 0
    look_alike: int = 0  # first visits of new patients that anybody may take, and nothing else
    groups: int = 1
    sites: tuple[str, ...] = ()  # "area-site" where the unit has areas
    ftes: tuple[float, ...] = FTES
    rooms: float = 0.62  # consulting rooms per clinician of a site
    mix: tuple[int, int, int, int] = (58, 22, 14, 6)  # weights of levels 1 to 4
    demand: tuple[tuple[int, int, str], ...] = ()
    suffix: str = ".yaml"


TEAM = {"psychologist": 2, "doctor": 1, "nurse": 1}
EIGHT = {"psychologist": 3, "doctor": 1, "nurse": 2, "counsellor": 1, "peer_support": 1}
TWELVE = {"psychologist": 5, "doctor": 2, "nurse": 2, "counsellor": 1, "occupational_therapist": 1, "peer_support": 1}
FORTY = {
    "psychologist": 17, "doctor": 6, "nurse": 7, "counsellor": 3, "occupational_therapist": 3,
    "physiotherapist": 2, "peer_support": 2,
}  # fmt: skip
CASE_MIX = (
    (4, 20, "psychologist"), (3, 90, "psychologist"), (2, 60, "psychologist"), (1, 60, "psychologist"),
    (4, 4, "doctor"), (3, 40, "doctor"), (4, 6, "nurse"), (3, 24, "nurse"), (2, 50, "nurse"), (1, 80, "nurse"),
    (3, 26, "counsellor"), (2, 30, "occupational_therapist"),
)  # fmt: skip
SITES = ("city", "north", "south")
CLINICS = tuple(f"clinic{n}" for n in range(1, 13))


def times(staff: dict[str, int], factor: int) -> dict[str, int]:
    return {role: factor * number for role, number in staff.items()}


def areas(number: int) -> tuple[str, ...]:
    """Return the sites of a region, three in each area."""
    return tuple(f"a{n}-{site}" for n in range(1, number + 1) for site in SITES)


OVER_FULL = Unit(MONDAY, FORTY, ratio=1.6, firsts=66, groups=15, sites=SITES, mix=(53, 25, 16, 6), suffix=".json")
LONG_MIX = (12, 38, 38, 12)  # fewer and longer contacts
REGION = Unit(MONDAY, FORTY, ratio=1.6, ftes=PART_TIMES, mix=LONG_MIX, suffix=".json")
UNITS = {
    "team-4": Unit(MONDAY, TEAM, ratio=0.7, firsts=3, mix=(16, 36, 38, 10)),
    "clinic-12": Unit(MONDAY, TWELVE, ratio=1.6, firsts=22, groups=5),
    "clinic-40": OVER_FULL,
    "holiday-week": Unit(date(2026, 12, 21), EIGHT, ratio=1.3, firsts=6, groups=2),
    "first-visits-48": Unit(MONDAY, {"psychologist": 48}, look_alike=203, sites=CLINICS, suffix=".json"),
    "case-mix-12": Unit(MONDAY, TWELVE, groups=3, demand=CASE_MIX),
}
# The base weeks of studies, in `studies/weeks`: small, so that many solves are quick.
STUDIES = {
    "unit-7": Unit(MONDAY, {"psychologist": 5, "doctor": 1, "nurse": 1}, ratio=0.85, firsts=5, mix=(16, 36, 38, 10)),
}
# Too large to store: made when they are asked for, and checked by their SHA-256.
MADE = {
    "clinic-40-easy": replace(OVER_FULL, ratio=0.75, firsts=40),
    "clinic-40-rooms": replace(OVER_FULL, rooms=0.3),
    "region-200": replace(REGION, staff=times(FORTY, 5), firsts=220, groups=50, sites=areas(4)),
    "region-600": replace(REGION, staff=times(FORTY, 15), firsts=660, groups=150, sites=areas(10)),
}
SHA256 = {
    "clinic-40-easy": "4d6ba12f1bf5c107582927ed40dede06e1f2759c51aaba52c278faff8d242863",
    "clinic-40-rooms": "07d56b6d8093e59e3257e73c01ccb7f218acba413646389afdc4a9af6fb36063",
    "region-200": "54c4b5a9948bc21cab6a0e6350f2e456b5c4f2dbe6b0d3330764720913da3fa4",
    "region-600": "0477439aea0dac8dd1b39ded1557a826971b2a310d13dc85a97a3184fcb2474b",
}
