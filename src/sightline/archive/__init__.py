"""A backup as files: a folder or one zip, with a manifest of hashes. Knows nothing of ledgers or vaults."""
