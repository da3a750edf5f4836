"""Facts and Events to a Brief, and the Brief to a page."""
