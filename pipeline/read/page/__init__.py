"""A page's characters and rules -> cells and lines; whichever engine saw them."""
