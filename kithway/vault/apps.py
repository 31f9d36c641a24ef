from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "kithway.vault"
