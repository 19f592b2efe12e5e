"""Why the graph says what it says about a thing: each statement with every line of every page that says it."""
