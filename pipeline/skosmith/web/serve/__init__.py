"""A framework on the web: pages, linked data by content negotiation, and SPARQL that cannot run away."""
