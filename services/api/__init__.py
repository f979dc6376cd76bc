"""Open Referral UK: the guide as a public API, read only."""
