"""A short report of our own, as the pages and feeds of one paper carry it."""

HOME = "https://shore.example"
TITLE = "Council to rebuild the breakwater"
TEXT = (
    "The harbour council voted on Tuesday to rebuild the eastern breakwater, which storms have damaged three times.",
    "Engineers told members that the stones of the old wall had moved by almost two metres since the spring.",
    "The work will last until autumn, said the head of the harbour office, and ferries will leave from the west.",
)
PROSE = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT)
