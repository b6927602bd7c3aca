"""Mail: a row in the outbox in the act's own transaction, rendered and sent afterwards."""
