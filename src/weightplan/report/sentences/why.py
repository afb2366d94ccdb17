"""Why one need is left over, in a sentence each."""

SENTENCES: dict[str, tuple[str, str]] = {
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
}
