"""Reading what somebody sent before the act, and keeping it in the act. Light: the checking process imports this."""
