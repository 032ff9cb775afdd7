"""Running stories: which thread an article belongs to, and why."""
