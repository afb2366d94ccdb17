"""HTTP: thin routes over the library and the jobs."""

from weightplan_api.http.app import create_app

__all__ = ["create_app"]
