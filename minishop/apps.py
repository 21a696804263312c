from django.apps import AppConfig


class MinishopConfig(AppConfig):
    name = "minishop"
    verbose_name = "Shop"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from minishop.registry import discover

        discover(self.name)
