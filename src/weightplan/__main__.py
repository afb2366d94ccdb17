"""`python -m weightplan`: the command line."""

from weightplan.cli import app

if __name__ == "__main__":  # processes that the service starts read this module too
    app()
