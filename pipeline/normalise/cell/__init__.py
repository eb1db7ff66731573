"""One cell -> its duties, each with its heading, its number and who must do it."""
