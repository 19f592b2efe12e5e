"""What the pages of a published framework show: records from its graph, and the pages themselves; no web."""
