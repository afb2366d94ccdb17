"""`weightplan serve`, `worker` and `token`: the service, its helpers, and who may use it."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from weightplan.errors import InputError

if TYPE_CHECKING:
    from weightplan_api.settings import Settings


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; others than this machine's own need tokens.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8765,
    runner: Annotated[bool, typer.Option(help="Solve in this process' care too; off where workers do.")] = True,
) -> None:
    """weightplan serve

    The planner's page and the API on http://127.0.0.1:8765, with jobs kept in SQLite.

    WEIGHTPLAN_DATABASE_URL=postgresql://… keeps them in PostgreSQL, and `weightplan worker` adds machines.
    """
    settings = _settings()
    from weightplan_api.server import serve as run

    typer.echo(f"weightplan: http://{host}:{port}  (Ctrl-C ends it; jobs wait for the next start)", err=True)
    run(settings, host, port, with_runner=runner)


def worker() -> None:
    """weightplan worker

    Works jobs off beside a server, on this or another machine, against the same database.
    """
    settings = _settings()
    from weightplan_api.server import work

    typer.echo("weightplan: working (Ctrl-C ends it; what runs goes back to wait)", err=True)
    work(settings)


def token(
    unit: Annotated[str, typer.Option(help="The unit whose weeks the token opens.")] = "",
    role: Annotated[Literal["planner", "reader", "clinician"], typer.Option(help="What it may do there.")] = "planner",
    clinician: Annotated[str | None, typer.Option(metavar="C", help="Whose own page, for --role clinician.")] = None,
    name: Annotated[str, typer.Option(help="Whom it is for: what the audit log says.")] = "",
    days: Annotated[float | None, typer.Option(min=0.01, help="How long it lasts; for ever if left out.")] = None,
    show: Annotated[bool, typer.Option("--list", help="List the tokens instead.")] = False,
    revoke: Annotated[str | None, typer.Option(metavar="ID", help="Forget this token instead.")] = None,
) -> None:
    """weightplan token --unit north --role planner --name Kim

    Makes a token and shows it once. Only its digest is kept.
    """
    settings = _settings()
    from weightplan_api.store import opened
    from weightplan_api.store.tokens import Tokens

    tokens = Tokens(opened(settings.database_url))
    if show:
        for held in tokens.listed():
            typer.echo("\t".join((held.id, held.unit, held.role, held.clinician or "", held.name)))
    elif revoke is not None:
        if not tokens.revoke(revoke):
            raise InputError([f"--revoke {revoke}: there is no token of that id"])
        typer.echo(f"{revoke}: forgotten", err=True)
    else:
        if not unit or not name:
            raise typer.BadParameter("say which unit it opens and whom it is for: --unit north --name Kim")
        if (role == "clinician") is not (clinician is not None):
            raise typer.BadParameter("--clinician goes with --role clinician")
        identifier, secret = tokens.create(unit, role, name, clinician=clinician, days=days)
        typer.echo(f"{identifier}: made for {name}; this is the only time that it is shown", err=True)
        typer.echo(secret)


def _settings() -> "Settings":
    try:
        from weightplan_api.settings import Settings
    except ModuleNotFoundError as error:
        raise InputError([f"the service needs {error.name}: pip install 'weightplan[api]'"]) from None
    from pydantic import ValidationError

    try:
        return Settings()
    except ValidationError as error:
        problems = [f"WEIGHTPLAN_{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors()]
        raise InputError(problems) from None
