"""What a file model alone cannot see: names that must exist, needs that cannot make sense together."""

from weightplan.case import Case


def problems_of(case: Case) -> list[str]:
    """Return one line per problem, `path: what is wrong`, in the order of the file."""
    return []
