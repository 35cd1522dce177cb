"""Lists handed in as spreadsheets: read by a worker, looked through, taken over by an officer.

Nothing here knows what the rows mean. A room gives a model (`models.SheetImport`), its columns, a
`Judge` that says what becomes of each row, and a `SheetWork` that writes what was judged.
"""
