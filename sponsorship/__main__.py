"""`python -m sponsorship` is the command line."""

from sponsorship.cli import main

main()
