from django.apps import AppConfig
from django.core import checks


class VaultConfig(AppConfig):
    name = "kithway.vault"

    def ready(self) -> None:
        from kithway.vault.checks import keys_are_kept_well

        checks.register(keys_are_kept_well)
