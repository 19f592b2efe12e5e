"""Asking: SPARQL on files of RDF, a store on disk or an endpoint."""
