"""Background jobs in PostgreSQL: put into the queue in the transaction of the change, done exactly once."""
