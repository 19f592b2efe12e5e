"""``skosmith lsp``: a language server, by which editors show problems while a page is written.

Only ``skosmith lsp`` imports what is in here: the library of the protocol takes half a second.
"""
