#!/usr/bin/env python
"""Django's command line, also installed as `kithway`."""

from kithway.config.command import main

if __name__ == "__main__":
    main()
