"""Small plans with a quick answer: a short form, a coordinator who decides under a mandate, money in the same act."""
