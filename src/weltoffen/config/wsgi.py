"""The WSGI application of a real installation."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weltoffen.config.settings.base")

application = get_wsgi_application()
