"""The page of the preview on which a person reviews translations: source and target side by side, keyboard only."""

from generator.serve.review.handlers import PATH, routes

__all__ = ["PATH", "routes"]
