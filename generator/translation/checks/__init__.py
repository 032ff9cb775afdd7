"""What can be seen of a text and its translation without knowing what either says."""
