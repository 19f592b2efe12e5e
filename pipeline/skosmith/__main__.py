"""``python -m skosmith``."""

from skosmith.cli import main

main(prog_name="skosmith")
