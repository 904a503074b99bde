"""The canary sweep: a product of its own is used by reporters who leave marks everywhere, then every byte it kept is searched."""
