from kithway.people.passwords import Peppered


class Quick(Peppered):
    """The same as people have, with hardly any work in it."""

    memory = 8
