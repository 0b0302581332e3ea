"""The double-entry ledger: accounts, append-only entries, balances. It knows no other capability."""
