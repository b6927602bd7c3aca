"""Pure rules of rounds: the calendar and its phases, and the criteria that plans are judged by."""
