"""Answers about a week and its plan: each with a sentence in English and Swedish, and with its proof."""
