"""`python -m weightplan_api.document`: write the OpenAPI document that is committed beside the package."""

import json
from pathlib import Path

from sqlalchemy import create_engine

from weightplan_api.http import create_app
from weightplan_api.settings import Settings
from weightplan_api.store import Database

PLACE = Path(__file__).parents[1] / "openapi.json"


def document() -> str:
    """Return the OpenAPI document of this version as text."""
    app = create_app(Database(create_engine("sqlite://")), Settings(database_url="sqlite://"))
    return json.dumps(app.openapi(), indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    PLACE.write_text(document(), encoding="utf-8")
