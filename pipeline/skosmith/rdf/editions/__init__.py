"""Two editions of a framework: what is the same in both, and the links from one to the other."""
