"""weightplan: weekly schedules for clinicians with weight targets, with a proof."""

__version__ = "0.1.0"
