"""What a year's page calls things, in Swedish and English."""

from weightplan.study.wording import Known, Language

# figure: (Swedish, English, decimals)
YEAR_FIGURES: Known = {
    "waiting_end": ("I kö vid årets slut", "Waiting at the year's end", 1),
    "waiting_mean": ("I kö, medel över året", "Waiting, mean of the year", 1),
    "waiting_over_90_end": ("I kö över 90 dagar vid årets slut", "Waiting over 90 days at the year's end", 1),
    "treatment_waiting_end": (
        "Väntar på behandling efter nybesöket vid årets slut",
        "Waiting for treatment after the first visit at the year's end",
        1,
    ),
    "treatment_waiting_over_90_end": (
        "Väntar på behandling över 90 dagar vid årets slut",
        "Waiting over 90 days for treatment at the year's end",
        1,
    ),
    "no_place_end": ("Utan plats hos någon vid årets slut", "Without a place at the year's end", 1),
    "orphaned_end": (
        "Därav i behandling, utan behandlare, vid årets slut",
        "Of these in treatment, without a clinician, at the year's end",
        1,
    ),
    "orphaned_mean": (
        "I behandling utan behandlare, medel över året",
        "In treatment without a clinician, mean of the year",
        1,
    ),
    "in_course_end": ("I behandling vid årets slut", "In treatment at the year's end", 1),
    "referrals": ("Remisser", "Referrals", 1),
    "place_wait": ("Väntan till plats hos någon, dagar", "Days from referral to a place", 1),
    "first_begun": ("Påbörjade (första kontakten)", "Begun (first contacts)", 1),
    "first_wait": ("Väntan till första kontakten, dagar", "Days from referral to first contact", 1),
    "first_in_90_share": ("Andel första kontakter inom 90 dagar", "Share of first contacts within 90 days", 3),
    "treatment_wait": ("Väntan från nybesök till behandling, dagar", "Days from first visit to treatment", 1),
    "treatment_in_90_share": ("Andel behandlingar inom 90 dagar", "Share of treatments within 90 days", 3),
    "discharged": ("Avslutade", "Discharged", 1),
    "discharged_unseen": ("Därav aldrig träffade", "Of these never seen", 1),
    "held": ("Genomförda kontakter", "Contacts held", 0),
    "no_show": ("Uteblivna kontakter", "No-shows", 1),
    "cancelled": ("Inställda för sjukdom eller vakans", "Cancelled for illness or an empty post", 1),
    "course_ended": ("Ej längre behövda: behandlingen slut", "No longer needed: the course had ended", 1),
    "missed_share": ("Ej tillgodosedd andel av veckornas behov", "Unserved share of the weeks' need", 3),
    "not_asked": (
        "Därav utan någon att fråga (frånvaro, ingen behandlare), kontakter",
        "Of these with nobody to ask (absence, no clinician), contacts",
        1,
    ),
    "crisis_uncovered": ("Akuttider som ingen höll", "Crisis slots that nobody kept", 1),
    "target": ("Mål, vikter", "Target, weights", 0),
    "booked": ("Bokade vikter", "Booked weights", 0),
    "booked_share": ("Bokade vikter mot mål", "Booked weights against target", 3),
    "due": ("Mål för de dagar som arbetades, vikter", "Target for the days that were worked, weights", 0),
    "attended": ("Vikter efter uteblivna och inställda", "Weights after no-shows and cancellations", 0),
    "load_per_fte": ("Belastning per heltidsvecka, poäng", "Load per full-time week, points", 1),
    "phone_share": ("Telefonens andel av kontakttiden", "Phone's share of contact minutes", 3),
    "written_share": ("Skriftliga kontakters andel av kontakttiden", "Written contacts' share of contact minutes", 3),
    "change": ("Köns förändring, patienter i veckan", "Change of the queue, patients a week", 2),
}

