"""The cellar: the only package that speaks SQL. Facts are only ever added."""
