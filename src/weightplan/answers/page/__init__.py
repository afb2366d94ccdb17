"""Answers put into their places of a page. Only `answers` and `told` need the solver."""
