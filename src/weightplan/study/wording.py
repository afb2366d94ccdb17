"""What a study's pages call things, in Swedish and English, and how they write means."""

from typing import Literal

from weightplan.report.words import Words
from weightplan.study.statistics import Mean

Language = Literal["sv", "en"]

# figure: (Swedish, English, decimals)
Known = dict[str, tuple[str, str, int]]
FIGURES: Known = {
    "at_target": ("Når målet (antal)", "Reach the target (people)", 1),
    "at_target_attended": ("Når målet efter uteblivna (antal)", "Reach it after no-shows (people)", 1),
    "booked": ("Bokade vikter", "Booked weights", 1),
    "expected": ("Väntade vikter", "Expected weights", 1),
    "reportable": ("Rapporterbara vikter", "Reportable weights", 1),
    "attended": ("Vikter efter uteblivna", "Weights after no-shows", 1),
    "target": ("Mål, summa", "Target, sum", 1),
    "load_mean": ("Belastning per heltid, medel", "Load per full-time week, mean", 1),
    "load_max": ("Belastning per heltid, högst", "Load per full-time week, highest", 1),
    "load_gini": ("Belastningens ojämnhet (Gini)", "Unevenness of load (Gini)", 3),
    "unserved": ("Ej tillgodosedda kontakter", "Unserved contacts", 1),
    "first_visits_waiting": ("Nybesök som väntar", "First visits waiting", 1),
    "room_share": ("Rummens användning", "Room use", 3),
    "per_weight": ("Lönekostnad per rapporterbar vikt", "Salary cost per reportable weight", 0),
    "cost": ("Planens kostnad (poäng)", "Cost of the plan (points)", 0),
}

TEXTS: dict[str, tuple[str, str]] = {
    "eyebrow_weeks": ("Studie, bemanning och viktmål", "Study of staffing and weight targets"),
    "eyebrow_year": ("Studie, ett år av länkade veckor", "Study, a year of linked weeks"),
    "summary": ("Utfall per scenario", "Every scenario"),
    "against": ("Mot utgångsläget", "Against the base"),
    "effects": ("Vad varje ändring ger", "What each change gives"),
    "pictures": ("Bilder", "Pictures"),
    "proof": ("Hur säkert", "How sure"),
    "levels": ("Ej tillgodosett per vårdnivå", "Unserved need by level of care"),
    "level_none": ("utan nivå", "no level"),
    "base": ("utgångsläge", "base"),
    "change": ("Ändring", "Change"),
    "rows": ("Lösta veckor", "Weeks solved"),
    "gap": ("Största gap till det bevisade", "Largest gap to what is proven"),
    "none": ("–", "–"),
    "load": ("Belastning per heltid, medel", "Load per full-time week, mean"),
    "level": ("nivå", "level"),
    "interval": (
        "Medelvärden över upprepningarna, med 95 % konfidensintervall (Students t) inom parentes. "
        "Skillnader räknas upprepning för upprepning, med samma slump i båda scenarierna.",
        "Means over the repetitions, with 95 % confidence intervals (Student's t) in brackets. "
        "Differences are taken repetition by repetition, both scenarios having the same luck.",
    ),
    "honest": (
        "Varje tal läses av den bästa plan som hittades inom gränsen. Att färre når målet i ett scenario "
        "bevisar inte att ingen annan plan når längre.",
        "Every figure is read off the best plan found within the limit. That fewer reach the target in a scenario "
        "does not prove that no other plan goes further.",
    ),
    "failed": ("Veckor utan plan", "Weeks without a plan"),
    "failed_lead": (
        "Veckor utan plan räknas inte i något medelvärde. Tal och namn i felen är utelämnade; raderna har dem.",
        "Weeks without a plan count in no mean. Numbers and names are left out of errors; the rows have them.",
    ),
    "scenario": ("Scenario", "Scenario"),
    "why": ("Varför", "Why"),
    "count": ("Veckor", "Weeks"),
    "rows_of": ("utan plan", "without a plan"),
    "why_infeasible": (
        "bevisat omöjlig: måsten, bokningar och regler kan inte alla hållas",
        "proven impossible: musts, bookings and rules cannot all hold",
    ),
    "why_unknown": ("ingen plan hittades inom gränsen", "no plan was found within the limit"),
}


def text(key: str, language: Language) -> str:
    return TEXTS[key][0 if language == "sv" else 1]


def figure(name: str, language: Language, figures: Known = FIGURES) -> str:
    """Return what people read for a figure."""
    swedish, english, _ = figures[name]
    return swedish if language == "sv" else english


def written(mean: Mean | None, name: str, words: Words, signed: bool = False, figures: Known = FIGURES) -> str:
    """Return `4.5 (3.9 to 5.1)`, a dash where there is nothing."""
    if mean is None:
        return text("none", words.language)
    decimals = figures[name][2]

    def number(value: float) -> str:
        shown = words.number(abs(round(value, decimals)), decimals)
        if round(value, decimals) < 0:
            return f"−{shown}"
        return f"+{shown}" if signed and round(value, decimals) > 0 else shown

    if mean.low is None or mean.high is None:
        return number(mean.mean)
    to = "till" if words.language == "sv" else "to"
    return f"{number(mean.mean)} ({number(mean.low)} {to} {number(mean.high)})"
