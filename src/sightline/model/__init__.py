"""The nouns of Sightline: frozen values, standard library only."""
