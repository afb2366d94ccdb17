"""A rival: Timefold's local search on the same rules as constraint streams (`bench.rivals.streams`).

Its last release for Python needs Java 17 and moves on one thread: more belong to its enterprise edition. The
start of the Java machine and the translation of the rules into Java are part of its time. It begins with
nothing placed and walks almost only downhill until no hard rule is broken, and then more freely.
Its own construction heuristic would try every pair of option, clock and room for every contact.
"""

import importlib.util
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.rivals.common import OnPlan, RefusalError, answer
from weightplan.case import Case
from weightplan.plan import Plan

EVERY = 0.5  # seconds between two plans that are turned from Java into Python, which takes time
MARGIN = 0.08  # of the time limit, for the last of them
# Timefold's name of a translated class: this before Python's.
JAVA_PREFIX = "org.jpyinterpreter.user."
PHASE = """
  <localSearch>
    {termination}
    <unionMoveSelector>
      <changeMoveSelector/>
      <swapMoveSelector><entitySelector><entityClass>{contact}</entityClass></entitySelector></swapMoveSelector>
      <cartesianProductMoveSelector>
        <fixedProbabilityWeight>3.0</fixedProbabilityWeight>
        <changeMoveSelector>
          <entitySelector id="{name}"><entityClass>{contact}</entityClass></entitySelector>
          <valueSelector variableName="option"/>
        </changeMoveSelector>
        <changeMoveSelector>
          <entitySelector mimicSelectorRef="{name}"/>
          <valueSelector variableName="clock"/>
        </changeMoveSelector>
        <changeMoveSelector>
          <entitySelector mimicSelectorRef="{name}"/>
          <valueSelector variableName="place"/>
        </changeMoveSelector>
      </cartesianProductMoveSelector>
    </unionMoveSelector>
    <acceptor><lateAcceptanceSize>{late}</lateAcceptanceSize></acceptor>
    <forager><acceptedCountLimit>1</acceptedCountLimit></forager>
  </localSearch>
"""
UNTIL_LEGAL = "<termination><bestScoreFeasible>true</bestScoreFeasible></termination>"


def why_not() -> str | None:
    """Return why Timefold cannot run here, None where it can."""
    if importlib.util.find_spec("timefold") is None:
        return "the package timefold is not installed"
    if shutil.which("java") is None:
        return "no Java on the path (17 or later)"
    return None


def solve(case: Case, *, time_limit: float, workers: int, seed: int, on_plan: OnPlan) -> Plan:
    """Return the best plan found. One thread moves (`workers` is not used). Raises RefusalError without Java."""
    until = time.monotonic() + (1 - MARGIN) * time_limit
    reason = why_not()
    if reason is not None:
        raise RefusalError(reason)
    from timefold.solver import SolverFactory

    from bench.rivals.streams.data import Translation

    translation = Translation(case, seed)
    solver = SolverFactory.create(configuration(seed, time_limit)).build_solver()
    _listen(solver, translation, on_plan)
    with _stopped_at(solver, until):
        roster = solver.solve(translation.roster)
    plan = translation.plan(roster)
    on_plan(plan)
    return answer(case, plan, None)


def configuration(seed: int, seconds: float) -> Any:
    """Return Timefold's settings: classes, rules, both phases of the search, and its limit in seconds."""
    from timefold.solver.config import (
        Duration,
        EnvironmentMode,
        ScoreDirectorFactoryConfig,
        SolverConfig,
        TerminationConfig,
    )

    from bench.rivals.streams.domain import Contact, Pause, Roster
    from bench.rivals.streams.rules import rules

    contact = f"{JAVA_PREFIX}{Contact.__module__}.{Contact.__qualname__}"
    legal = PHASE.format(name="legal", late=5, contact=contact, termination=UNTIL_LEGAL)
    better = PHASE.format(name="better", late=100, contact=contact, termination="")
    return SolverConfig(
        solution_class=Roster,
        entity_class_list=[Contact, Pause],
        environment_mode=EnvironmentMode.NO_ASSERT,
        random_seed=seed,
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=rules),
        termination_config=TerminationConfig(spent_limit=Duration(milliseconds=int(1000 * seconds))),
        xml_source_text=f'<solver xmlns="https://timefold.ai/xsd/solver">{legal}{better}</solver>',
    )


@contextmanager
def _stopped_at(solver: Any, until: float) -> Iterator[None]:
    """Stop the solver at a moment; one that is still reading the roster then does not hear it the first time."""
    done = threading.Event()

    def stop() -> None:
        patience = until - time.monotonic()
        while not done.wait(max(0.2, patience)):
            patience = 0.2
            solver.terminate_early()

    watch = threading.Thread(target=stop, daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()
        watch.join()


def _listen(solver: Any, translation: Any, on_plan: OnPlan) -> None:
    """Hand plans on, at most one every `EVERY` seconds.

    Timefold's own listener for Python would translate every one of thousands of solutions.
    """
    from _jpyinterpreter import unwrap_python_like_object
    from jpype import JImplements, JOverride

    last = float("-inf")

    def bestSolutionChanged(_self: object, event: Any) -> None:  # noqa: N802
        nonlocal last
        now = time.monotonic()
        if now - last >= EVERY and event.getNewBestScore().isFeasible():
            last = now
            on_plan(translation.plan(unwrap_python_like_object(event.getNewBestSolution())))

    methods = {"bestSolutionChanged": JOverride(bestSolutionChanged)}
    listener = JImplements("ai.timefold.solver.core.api.solver.event.SolverEventListener")(
        type("Listener", (), methods)
    )
    solver._delegate.addEventListener(listener())
