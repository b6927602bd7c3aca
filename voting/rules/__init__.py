"""The pure rules of the vote; nothing here knows the web, the database or the clock."""
