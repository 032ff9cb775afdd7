"""From bytes to clean text: encodings, garbled letters, what no article holds on purpose."""
