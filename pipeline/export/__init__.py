"""Documents -> the import files of other systems, each system's layout a YAML file."""
