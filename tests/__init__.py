"""The tests, laid out like the code; what runs them is `tests.run`."""
