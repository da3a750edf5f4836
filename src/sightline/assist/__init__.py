"""A language model of the user's choice: what it proposes is kept as far as the text bears it out."""
