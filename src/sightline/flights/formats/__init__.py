"""Track files of every format, read as columns of numbers; one small module a format."""
