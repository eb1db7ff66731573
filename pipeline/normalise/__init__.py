"""Raw items -> items: cells taken apart, names resolved, doubts reported."""
