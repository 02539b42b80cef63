"""`python -m nastavnik` is the command `nastavnik`."""

from nastavnik.cli.main import main

if __name__ == "__main__":
    main()
