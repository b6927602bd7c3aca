"""Pure words shared by every subject: lives as tables, periods of days, messages that pages translate."""
