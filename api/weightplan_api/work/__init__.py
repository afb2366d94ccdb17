"""The work behind the jobs: processes of their own, watched by runners."""
