"""The rules of a week as Timefold's constraint streams. Importing `domain` or `rules` starts a Java machine."""
