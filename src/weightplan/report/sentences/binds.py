"""What keeps a clinician from more weights in this plan: needs that run out, a limit, a room, a price."""

SENTENCES: dict[str, tuple[str, str]] = {
    "binds": ("Vad som binder i denna plan", "What binds in this plan"),
    "bind.need": (
        "Behoven tar slut: inget otillgodosett behov återstår som den här behandlaren får ta (roll, kompetens, "
        "namn i behovet) och som ger vikt.",
        "Needs run out: no unserved need is left that this clinician may take (role, skills, names in the need) and "
        "that earns weight.",
    ),
    "bind.absent": ("Ingen arbetstid i perioden.", "No working time in the period."),
    "bind.contact_minutes": (
        "Kontakttiden: på {n} av {days} dagar ryms ingen av de otillgodosedda kontakterna under gränsen {limit} "
        "minuter.",
        "Contact minutes: on {n} of {days} days none of the unserved contacts fits under the limit of {limit} minutes.",
    ),
    "bind.working_hours": (
        "Arbetstiden: på {n} av {days} dagar finns ingen lucka som räcker för någon otillgodosedd kontakt med "
        "dokumentation (kortast {shortest} minuter).",
        "Working hours: on {n} of {days} days no free gap is long enough for any unserved contact with its notes "
        "(the shortest takes {shortest} minutes).",
    ),
    "bind.row_of_contacts": (
        "Pauser: på {n} av {days} dagar skulle varje tillräckligt lång lucka ge mer än {limit} minuter i rad utan "
        "paus.",
        "Pauses: on {n} of {days} days every gap that is long enough would make a row of more than {limit} minutes "
        "without a pause.",
    ),
    "bind.patient_time": (
        "Patienternas tider: på {n} av {days} dagar passar ingen återstående lucka behovens dagar, fönster eller "
        "patientens tider.",
        "Patients' time: on {n} of {days} days no gap left suits the needs' days, windows or patients' hours.",
    ),
    "bind.room": (
        "Rum: på {n} av {days} dagar är inget lämpligt rum ledigt när behandlaren har en lucka som passar.",
        "Rooms: on {n} of {days} days no suitable room is free when the clinician has a gap that suits.",
    ),
    "bind.heavy_contacts": (
        "Tunga kontakter: på {n} av {days} dagar är de otillgodosedda kontakterna tunga och gränsen nådd.",
        "Heavy contacts: on {n} of {days} days the unserved contacts are heavy ones and their limit is reached.",
    ),
    "bind.heavy_after_heavy": (
        "Återhämtning: på {n} av {days} dagar är de otillgodosedda kontakterna tunga, och ingen lucka ligger långt nog "
        "från dagens andra tunga kontakter.",
        "Recovery: on {n} of {days} days the unserved contacts are heavy ones and no gap lies far enough from the "
        "other heavy contacts.",
    ),
    "bind.phone_hours": (
        "Telefontider: på {n} av {days} dagar är de otillgodosedda kontakterna samtal, och telefontiden räcker inte.",
        "Phone hours: on {n} of {days} days the unserved contacts are calls and the phone hours have no gap for them.",
    ),
    "bind.daily_rest": (
        "Dygnsvila: på {n} av {days} dagar skulle varje tillräckligt lång lucka korta av vilan mellan två arbetsdagar.",
        "Daily rest: on {n} of {days} days every gap that is long enough would cut the rest between two days of work.",
    ),
    "bind.weekly_rest": (
        "Veckovila: på {n} av {days} dagar skulle varje tillräckligt lång lucka bryta veckans långa vila.",
        "Weekly rest: on {n} of {days} days every gap that is long enough would break the week's long rest.",
    ),
    "bind.first_visits": (
        "Nybesök: på {n} av {days} dagar är de otillgodosedda kontakterna nybesök och gränsen nådd.",
        "First visits: on {n} of {days} days the unserved contacts are first visits and their limit is reached.",
    ),
    "bind.remote_share": (
        "Andel på distans: på {n} av {days} dagar är de otillgodosedda kontakterna telefon eller skrift, och veckans "
        "gräns {limit} är nådd.",
        "Remote share: on {n} of {days} days the unserved contacts are by phone or in writing, and the week's limit "
        "of {limit} is reached.",
    ),
    "bind.mixture": (
        "På {n} av {days} dagar stoppas varje otillgodosedd kontakt, men av olika regler: {rules}.",
        "On {n} of {days} days every unserved contact is stopped, but by different rules: {rules}.",
    ),
    "bind.load": (
        "Belastning (pris): på {n} av {days} dagar lyfter varje ytterligare kontakt belastningen över {limit}, "
        "och varje poäng kostar {price}.",
        "Load (a price): on {n} of {days} days any further contact lifts the load above {limit}, and each point costs "
        "{price}.",
    ),
    "bind.open": (
        "På {n} av {days} dagar ryms minst en otillgodosedd kontakt under de gränser som räknas här; andra regler, "
        "priser eller söktiden avgör.",
        "On {n} of {days} days at least one unserved contact would fit under the limits counted here; other rules, "
        "prices or the time of the search decide.",
    ),
}
