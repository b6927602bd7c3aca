"""Acts of the vote: sealing, codes, casting, closing, counting."""
