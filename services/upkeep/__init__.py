"""The town's workshop: reports, calls, proposals, freshness; each subject in its module."""
