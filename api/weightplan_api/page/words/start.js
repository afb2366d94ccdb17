export const START = {
  start: ["Veckans schema", "The week's schedule"],
  "start.lead": [
    "Behov in, ett bevisat schema ut. Börja med den senaste planen, en egen fil eller en vecka att prova med.",
    "Needs in, a proven schedule out. Begin with the last plan, a file of your own, or a week to try things on.",
  ],
  "start.last": ["Senaste planerna", "The last plans"],
  "start.none": ["Inga planer än.", "No plans yet."],
  "start.demo": ["Prova med en vecka som följer med", "Try a week that ships"],
  "start.demo.lead": ["Påhittade enheter utan personuppgifter.", "Made-up units, without anybody's data."],
  "start.time": ["Söktid", "Search time"],
  "start.time.label": ["Sök högst så länge", "Search no longer than"],
  "start.time.lead": [
    "Sökningen slutar tidigare när planen är bevisat så gott som bäst, och kan stoppas när som helst.",
    "The search ends earlier once the plan is proven to be as good as the best, and can be stopped at any time.",
  ],
  "start.clinician": [
    "Den här inloggningen öppnar en behandlares egen sida, inte enhetens planering.",
    "This login opens a clinician's own page, not the unit's planning.",
  ],
  seconds: ["{seconds} sekunder", "{seconds} seconds"],
  minutes: ["{n} minut|{n} minuter", "{n} minute|{n} minutes"],
  upload: ["En egen vecka", "A week of your own"],
  "upload.file": ["Fil ({forms})", "File ({forms})"],
  "upload.lead": [
    "En Excelbok, en zip med CSV-filer, YAML, JSON eller ett FHIR-paket. Fel visas vid sin cell eller rad.",
    "An Excel workbook, a zip of CSV files, YAML, JSON or a FHIR bundle. Faults are shown at their cell or line.",
  ],
  "upload.plan": ["Planera", "Plan it"],
  "upload.none": ["Välj en fil först.", "Choose a file first."],
  "upload.unknown": ["Den filtypen kan inte läsas.", "Files of that type cannot be read."],
  "upload.refused": [
    "{name} kan inte planeras: {n} fel.|{name} kan inte planeras: {n} fel.",
    "{name} cannot be planned: {n} fault.|{name} cannot be planned: {n} faults.",
  ],
  login: ["Logga in", "Log in"],
  "login.lead": [
    "Klistra in din kod från enhetens administratör. Den sparas inte i webbläsaren.",
    "Paste the token that your administrator gave you. The browser does not keep it.",
  ],
  "login.refused": ["Koden gäller inte här.", "That is no token of this service."],
  token: ["Kod", "Token"],
};
