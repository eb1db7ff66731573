"""Text, errors, numbers of lists, strict files, worker processes: what knows nothing of lists."""
