"""The door in: the only package on the network. Bytes in, custody recorded, nothing overwritten."""
