"""Weeks and plans for other systems: FHIR bundles and tables for time-books."""
