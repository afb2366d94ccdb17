"""The sentences on staffing, in both languages."""

from collections.abc import Sequence

from weightplan.answers.staffing.example import FULL_TIME, ROOM
from weightplan.answers.staffing.model import Added, Carried, Staffing
from weightplan.case import Case
from weightplan.files.pricelist import PriceList
from weightplan.report.looks import role_label
from weightplan.report.words import Language, Words, readable

_GOAL = {
    "en": "so that {share} of those with a target attend it with a probability of at least {level}",
    "sv": "för att {share} av dem som har ett mål ska nå det med minst sannolikheten {level}",
}
_FOUND = {
    "en": "{what} is enough, for {cost}, {goal}: {n} of {of} do. The plan leaves unserved needs priced at {left}.",
    "sv": "{what} räcker, för {cost}, {goal}: {n} av {of} gör det. Planen lämnar otillgodosedda behov för priset "
    "{left}.",
}
_NOTHING = {"en": "Today's staffing", "sv": "Dagens bemanning"}
_NONE = {
    "en": "No change of the price list was found that is enough {goal}.",
    "sv": "Ingen ändring i prislistan har visats räcka {goal}.",
}
_CLOSEST = {
    "en": " The plan that came closest has {n} of the {needed} who are needed.",
    "sv": " Den plan som kom närmast har {n} av de {needed} som behövs.",
}
_REFUTED = {
    "en": " It is proven that none is: in no legal week of any of them do enough book their targets.",
    "sv": " Det är bevisat att ingen räcker: i ingen tillåten vecka bokar tillräckligt många sitt mål.",
}
_CHEAPEST = {
    "en": " It is proven that nothing cheaper in the list is enough.",
    "sv": " Det är bevisat att inget billigare i listan räcker.",
}
_OPEN = {
    "en": " Whether a change for {cost} is enough was not shown; every cheaper one is proven not to be.",
    "sv": " Om en ändring för {cost} räcker är inte visat; att allt billigare inte räcker är bevisat.",
}
_OPEN_TODAY = {
    "en": " Whether today's staffing is enough was not shown.",
    "sv": " Om dagens bemanning räcker är inte visat.",
}
_EXAMPLE = {
    "en": " The prices are an example: a full-time post counts as {post}, a room as {room}; `--prices` takes the "
    "unit's own.",
    "sv": " Priserna är ett exempel: en heltidstjänst räknas som {post}, ett rum som {room}; `--prices` tar enhetens "
    "egna.",
}
_STAFF = {"en": "{n} × {role}, {share} of full time", "sv": "{n} × {role}, {share} av heltid"}
_ROOM = {"en": "{n} × room ({kind})", "sv": "{n} × rum ({kind})"}
_CARRIED = {
    "en": "{role}: {target} weights a full-time week can be booked by {needed} of {people} (today: {today}), leaving "
    "unserved needs priced at {left}.",
    "sv": "{role}: {target} vikter per heltidsvecka kan bokas av {needed} av {people} (i dag: {today}); då lämnas "
    "otillgodosedda behov för priset {left}.",
}
_NO_MORE = {"en": " No legal week that counts carries more.", "sv": " Ingen tillåten vecka som räknas bär mer."}
_AT_MOST = {
    "en": " No legal week that counts carries more than {bound}.",
    "sv": " Ingen tillåten vecka som räknas bär mer än {bound}.",
}
_UNKNOWN = {"en": " How much more could be carried was not shown.", "sv": " Hur mycket mer som går är inte visat."}
_BOOKED = {
    "en": "Weights are booked ones: who stays away is not allowed for. Needs come first: only weeks count that leave "
    "no more unserved, by price, than {n}.",
    "sv": "Vikterna är bokade: de som uteblir är inte avräknade. Behoven går först: bara veckor räknas som inte lämnar "
    "mer otillgodosett än till priset {n}.",
}
_HIDDEN = {
    "en": "{roles}: not shown, a role's figures are shown from {least} people.",
    "sv": "{roles}: visas inte, en rolls siffror visas från {least} personer.",
}
_NO_ROLE = {"en": "No role has a target.", "sv": "Ingen roll har något mål."}


def sentence(case: Case, answer: Staffing, language: Language) -> str:
    """Return what is enough, or how far from it the search ended, how far that is proven, and whose the prices are."""
    words = Words(language)
    goal = _GOAL[language].format(share=words.percent(answer.reach), level=words.percent(answer.confidence))
    text = _closest(answer, goal, words) if answer.added is None else _found(case, answer, goal, words)
    text += _how_sure(answer, words)
    if answer.example:
        text += _EXAMPLE[language].format(post=words.number(FULL_TIME), room=words.number(ROOM))
    return text


def _found(case: Case, answer: Staffing, goal: str, words: Words) -> str:
    best = answer.tried[-1]
    return _FOUND[words.language].format(
        what=added_in_words(case, answer.prices, best.added, words),
        cost=words.number(best.cost),
        goal=goal,
        n=best.found,
        of=best.people,
        left=words.number(answer.left or 0),
    )


def _closest(answer: Staffing, goal: str, words: Words) -> str:
    text = _NONE[words.language].format(goal=goal)
    still = [one for one in answer.tried if not one.refuted]
    if not still:
        return text
    closest = min(still, key=lambda one: one.needed - one.found)
    counts = {"n": words.number(closest.found), "needed": words.number(closest.needed)}
    return text + _CLOSEST[words.language].format(**counts)


def _how_sure(answer: Staffing, words: Words) -> str:
    proof = answer.proof
    if proof.proven:
        return (_REFUTED if answer.added is None else _CHEAPEST)[words.language]
    if not proof.bound:
        return _OPEN_TODAY[words.language]
    return _OPEN[words.language].format(cost=words.number(proof.bound))


def added_in_words(case: Case, prices: PriceList, added: Sequence[Added], words: Words) -> str:
    """Return a change as people read it."""
    if not added:
        return _NOTHING[words.language]
    parts = []
    for part in added:
        kind, place = part.line.removesuffix("]").split("[")
        if kind == "staff":
            post = prices.staff[int(place)]
            role = role_label(case, post.role, words.language)
            parts.append(_STAFF[words.language].format(n=part.number, role=role, share=words.percent(post.fte)))
        else:
            room = readable(prices.rooms[int(place)].kind).lower()
            parts.append(_ROOM[words.language].format(n=part.number, kind=room))
    return " + ".join(parts)


def honest_sentence(
    case: Case, roles: Sequence[Carried], hidden: Sequence[str], most_unserved: int, language: Language
) -> str:
    """Return what each role can carry, how far that is proven, and which roles are too small to be shown."""
    words, parts = Words(language), []
    for role in roles:
        text = _CARRIED[language].format(
            role=role_label(case, role.role, language),
            target=words.weight(role.target),
            needed=role.needed,
            people=role.people,
            today=words.weight(role.today),
            left=words.number(role.left),
        )
        if role.bound is None:
            parts.append(text + _UNKNOWN[language])
        elif role.proven:
            parts.append(text + _NO_MORE[language])
        else:
            parts.append(text + _AT_MOST[language].format(bound=words.weight(role.bound)))
    if roles:
        parts.append(_BOOKED[language].format(n=words.number(most_unserved)))
    if hidden:
        names = ", ".join(role_label(case, role, language) for role in hidden)
        parts.append(_HIDDEN[language].format(roles=names, least=case.rulebook.min_group_size))
    return " ".join(parts) or _NO_ROLE[language]
