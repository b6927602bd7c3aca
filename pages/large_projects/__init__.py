"""Large projects for everyone: the list, the page one would show the council, the dossier on paper, open data."""
