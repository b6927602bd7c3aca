"""Support given and taken back on the site, and lists of signatures on paper; its owner opens the act."""
