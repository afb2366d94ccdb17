"""What a unit may set about its service, by environment variables that begin with `WEIGHTPLAN_`."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _own_database() -> str:
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return f"sqlite:///{home / 'weightplan' / 'jobs.sqlite'}"


class Settings(BaseSettings):
    """Limits and places. Times in seconds unless their name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="WEIGHTPLAN_")

    database_url: str = Field(default_factory=_own_database)
    at_once: Annotated[int, Field(ge=1, le=64)] = 1
    workers: Annotated[int, Field(ge=1, le=256)] = max(1, min(8, os.cpu_count() or 1))
    most_waiting: Annotated[int, Field(ge=1)] = 100
    most_megabytes: Annotated[int, Field(ge=1, le=1024)] = 32
    most_seconds: Annotated[float, Field(gt=0)] = 3600.0
    most_study_seconds: Annotated[float, Field(gt=0)] = 43_200.0
    most_memory_megabytes: Annotated[int, Field(ge=256)] = 8192
    keep_days: Annotated[float, Field(gt=0)] = 30.0
    beat_lost_after: Annotated[float, Field(gt=1)] = 10.0
