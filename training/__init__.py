"""Training of the language model: needs torch and the corpora in ../shared, never part of the package."""
