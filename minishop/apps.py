from django.apps import AppConfig


class MinishopConfig(AppConfig):
    name = "minishop"
    verbose_name = "Shop"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from importlib import import_module

        from minishop.registry import discover

        import_module("minishop.celery")  # composition: shared tasks publish through this application
        discover(self.name)
