"""The limit that stops a contact, as the end of a sentence of `why`."""

SENTENCES: dict[str, tuple[str, str]] = {
    "limit.meal_break": ("lunchrasten ligger där", "the lunch break that is due is in the way"),
    "limit.admin_time": (
        "skyddad tid för administration ligger där",
        "protected admin time that is due is in the way",
    ),
    "limit.supervision_kept": ("handledning som ska hållas ligger där", "supervision that is due is in the way"),
    "limit.first_visit_is_long": (
        "en ny patients första kontakt vore inget nybesök",
        "a new patient's first contact would not be a first visit",
    ),
    "limit.group_after_first": (
        "en ny patient skulle vara i gruppen före sin första egna kontakt",
        "a new patient would join the group before the first contact alone",
    ),
    "limit.same_day": (
        "kontakten hamnar inte på samma dag som dem den hör ihop med, eller ger patienten för många kontakter på en "
        "dag",
        "it would not fall on the day of the contacts it belongs with, or give the patient too many contacts in one "
        "day",
    ),
    "limit.contact_minutes": (
        "gränsen för kontaktminuter per dag skulle överskridas",
        "the limit of contact minutes a day would be exceeded",
    ),
    "limit.row_of_contacts": (
        "raden av kontakter utan paus skulle bli för lång",
        "the row of contacts without a pause would be too long",
    ),
    "limit.heavy_contacts": (
        "gränsen för tunga kontakter per dag eller vecka skulle överskridas",
        "the limit of heavy contacts a day or a week would be exceeded",
    ),
    "limit.heavy_after_heavy": (
        "den skulle ligga för nära en annan tung kontakt",
        "it would lie too close to another heavy contact",
    ),
    "limit.phone_hours": (
        "samtalet skulle ligga utanför telefontiderna",
        "the call would lie outside the phone hours",
    ),
    "limit.daily_rest": (
        "dygnsvilan mellan två arbetsdagar skulle bli för kort",
        "the rest between two days of work would be too short",
    ),
    "limit.weekly_rest": (
        "veckans sammanhängande vila skulle bli för kort",
        "the week's unbroken rest would be too short",
    ),
    "limit.first_visits": (
        "gränsen för nybesök per dag eller vecka skulle överskridas",
        "the limit of first visits a day or a week would be exceeded",
    ),
    "limit.remote_share": (
        "andelen telefon och skrift skulle bli för hög",
        "the share of phone and written contacts would be too high",
    ),
}
