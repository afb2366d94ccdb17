"""The service: weightplan's own functions over HTTP, as jobs that survive, and the planner's page."""
