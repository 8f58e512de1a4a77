"""The rules that the owner switches and tunes: their parameters, how they are kept, what a change would do."""
