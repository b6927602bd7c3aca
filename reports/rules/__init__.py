"""Pure rules of the year report: records in, sections of whole numbers and codes out."""