YEAR_TEXTS: dict[str, tuple[str, str]] = {
    "verdict": ("Stabiliseras kön?", "Does the queue settle?"),
    "rule": (
        "Regel: kön är de remitterade vars första kontakt (nybesöket, där ett ingår) återstår. {how} Medelvärdet över "
        "upprepningarna får ett 95 % konfidensintervall (Students t). Ligger hela intervallet inom ±{share} % av "
        "remisserna i veckan stabiliseras kön; ligger det helt över 0 växer den, helt under 0 krymper den; annars går "
        "det inte att säga.",
        "Rule: the queue is those referred whose first contact (the first visit, where there is one) is still to "
        "come. {how} The mean over the repetitions gets a 95 % interval (Student's t). Where the whole interval lies "
        "within ±{share} % of the referrals a week the queue settles; wholly above 0 it grows, wholly below 0 it "
        "shrinks; else it cannot be told.",
    ),
    "how_slope": (
        "För varje upprepning räknas köns lutning över den sista halvan av veckorna (minsta kvadrat).",
        "For each repetition its slope over the last half of the weeks is taken by least squares.",
    ),
    "how_year_on_year": (
        "För varje upprepning jämförs var och en av de sista 52 veckorna med samma vecka året före, och skillnadernas "
        "medelvärde delas med 52.",
        "For each repetition each of the last 52 weeks is compared with the same week a year before, and the mean of "
        "the differences is divided by 52.",
    ),
    "over_slope": ("under den sista halvan", "over the last half"),
    "over_year_on_year": ("mot samma veckor året före", "against the same weeks a year before"),
    "caveat_slope": (
        "Den sista halvan innehåller en årstid: semestrar kan ensamma luta kön uppåt eller nedåt, även där den är "
        "densamma år efter år. Med 104 veckor jämförs i stället varje vecka med samma vecka året före.",
        "The last half has a season in it: vacations alone can tilt the queue up or down, even where it is the same "
        "year after year. With 104 weeks each week is compared with the same week a year before instead.",
    ),
    "caveat_year_on_year": (
        "Semestrar och helger väger ungefär lika i de båda åren. Det som bara händer i början gör det inte: det första "
        "året börjar med basveckans patienter.",
        "Vacations and holidays weigh about the same in both years. What happens only in the beginning does not: the "
        "first year begins with the base week's patients.",
    ),
    "guarantee": (
        "Vårdgarantin 0-3-90-90: enheten svarar för 90 dagar till nybesök och 90 dagar därifrån till behandling; "
        "0 och 3 gäller primärvården. Väntetider är deras som kommit fram. Den som ännu väntar på sin första kontakt "
        "finns i kön, den som väntar på behandling efter nybesöket i raderna om det. Där inget nybesök ingår är den "
        "första kontakten både och, och den andra väntan räknas inte.",
        "The care guarantee 0-3-90-90: this unit answers for 90 days to the first visit and 90 from there to "
        "treatment; 0 and 3 are primary care's. Waits are of those who were seen. Who still waits for a first contact "
        "is in the queue, who waits for treatment after the first visit in the rows about that. Where a course has no "
        "first visit the first contact is both, and the second wait is not counted.",
    ),
    "base_queue": (
        "Basveckans nya patienter räknas som remitterade dess måndag: hur länge de redan väntat är inte känt, och "
        "deras väntetider är därför för korta. Basveckans övriga patienter räknas som redan behandlade.",
        "New patients of the base week count as referred on its Monday: how long they had waited is not known, so "
        "their waits are too short. The base week's other patients count as already treated.",
    ),
    "levels_note": (
        "Summa över årets veckor: en kontakt som väntar i flera veckor räknas i var och en av dem. Här ingår kontakter "
        "som ingen kunde frågas om, för att den egna behandlaren var borta hela veckan eller för att ingen finns.",
        "Summed over the weeks of the year: a contact that waits several weeks counts in each of them. Contacts that "
        "nobody could be asked for, since the own clinician was away all week or there is none, are among them.",
    ),
    "crisis_note": (
        "Akuttider hålls öppna av dem som är där, så många som de kan hålla. De andra räknas: ingen där kunde, den som "
        "skulle blev sjuk, eller veckan fick ingen plan.",
        "Crisis slots are kept open by those who are there, as many as they can hold. The others are counted: nobody "
        "there could, who should fell ill, or the week had no plan.",
    ),
    "weeks_title": ("Vecka för vecka", "Week by week"),
    "bands": (
        "Linjen är medelvärdet över upprepningarna, bandet går från den 10:e till den 90:e percentilen.",
        "The line is the mean over the repetitions, the band goes from the 10th to the 90th percentile.",
    ),
    "week": ("Vecka", "Week"),
    "waiting": ("I kö", "Waiting"),
    "waiting_over_90": ("I kö över 90 dagar", "Waiting over 90 days"),
    "load_per_fte": ("Belastning per heltidsvecka, poäng", "Load per full-time week, points"),
    "remote_share": (
        "Telefonens och skriftliga kontakters andel av tiden",
        "Phone's and written contacts' share of time",
    ),
    "phone": ("telefon", "phone"),
    "written": ("skriftligt", "written"),
    "weights": ("Bokade vikter (heldragen) mot mål (streckad)", "Booked weights (solid) against target (dashed)"),
    "missed_levels": (
        "Ej tillgodosedda kontakter i veckan, per vårdnivå",
        "Unserved contacts a week by level of care",
    ),
    "proof": (
        "{done} av {all} år är klara, {failed} misslyckades.",
        "{done} of {all} years are done, {failed} failed.",
    ),
    "years_done": ("Klara år", "Years done"),
    "weeks_planned": ("Veckor med en plan", "Weeks with a plan"),
    "weeks_impossible": ("Veckor utan möjlig plan (bevisat)", "Weeks that no plan can meet (proven)"),
    "weeks_out_of_time": ("Veckor utan plan inom gränsen", "Weeks without a plan within the limit"),
    "weeks_optimal": ("Veckor bevisat optimala", "Weeks proven optimal"),
    "gap_mean": ("Gap, medel", "Gap, mean"),
    "gap_worst": ("Gap, högst", "Gap, largest"),
    "honest": (
        "Varje vecka är den bästa plan som hittades inom gränsen, och i en vecka utan plan sågs ingen. Ett stort gap "
        "betyder att en längre sökning kan se fler: då är kön här längre än den behöver vara. Skiljer sig gapen mellan "
        "scenarier gör det även skillnaderna mellan dem osäkra.",
        "Every week is the best plan found within the limit, and nobody was seen in a week without one. A large gap "
        "means that a longer search may see more: the queue is then longer here than it has to be. Gaps that differ "
        "between scenarios make the differences between these unsure too.",
    ),
    "example": (
        "Remisser, behandlingar, platser och frånvaro är {origin} tills enheten anger sina egna. Att en annan mix "
        "ändrar hur patienterna mår, eller hur många kontakter de behöver, räknas bara om studien säger det.",
        "Referrals, treatments, places and absences are {origin} until the unit gives its own. That another mix "
        "changes how patients fare, or how many contacts they need, is reckoned only where the study says so.",
    ),
    "origin_example": ("exempel", "examples"),
    "origin_measured": ("uppmätta", "measured"),
    "origin_sourced": ("hämtade ur källor", "sourced"),
}


def year_text(key: str, language: Language) -> str:
    return YEAR_TEXTS[key][0 if language == "sv" else 1]
