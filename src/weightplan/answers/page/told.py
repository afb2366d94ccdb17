"""Answers as sections of the page, in the week's order and never by result."""

from weightplan.answers.ceiling import Why
from weightplan.answers.confidence import Confidence, Outlook
from weightplan.answers.confidence.wording import chance_in_words
from weightplan.answers.page.answers import Answers
from weightplan.answers.page.places import no_clash
from weightplan.answers.page.wording import Say
from weightplan.answers.price import Prices, name_of
from weightplan.report.sections import Figures, Section


def told(say: Say, answers: Answers, command: str) -> list[Section]:
    """Return the sections of a whole unit's answers; `command` asks again for what is not there."""
    return [
        _ceilings(say, answers, command),
        _prices(say, answers, command),
        _conflict(say, answers),
        _confidence(say, answers.confidence),
    ]


def told_to_one(say: Say, answers: Answers, command: str) -> list[Section]:
    """Return the sections of one clinician's answers. What clashes is the unit's affair."""
    return [_ceilings(say, answers, command), _prices(say, answers, command), _confidence(say, answers.confidence)]


def _missing(say: Say, key: str, answers: Answers, command: str) -> Section:
    return Section(key, say(key), (say("off_grid" if answers.legal else "broken"),), command=command)


def _ceilings(say: Say, answers: Answers, command: str) -> Section:
    found = answers.ceilings
    if found is None:
        return _missing(say, "ceilings", answers, command)

    def row(why: Why) -> tuple[str, ...]:
        ceilings = (why.ceiling.alone, why.ceiling.given_plan)
        most = (say.ceiling(c.weights, c.bound, c.proven) for c in ceilings)
        weights = (say.words.weight(why.target), say.words.weight(why.booked))
        return why.clinician, *weights, *most, say.words.number(why.proof.seconds, 1)

    names = (say.words("clinician"), say.words("target"), say.words("booked"))
    heads = (*names, say("alone"), say("given"), say("seconds"))
    lines = [say("ceilings.lead")] if len(found) > 1 else [say.text(found[0])]
    proof = say.proofs([why.proof.proven for why in found], sum(why.proof.seconds for why in found))
    table = Figures(say("ceilings"), heads, tuple(map(row, found)))
    return Section("ceilings", say("ceilings"), tuple(lines), (table,), proof)


def _prices(say: Say, answers: Answers, command: str) -> Section:
    found = answers.prices
    if found is None or answers.ceilings is None:
        return _missing(say, "prices", answers, command)
    short = [why for why in answers.ceilings if why.booked < why.target]
    lines = [say("prices.lead"), *map(say.text, found)] if short else [say("prices.nobody")]
    if len(found) < len(short):
        lines.append(say("prices.late", n=len(short) - len(found)))
    rows = tuple(row for prices in found for row in _priced(say, prices))
    heads = (say.words("clinician"), say.words("rule"), say("changeable"), say("costs"))
    proof = say.proofs([p.proof.proven for p in found], sum(p.proof.seconds for p in found)) if found else ""
    tables = (Figures(say("prices"), heads, rows, names=3),) if rows else ()
    return Section("prices", say("prices"), tuple(lines), tables, proof, command if len(found) < len(short) else "")


def _priced(say: Say, prices: Prices) -> list[tuple[str, ...]]:
    """Return the rules that cost something, or may, and the weekdays on which one more room is shown to help.

    Of the other rules it is proven that they cost nothing.
    """
    return [
        (
            prices.clinician or say.words("team.all"),
            name_of(p, say.words.language),
            say("yes" if p.for_trade else "no"),
            say.price(p.least, p.most, p.proven),
        )
        for p in prices.prices
        if (p.most if p.weekday is None else p.least) > 0
    ]


def _conflict(say: Say, answers: Answers) -> Section:
    clash = answers.conflict
    if clash is None:
        return no_clash(say) if answers.legal else Section("conflict", say("conflict"), (say("conflict.served"),))
    parts = tuple((str(n), say.text(part)) for n, part in enumerate(clash.demands, 1))
    ways = tuple((str(n), say.text(way)) for n, way in enumerate(clash.ways_out, 1))
    tables = [
        Figures(say(f"conflict.{key}"), ("", say("what")), rows, names=2)
        for key, rows in (("parts", parts), ("ways", ways))
        if rows
    ]
    return Section("conflict", say("conflict"), (say.text(clash),), tuple(tables), say.proof(clash.proof))


def _confidence(say: Say, found: Confidence) -> Section:
    words = say.words

    def row(outlook: Outlook) -> tuple[str, ...]:
        figures = (words.weight(f) for f in (outlook.target, outlook.booked, outlook.expected))
        chance = chance_in_words(outlook.attended.reaches, words) if outlook.target else "–"
        return outlook.clinician or words("team.all"), *figures, chance

    heads = (*(words(key) for key in ("clinician", "target", "booked", "expected")), say("probability"))
    outlooks = [*found.clinicians, *([found.unit] if found.unit else [])]
    table = Figures(say("confidence"), heads, tuple(map(row, outlooks)))
    lines = (say.text(found),) if found.unit is not None or len(outlooks) == 1 else ()
    return Section("confidence", say("confidence"), lines, (table,), say.proof(found.proof, exact=True))
