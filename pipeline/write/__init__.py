"""Writers: tables and documents -> files. Each writes one file, byte for byte reproducible."""
