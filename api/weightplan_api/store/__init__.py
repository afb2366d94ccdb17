"""Everything that outlives a process: jobs with their events and plans, tokens, the audit log."""

from weightplan_api.store.database import Database, opened
from weightplan_api.store.job import Job
from weightplan_api.store.jobs import Jobs

__all__ = ["Database", "Job", "Jobs", "opened"]
