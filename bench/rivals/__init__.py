"""Other ways to plan the same weeks, set beside ours by `bench.rivals.run`. None knows weightplan's solver."""
