"""The OpenAPI document: committed, of this version, and its bodies are the library's own models."""

import json

from weightplan.week import Week
from weightplan_api.document import PLACE, document


def test_the_committed_document_is_of_this_version() -> None:
    """`python -m weightplan_api.document` writes it anew."""
    assert PLACE.read_text(encoding="utf-8") == document()


def test_the_week_of_the_document_is_the_week_of_the_library() -> None:
    """Field by field."""
    schemas = json.loads(document())["components"]["schemas"]
    assert set(schemas["Week"]["properties"]) == set(Week.model_fields)
    assert schemas["Schedule"]["properties"]["modelInput"] == {"$ref": "#/components/schemas/Week"}
