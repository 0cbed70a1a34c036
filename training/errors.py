"""The one kind of error that a command shows as a single sentence instead of a traceback."""


class TrainingError(Exception):
    """Something a person can put right: bad input, a missing file, no space left. Its text is one clear sentence."""
