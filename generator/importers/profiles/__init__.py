"""What a digest knows of an outlet: how to recognise it, the words that end its articles, and how to learn them."""
