"""The parts of the report, one a tab."""
