"""Documents -> a PostgreSQL database that keeps every revision and tells what changed."""
