"""What operators decide, kept in `operation.sqlite`, and how long transcripts live."""
