"""Pure rules about challenges: their lives, the law's clock, what a request must say, grounds for refusal."""
