"""Every sentence that a report shows, in Swedish and English side by side, and how numbers are written."""

from datetime import date
from typing import Literal

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")
NARROW_SPACE = "\u202f"

_DAYS = {
    "sv": ("mån", "tis", "ons", "tor", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "sv": ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}

# key: (Swedish, English). A bar divides the form for n = 1 from the form for every other n.
_CATALOGUE: dict[str, tuple[str, str]] = {
    "title": ("Veckoschema", "Weekly schedule"),
    "week": ("Vecka {week} {year}", "Week {week}, {year}"),
    "weeks": ("Vecka {week}–{last} {year}", "Weeks {week}–{last}, {year}"),
    "contents": ("Innehåll", "Contents"),
    "skip": ("Hoppa till innehållet", "Skip to the content"),
    # verdict
    "verdict": ("Utfall", "Verdict"),
    "verdict.lead": (
        "Per behandlare, i den ordning som filen har. Vad som binder gäller i den här planen.",
        "Per clinician, in the order of the file. What binds is said of this plan only.",
    ),
    "reached": ("når {booked} av {target}", "reached {booked} of {target}"),
    "over": ("når målet: {booked} av {target}, {over} över", "reached: {booked} of {target}, {over} above"),
    "short": ("{booked} av {target}, {short} under", "{booked} of {target}, {short} short"),
    "no_target": ("{booked} vikter, inget mål", "{booked} weights, no target"),
    "chip.reached": ("Når målet", "Reached"),
    "chip.short": ("{short} under", "{short} short"),
    "chip.no_target": ("Inget mål", "No target"),
    "team.reached": ("Enheten når målet: {booked} av {target}", "The team reaches its target: {booked} of {target}"),
    "team.short": (
        "Enheten når inte målet: {booked} av {target}, {short} under",
        "The team does not reach its target: {booked} of {target}, {short} short",
    ),
    "team.hidden": (
        "Summor för gruppen visas först från {least} behandlare.",
        "Team figures are shown from {least} clinicians.",
    ),
    "team.all": ("Hela enheten", "The whole team"),
    "team.role": ("Rollen {role}, {n} behandlare", "Role {role}, {n} clinicians"),
    "team.people": (
        "{reached} av {n} når sitt mål; saknade vikter tillsammans: {short}",
        "{reached} of {n} reach their target; weights missing in all: {short}",
    ),
    "legal": ("Alla hårda regler är uppfyllda.", "Every hard rule holds."),
    "illegal": (
        "Planen bryter mot en hård regel på {n} ställe och kan inte användas som den är."
        "|Planen bryter mot hårda regler på {n} ställen och kan inte användas som den är.",
        "The plan breaks a hard rule in {n} place and cannot be used as it stands."
        "|The plan breaks hard rules in {n} places and cannot be used as it stands.",
    ),
    "no_plan": ("Det finns ingen plan att visa.", "There is no plan to show."),
    "violations": ("Brutna regler", "Broken rules"),
    "violations.more": ("{n} rad till|{n} rader till", "{n} row more|{n} rows more"),
    "served": ("{served} av {asked} behov tillgodosedda", "{served} of {asked} needs served"),
    # what binds
    "binds": ("Vad som binder i denna plan", "What binds in this plan"),
    "bind.need": (
        "Behoven tar slut: inget otillgodosett behov återstår som den här behandlaren får ta (roll, kompetens, namn i "
        "behovet) "
        "och som ger vikt.",
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
        "dokumentation "
        "(kortast {shortest} minuter).",
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
        "gräns "
        "{limit} är nådd.",
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
        "priser eller "
        "söktiden avgör.",
        "On {n} of {days} days at least one unserved contact would fit under the limits counted here; other rules, "
        "prices or the "
        "time of the search decide.",
    ),
    # targets
    "booked": ("Bokat", "Booked"),
    "expected": ("Väntat", "Expected"),
    "reportable": ("Rapporterbart", "Reportable"),
    "target": ("Mål", "Target"),
    "clinician": ("Behandlare", "Clinician"),
    "outcome": ("Utfall", "Outcome"),
    "weights": ("Vikter", "Weights"),
    "weights.note": (
        "Bokat = planerade vikter. Väntat = efter beräknad närvaro. Rapporterbart = det som avtalet räknar.",
        "Booked = planned weights. Expected = after expected attendance. Reportable = what the contract counts.",
    ),
    "true_time": ("Verklig tid", "True time"),
    "true_minutes": ("Verkliga minuter", "True minutes"),
    "per_minute": ("Vikter per verklig minut", "Weights per true minute"),
    "rate": ("{value} per minut", "{value} a minute"),
    "free_left": ("ledigt: {free}", "free: {free}"),
    "load": ("Belastning", "Load"),
    "hours_minutes": ("{h} h {m} min", "{h} h {m} min"),
    # week
    "schedule": ("Veckan per behandlare", "The week, clinician by clinician"),
    "legend": ("Teckenförklaring", "Key"),
    "documentation": ("dokumentation", "notes"),
    "lunch": ("Lunch", "Lunch"),
    "admin": ("Administration", "Admin"),
    "supervision": ("Handledning", "Supervision"),
    "block": ("Upptagen", "Taken"),
    "absent": ("Frånvaro", "Absent"),
    "holiday": ("Helgdag", "Public holiday"),
    "crisis_slot": ("Kristid", "Crisis slot"),
    "fte": ("tjänstgöring {share}", "{share} of full time"),
    "picture_of": (
        "Bild av veckan för {clinician}. Samma innehåll finns i tabellerna efter bilden.",
        "Picture of the week of {clinician}. The tables after it hold the same.",
    ),
    "as_table": ("Veckan som tabell", "The week as a table"),
    "day_figures": ("Dag för dag", "Day by day"),
    "day": ("Dag", "Day"),
    "contact_minutes": ("Kontaktminuter", "Contact minutes"),
    "free_minutes": ("Lediga minuter", "Free minutes"),
    "limit_of": ("högst {limit}", "at most {limit}"),
    "soft_of": ("mjuk gräns {limit}", "soft limit {limit}"),
    "total": ("Summa", "Total"),
    "time": ("Tid", "Time"),
    "contact": ("Kontakt", "Contact"),
    "who": ("Patient", "Patient"),
    "where": ("Rum", "Room"),
    "weight": ("Vikt", "Weight"),
    "until": ("klar {time}", "done {time}"),
    "patients": ("{n} patient|{n} patienter", "{n} patient|{n} patients"),
    "contacts": ("{n} kontakt|{n} kontakter", "{n} contact|{n} contacts"),
    "nothing": ("Inget planerat", "Nothing planned"),
    # rooms
    "rooms": ("Rummen", "Rooms"),
    "rooms.lead": (
        "Andel av tiden som rummet är öppet, eller, utan egna tider, då någon behandlare arbetar.",
        "Share of the time that the room is open or, without hours of its own, that any clinician works.",
    ),
    "room": ("Rum", "Room"),
    "kind": ("Typ", "Kind"),
    "used": ("Använt", "Used"),
    "no_rooms": ("Veckan har inga rum.", "The week has no rooms."),
    # front
    "front": ("Vad det ena kostar i det andra", "What one costs in the other"),
    "front.point": ("Plan", "Plan"),
    "front.plan": ("Plan {number}", "Plan {number}"),
    "front.bound": ("Som mest", "At most"),
    "front.key": (
        "Varje punkt är en tillåten plan; en fylld punkt är bevisat bäst. Ingen tillåten plan ligger över den "
        "streckade linjen.",
        "Each point is a legal plan; a filled one is proven best. No legal plan lies above the dashed "
        "line.",
    ),
    # unserved
    "unserved": ("Otillgodosedda behov", "Unserved needs"),
    "unserved.none": ("Alla behov är tillgodosedda.", "Every need is served."),
    "unserved.lead": (
        "{n} kontakt återstår, efter skäl och prioritet (1 = mest angeläget)."
        "|{n} kontakter återstår, efter skäl och prioritet (1 = mest angeläget).",
        "{n} contact is left over, by reason and priority (1 = most urgent)."
        "|{n} contacts are left over, by reason and priority (1 = most urgent).",
    ),
    "unserved.more": (
        "och {n} rad till; alla finns i Excel-filen|och {n} rader till; alla finns i Excel-filen",
        "and {n} row more; the Excel file has all|and {n} rows more; the Excel file has all",
    ),
    "reason": ("Skäl", "Reason"),
    "reason.NONE": ("Inget skäl angivet", "No reason stated"),
    "reason.NO_COMPETENCE": ("Ingen har rätt roll och kompetens", "Nobody has the role and skills"),
    "reason.PREDECESSOR_UNSERVED": (
        "Kontakten som ska komma före är inte planerad",
        "The contact it follows is not in the plan",
    ),
    "reason.NO_COMMON_TIME": ("Ingen gemensam tid", "No time in common"),
    "reason.NO_ROOM": ("Inget rum", "No room"),
    "reason.DEADLINE": ("Inte inom tidsfönstret", "Not within its days and windows"),
    "reason.OUTRANKED": ("Fick stå tillbaka", "Outranked"),
    "reason.NOT_PLACED": ("Kunde läggas till, men sökningen hann inte", "Could be added, the search ended too soon"),
    "reason.LIMIT:meal_break": ("Gräns: lunchrast", "Limit: meal break"),
    "reason.LIMIT:admin_time": ("Gräns: skyddad administration", "Limit: protected admin time"),
    "reason.LIMIT:supervision_kept": ("Gräns: handledning", "Limit: supervision"),
    "reason.LIMIT:first_visit_is_long": ("Gräns: nybesöket kommer först", "Limit: the first visit comes first"),
    "reason.LIMIT:group_after_first": ("Gräns: grupp efter första kontakt", "Limit: groups after the first contact"),
    "reason.LIMIT:same_day": ("Gräns: samma dag", "Limit: same day"),
    "reason.LIMIT:follow_up": ("Gräns: uppföljning", "Limit: follow-up"),
    "reason.LIMIT:group_size": ("Gräns: gruppens storlek", "Limit: group size"),
    "reason.LIMIT:contact_minutes": ("Gräns: kontaktminuter per dag", "Limit: contact minutes a day"),
    "reason.LIMIT:row_of_contacts": ("Gräns: pauser", "Limit: pauses"),
    "reason.LIMIT:heavy_contacts": ("Gräns: tunga kontakter", "Limit: heavy contacts"),
    "reason.LIMIT:heavy_after_heavy": ("Gräns: återhämtning", "Limit: recovery"),
    "reason.LIMIT:phone_hours": ("Gräns: telefontider", "Limit: phone hours"),
    "reason.LIMIT:daily_rest": ("Gräns: dygnsvila", "Limit: daily rest"),
    "reason.LIMIT:weekly_rest": ("Gräns: veckovila", "Limit: weekly rest"),
    "reason.LIMIT:first_visits": ("Gräns: antal nybesök", "Limit: first visits"),
    "reason.LIMIT:remote_share": ("Gräns: andel på distans", "Limit: remote share"),
    "why.group_size": (
        "Gruppen har fler eller färre deltagare än kontakttypen tillåter.",
        "The group has more or fewer participants than its contact type takes.",
    ),
    "why.no_competence": (
        "Ingen eller för få av de behandlare som behovet tillåter har den roll och kompetens som krävs.",
        "None, or too few, of the clinicians that the need allows have the role and skills that it takes.",
    ),
    "why.predecessor": (
        "Kontakten som den ska följa på är inte planerad.",
        "The contact that it is to follow is not in the plan.",
    ),
    "why.follow_up": (
        "Kontakten ska hållas av samma behandlare som den som den följer på, och de får inte hålla den.",
        "It has to be held by the same clinicians as the contact that it follows, and they may not hold it.",
    ),
    "why.no_common_time": (
        "Inte ens i en tom vecka finns en tid som passar både patienten (alla deltagare) och dem som får hålla "
        "kontakten.",
        "Even in an empty week no time suits both the patient (every participant) and those who may hold the contact.",
    ),
    "why.no_room.ever": (
        "Inte ens i en tom vecka finns ett rätt rum öppet när behandlare och patient kan ses.",
        "Even in an empty week no right room is open when clinicians and patient can meet.",
    ),
    "why.no_room.now": (
        "I planen finns tider då behandlare och patient är lediga, men då är inget rätt rum ledigt.",
        "The plan leaves times at which clinicians and patient are free, but no right room is free at any of them.",
    ),
    "why.deadline": (
        "Inte ens i en tom vecka finns en möjlig tid inom behovets dagar och tidsfönster; utanför dem finns det.",
        "Even in an empty week there is no possible time within the need's days and windows; outside them there is.",
    ),
    "why.deadline.after": (
        "Inte ens i en tom vecka finns en möjlig tid inom behovets dagar och tidsfönster och rätt antal dagar efter "
        "den planerade kontakt som den följer på; utanför dem finns det.",
        "Even in an empty week there is no possible time within the need's days and windows and the right number of "
        "days after the planned contact that it follows; outside them there is.",
    ),
    "why.outranked.time": (
        "Det vore möjligt i en tom vecka, men i planen är varje möjlig tid upptagen av andra kontakter eller raster.",
        "It would be possible in an empty week, but in the plan other contacts or breaks are in the way at every "
        "possible time.",
    ),
    "why.outranked.cost": (
        "Kontakten ryms i planen, men att lägga till den kostar minst {cost} ({parts}); att låta bli kostar {worth}.",
        "The plan has room for it, but adding it costs {cost} at least ({parts}); leaving it out costs {worth}.",
    ),
    "why.not_placed": (
        "Kontakten ryms i planen och skulle sänka dess kostnad med {gain}: sökningen hann inte så långt.",
        "The plan has room for it, and adding it would lower the cost by {gain}: the search did not get that far.",
    ),
    "why.limit.everywhere": (
        "Vid varje möjlig tid, ledig eller upptagen, gäller i den här planen: {rule}.",
        "At every possible time, free or taken, this holds in this plan: {rule}.",
    ),
    "why.limit.all": (
        "I planen finns tider då behandlare, patient och rum är lediga, men vid var och en av dem: {rule}.",
        "The plan leaves times at which clinicians, patient and a room are free, but at each of them {rule}.",
    ),
    "why.limit.most": (
        "I planen finns tider då behandlare, patient och rum är lediga, men var och en bryter mot en regel; oftast: "
        "{rule}.",
        "The plan leaves times at which clinicians, patient and a room are free, but each would break a rule; most "
        "often {rule}.",
    ),
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
    "priority": ("Prioritet", "Priority"),
    "priority.n": ("Prio {n}", "Priority {n}"),
    "priority.none": ("okänd", "unknown"),
    "need": ("Behov", "Need"),
    "count": ("Antal", "Count"),
    "accepts": ("Godtagbara kontakter", "Acceptable contacts"),
    "explanation": ("Förklaring", "Explanation"),
    # proof and cost
    "proof": ("Bevis och kostnad", "Proof and cost"),
    "status.optimal": ("Optimal", "Optimal"),
    "status.feasible": ("Tillåten", "Feasible"),
    "status.infeasible": ("Omöjlig", "Infeasible"),
    "status.unknown": ("Ej funnen i tid", "Not found in time"),
    "proof.optimal": (
        "Bevisat optimal: ingen plan kostar mindre.",
        "Proven optimal: no plan costs less.",
    ),
    "proof.feasible": (
        "En plan, ännu inte bevisad optimal.",
        "A plan, not proven to be the best.",
    ),
    "proof.infeasible": (
        "Bevisat omöjligt: ingen plan uppfyller alla hårda regler.",
        "Proven infeasible: no plan keeps every hard rule.",
    ),
    "proof.unknown": (
        "Ingen plan hittades inom tiden, och inget bevis för att det inte finns någon.",
        "No plan was found in the time given, and no proof that there is none.",
    ),
    "proof.cost": ("Planen kostar {cost}.", "The plan costs {cost}."),
    "proof.differs": (
        "Filen säger {stated}; kontrollen räknar till {cost}.",
        "The file states {stated}; the checker reckons {cost}.",
    ),
    "proof.bound": ("Ingen plan kan kosta mindre än {bound}.", "No plan can cost less than {bound}."),
    "proof.no_bound": (
        "Ingen undre gräns är känd, så hur mycket bättre det kunde bli är inte sagt.",
        "No bound is known, so how much better it could be is not said.",
    ),
    "proof.gap": (
        "Avståndet till gränsen är {gap} av vad det kostar att inte ta emot någon alls.",
        "The distance to that bound is {gap} of what serving nobody costs.",
    ),
    "proof.rules": (
        "Gränsen gäller för de regler som lagts in: {rules}.",
        "The bound holds for the rules posted: {rules}.",
    ),
    "proof.rules_unnamed": ("Gränsen gäller för de regler som lagts in.", "The bound holds for the rules posted."),
    "cost_by_rule": ("Vad planen kostar, regel för regel", "What the plan costs, rule by rule"),
    "cost_by_rule.lead": (
        "Regelbokens priser, utan enhet. De väger önskemål mot varandra; de är inte pengar.",
        "The rulebook's prices, without a unit. They weigh wishes against each other; they are no money.",
    ),
    "rule": ("Regel", "Rule"),
    "about": ("Gäller", "About"),
    "what": ("Vad", "What"),
    "cost": ("Kostnad", "Cost"),
    "share": ("Andel", "Share"),
    # assumptions and record
    "assumptions": ("Antaganden", "Assumptions"),
    "assumptions.lead": (
        "Värden märkta ”example” är påhittade tills enheten lägger in sina egna.",
        "Values marked “example” are made up until the unit loads its own.",
    ),
    "assumptions.none": ("Inget värde är märkt ”example”.", "No value is marked “example”."),
    "assumptions.no_notes": ("Ingen dokumentationstid satt: {types}.", "No time for notes is set: {types}."),
    "origin": ("Ursprung", "Origin"),
    "minutes": ("Minuter", "Minutes"),
    "notes": ("Dokumentation", "Notes"),
    "attendance": ("Närvaro", "Attendance"),
    "per_participant": ("{weight} per deltagare", "{weight} per participant"),
    "package": ("Vårdpaket, nivå {level}", "Care package, level {level}"),
    "per_week": ("{n} per vecka", "{n} a week"),
    "sources": ("Källor", "Sources"),
    "field": ("Fält", "Field"),
    "source": ("Källa", "Source"),
    "record": ("Så gjordes planen", "How the plan was made"),
    "record.none": ("Planen har inget protokoll.", "The plan carries no record."),
    "record.input_sha256": ("Indata (SHA-256)", "Input (SHA-256)"),
    "record.rulebook": ("Regelbok", "Rulebook"),
    "record.version": ("Version", "Version"),
    "record.ortools": ("OR-Tools", "OR-Tools"),
    "record.seed": ("Frö", "Seed"),
    "record.workers": ("Arbetare", "Workers"),
    "record.wall_seconds": ("Sekunder", "Seconds"),
    "record.deterministic_time": ("Deterministisk tid", "Deterministic time"),
    # answers and a clinician's own page
    "to_run": ("Så får du svaret:", "To get the answer:"),
    "own": ("Min vecka", "My week"),
    "own.illegal": (
        "Planen bryter mot en hård regel och kan inte användas som den är.",
        "The plan breaks a hard rule and cannot be used as it stands.",
    ),
    "own.colleagues": (
        "{label}, med en kollega|{label}, med {n} kollegor",
        "{label}, with one colleague|{label}, with {n} colleagues",
    ),
    # soft and hard rules by name
    "rule.need": ("Varje kontakt svarar mot ett behov", "Every contact serves a need"),
    "rule.duration": ("Längd och vikt", "Minutes and weights"),
    "rule.working_hours": ("Arbetstid", "Working hours"),
    "rule.no_overlap": ("Inga krockar", "No overlap"),
    "rule.meal_break": ("Lunchrast", "Meal break"),
    "rule.room": ("Rum", "Rooms"),
    "rule.competence": ("Roll och kompetens", "Role and skills"),
    "rule.acceptable_type": ("Godtagbar kontakttyp", "Acceptable contact type"),
    "rule.patient_time": ("Patientens tid", "Patients' time"),
    "rule.first_visit_is_long": ("Nybesök är långa", "First visits are long"),
    "rule.group_after_first": ("Grupp efter första kontakt", "Groups after the first contact"),
    "rule.deadline": ("Tidsfönster", "Deadlines and windows"),
    "rule.same_day": ("Samma dag", "Same day"),
    "rule.follow_up": ("Uppföljning", "Follow-up"),
    "rule.group_size": ("Gruppens storlek", "Group size"),
    "rule.supervised": ("Erfaren kollega med", "An experienced colleague"),
    "rule.site": ("Mottagning", "Site"),
    "rule.crisis_slots": ("Kristider", "Crisis slots"),
    "rule.contact_minutes": ("Kontaktminuter per dag", "Contact minutes a day"),
    "rule.row_of_contacts": ("Pauser", "Pauses"),
    "rule.heavy_contacts": ("Tunga kontakter", "Heavy contacts"),
    "rule.first_visits": ("Antal nybesök", "First visits"),
    "rule.supervision_kept": ("Handledning", "Supervision"),
    "rule.remote_share": ("Andel på distans", "Remote share"),
    "rule.admin_time": ("Skyddad administration", "Protected admin time"),
    "rule.heavy_after_heavy": ("Återhämtning efter tunga kontakter", "Recovery after heavy contacts"),
    "rule.phone_hours": ("Telefontider", "Phone hours"),
    "rule.daily_rest": ("Dygnsvila", "Daily rest"),
    "rule.weekly_rest": ("Veckovila", "Weekly rest"),
    "rule.locked": ("Låsta bokningar", "Locked bookings"),
    "rule.must": ("Måste tillgodoses", "Must be served"),
    "rule.shortfall": ("Vikter under mål", "Weights short of target"),
    "rule.overshoot": ("Vikter över mål", "Weights above target"),
    "rule.unserved": ("Otillgodosedda behov", "Unserved needs"),
    "rule.intensity_floor": ("För gles vård för vårdnivån", "Fewer contacts than the level of care asks for"),
    "rule.front_loaded": ("För gles start på behandlingen", "Fewer contacts than the start of a course asks for"),
    "rule.measurement": ("Uteblivna mätningar", "Measurements left out"),
    "rule.week_balance": ("Ojämna veckor", "Uneven weeks"),
    "rule.late_change": ("Sena ändringar", "Late changes"),
    "rule.less_preferred_type": ("Mindre önskad kontakttyp", "Less preferred contact type"),
    "rule.load": ("Belastning över mjuk gräns", "Load over the soft limit"),
    "rule.load_imbalance": ("Ojämn belastning", "Uneven load"),
    "rule.heavy_late": ("Tunga kontakter sent på dagen", "Heavy contacts late in the day"),
    "rule.context_switches": ("Byten mellan fysiskt och distans", "Changes between in person and remote"),
    "rule.variety": ("Enformiga dagar", "Days of one type"),
    "rule.other_clinician": ("Annan behandlare än den egna", "Other clinician than the patient's own"),
    "rule.moved": ("Flyttade tider", "Moved appointments"),
}  # fmt: skip

WORDS: dict[Language, dict[str, str]] = {
    language: {key: pair[place] for key, pair in _CATALOGUE.items()} for place, language in enumerate(LANGUAGES)
}


class Words:
    """One language: look a sentence up by key, write numbers and dates as its readers do."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence for `key`, filled in; `n` picks the singular or the plural."""
        one, _, many = WORDS[self.language][key].partition("|")
        return (many if many and values.get("n") != 1 else one).format(**values)

    def known(self, key: str, otherwise: str) -> str:
        """Return the sentence for a key that comes from outside, or else `otherwise` made readable."""
        return WORDS[self.language].get(key) or readable(otherwise)

    def weight(self, value: float) -> str:
        """Write a weight: one decimal, or two where the second says something."""
        text = f"{value:.2f}"
        return self._local(text[:-1] if text.endswith("0") else text)

    def number(self, value: float, decimals: int = 0) -> str:
        return self._local(f"{value:,.{decimals}f}")

    def percent(self, share: float, decimals: int = 0) -> str:
        space = "\u00a0" if self.language == "sv" else ""
        return self._local(f"{100 * share:.{decimals}f}") + f"{space}%"

    def duration(self, minutes: int) -> str:
        return self("hours_minutes", h=minutes // 60, m=minutes % 60)

    def date(self, day: date) -> str:
        return f"{_DAYS[self.language][day.weekday()]} {day.day} {_MONTHS[self.language][day.month - 1]}"

    def _local(self, text: str) -> str:
        return text.replace(",", NARROW_SPACE).replace(".", ",") if self.language == "sv" else text


def readable(name: str) -> str:
    """Return an identifier as people would write it: `NO_ROOM` and `no_room` become `No room`."""
    text = name.replace("_", " ").strip() or name
    return (text.lower() if text.isupper() else text)[:1].upper() + (text.lower() if text.isupper() else text)[1:]
