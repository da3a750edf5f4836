"""The trained model: claims and names found by what was learned, with what the rules found as a hint."""
