"""Live pages: what happened goes to an outbox table and to open pages, in the transaction of the change."""
