"""Triple stores on a network: SPARQL 1.1 Protocol and Graph Store Protocol, with requests."""
