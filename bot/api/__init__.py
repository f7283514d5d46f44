"""The JSON API: schemes, calculations, assessments, advice, search and documents."""
