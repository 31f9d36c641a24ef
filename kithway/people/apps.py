from django.apps import AppConfig
from django.core import checks


class PeopleConfig(AppConfig):
    name = "kithway.people"

    def ready(self) -> None:
        from kithway.people.checks import gateway_is_there

        checks.register(gateway_is_there)
