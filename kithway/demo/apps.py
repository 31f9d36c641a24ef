from django.apps import AppConfig
from django.core import checks


class DemoConfig(AppConfig):
    name = "kithway.demo"

    def ready(self) -> None:
        from kithway.demo.guard import debug_only_on_demo_data

        checks.register(debug_only_on_demo_data)
