"""`python -m weightplan`: the command line."""

from weightplan.cli import app

app()
