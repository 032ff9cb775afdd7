"""`python -m generator` is `nashra`."""

from generator.cli import main

main()
