"""What heads every page, and whether targets are reached and rules kept."""

SENTENCES: dict[str, tuple[str, str]] = {
    "title": ("Veckoschema", "Weekly schedule"),
    "week": ("Vecka {week} {year}", "Week {week}, {year}"),
    "weeks": ("Vecka {week}–{last} {year}", "Weeks {week}–{last}, {year}"),
    "contents": ("Innehåll", "Contents"),
    "skip": ("Hoppa till innehållet", "Skip to the content"),
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
}
