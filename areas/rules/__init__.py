"""Pure rules about areas: reading boundaries from a file, and drawing them on the schematic map."""
