"""Files that people add to something: read, made anew without what does not belong in them, kept, given back."""
