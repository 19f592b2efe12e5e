"""Query contracts: queries that consumers ask of the graph, with the answers that they rely on."""
