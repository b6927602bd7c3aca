"""What the neighbourhood says about something: who supports it, on the site and on paper."""
