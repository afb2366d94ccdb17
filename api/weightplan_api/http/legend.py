"""What a page needs to show a schedule as the reports do: looks of contact types, names of roles and rules."""

from fastapi import APIRouter

from weightplan.case import Case
from weightplan.report.looks import looks, role_label
from weightplan.report.words import WORDS, Language
from weightplan_api.http.access import Reader
from weightplan_api.http.jobs import AllJobs, JobId, mine
from weightplan_api.http.planned import KIND, AllDesks
from weightplan_api.http.problems import declared
from weightplan_api.http.schedules import Tongue
from weightplan_api.http.stand import Wire

router = APIRouter(prefix=f"/v1/{KIND}", tags=[KIND])
NAMED = ("rule.", "reason.")


class TypeLook(Wire):
    """One contact type: what people read, a code for those who see no colours, and colours as #rrggbb."""

    name: str
    label: str
    code: str
    fill: str
    edge: str
    crisis: bool
    minutes: int


class Legend(Wire):
    """Names and looks, contact types in the rulebook's order. `words` has rules and reasons by key."""

    gridMinutes: int
    types: tuple[TypeLook, ...]
    roles: dict[str, str]
    words: dict[str, str]


@router.get("/{job}/legend", response_model=Legend, responses=declared(401, 403, 404, 409, 422))
def legend(job: JobId, holder: Reader, jobs: AllJobs, desks: AllDesks, language: Tongue = "sv") -> Legend:
    """Return how the schedule's contacts look and what its rules are called."""
    mine(jobs, job, KIND, holder)
    return legend_of(desks.current(job)[1].case, language)


def legend_of(case: Case, language: Language) -> Legend:
    kinds = case.rulebook.contact_types
    return Legend(
        gridMinutes=case.rulebook.grid_minutes,
        types=tuple(
            TypeLook(
                name=look.name,
                label=look.label,
                code=look.code,
                fill=look.fill,
                edge=look.edge,
                crisis=look.crisis,
                minutes=kinds[look.name].minutes,
            )
            for look in looks(case, language).values()
        ),
        roles={name: role_label(case, name, language) for name in case.rulebook.roles},
        words={key: text for key, text in WORDS[language].items() if key.startswith(NAMED)},
    )
