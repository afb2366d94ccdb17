"""What a year's page calls things, in Swedish and English."""

from weightplan.study.wording import Known, Language

# figure: (Swedish, English, decimals)
YEAR_FIGURES: Known = {
    "waiting_end": ("I kö vid årets slut", "Waiting at the year's end", 1),
    "waiting_mean": ("I kö, medel över året", "Waiting, mean of the year", 1),
    "waiting_over_90_end": ("I kö över 90 dagar vid årets slut", "Waiting over 90 days at the year's end", 1),
    "in_course_end": ("I behandling vid årets slut", "In treatment at the year's end", 1),
    "referrals": ("Remisser", "Referrals", 1),
    "first_begun": ("Påbörjade (nybesök)", "Begun (first visits)", 1),
    "discharged": ("Avslutade", "Discharged", 1),
    "first_wait": ("Väntan till nybesök, dagar", "Days from referral to first visit", 1),
    "first_in_90_share": ("Andel nybesök inom 90 dagar", "Share of first visits within 90 days", 3),
    "treatment_wait": ("Väntan därifrån till behandling, dagar", "Days from there to treatment", 1),
    "treatment_in_90_share": ("Andel behandlingar inom 90 dagar", "Share of treatments within 90 days", 3),
    "held": ("Genomförda kontakter", "Contacts held", 0),
    "no_show": ("Uteblivna kontakter", "No-shows", 1),
    "cancelled": ("Inställda för sjukdom eller vakans", "Cancelled for illness or an empty post", 1),
    "unserved_share": ("Ej tillgodosedd andel av veckornas behov", "Unserved share of the weeks' need", 3),
    "target": ("Mål, vikter", "Target, weights", 0),
    "booked": ("Bokade vikter", "Booked weights", 0),
    "attended": ("Vikter efter uteblivna och inställda", "Weights after no-shows and cancellations", 0),
    "booked_share": ("Bokade vikter mot mål", "Booked weights against target", 3),
    "load_per_fte": ("Belastning per heltidsvecka, poäng", "Load per full-time week, points", 1),
    "phone_share": ("Telefonens andel av kontakttiden", "Phone's share of contact minutes", 3),
    "written_share": ("Skriftliga kontakters andel av kontakttiden", "Written contacts' share of contact minutes", 3),
    "slope": ("Köns förändring, patienter i veckan", "Change of the queue, patients a week", 2),
}

YEAR_TEXTS: dict[str, tuple[str, str]] = {
    "verdict": ("Stabiliseras kön?", "Does the queue settle?"),
    "rule": (
        "Regel: kön är de remitterade vars nybesök (eller behandling, där inget nybesök ingår) återstår. För varje "
        "upprepning räknas köns lutning över den sista halvan av veckorna (minsta kvadrat), och medelvärdet får ett "
        "95 % konfidensintervall (Students t). Ligger hela intervallet inom ±{share} % av remisserna i veckan "
        "stabiliseras kön; ligger det helt över 0 växer den, helt under 0 krymper den; annars går det inte att säga.",
        "Rule: the queue is those referred whose first visit (or treatment, where there is none) is still to come. "
        "For each repetition the queue's slope over the last half of the weeks is taken by least squares, and the "
        "mean gets a 95 % interval (Student's t). Where the whole interval lies within ±{share} % of the referrals "
        "a week the queue settles; wholly above 0 it grows, wholly below 0 it shrinks; else it cannot be told.",
    ),
    "season": (
        "Den sista halvan av ett enda år innehåller en årstid. Med 104 veckor är den ett helt år, och semestrarna "
        "tar ut varandra.",
        "The last half of one year has a season in it. With 104 weeks it is a whole year, and vacations cancel out.",
    ),
    "guarantee": (
        "Vårdgarantin 0-3-90-90: enheten svarar för 90 dagar till nybesök och 90 dagar därifrån till behandling; "
        "0 och 3 gäller primärvården. Väntan räknas för dem som kommit fram; de som ännu väntar syns i kön.",
        "The care guarantee 0-3-90-90: this unit answers for 90 days to the first visit and 90 from there to "
        "treatment; 0 and 3 are primary care's. Waits are of those who were seen; who still waits is in the queue.",
    ),
    "levels_note": (
        "Summa över årets veckor: en kontakt som väntar i flera veckor räknas i var och en av dem.",
        "Summed over the weeks of the year: a contact that waits several weeks counts in each of them.",
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
    "unserved_levels": (
        "Ej tillgodosedda kontakter i veckan, per vårdnivå",
        "Unserved contacts a week by level of care",
    ),
    "proof": (
        "{done} av {all} år är klara, {failed} misslyckades. {solved} veckor löstes; {none} veckor fick ingen plan "
        "inom gränsen, och ingen sågs då. Bevisat optimala: {optimal}; gap i medel {gap}, som högst {worst}.",
        "{done} of {all} years are done, {failed} failed. {solved} weeks were solved; {none} weeks got no plan within "
        "the limit, and nobody was seen in them. Proven optimal: {optimal}; mean gap {gap}, largest {worst}.",
    ),
    "honest": (
        "Varje vecka är den bästa plan som hittades inom gränsen. Ett stort gap betyder att en längre sökning kan se "
        "fler: då är kön här längre än den behöver vara.",
        "Every week is the best plan found within the limit. A large gap means that a longer search may see more: the "
        "queue is then longer here than it has to be.",
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
