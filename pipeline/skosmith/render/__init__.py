"""Page -> bytes: text, Markdown or HTML, in a form; and whether the bytes say what the page says."""
