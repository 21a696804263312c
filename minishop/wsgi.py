"""The pages, for a WSGI server."""

import os

from minishop import lending

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minishop.settings")
lending.borrow()

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
