"""Document to Mentions and Claims."""
