"""Pure rules about money: shares, amounts as people write them, and the movements of the ledger."""
