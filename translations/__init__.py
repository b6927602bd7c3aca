"""The Dutch catalogue: one file of translations per package, put together by translations.catalogue."""
