"""The version of the product that counted; it stands in the record of every count."""

VERSION = "0.1.0"
