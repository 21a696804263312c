"""What the doctor asks of what is prepared before a shop opens; above the kernel, as preparing is."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage

from minishop import doctor
from minishop.doctor import Finding
from minishop.serving import prepare, translations


@doctor.check("static", "Style sheets, scripts and icons are collected as they are now")
def static() -> Iterator[Finding]:
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return
    stamp = Path(settings.STATIC_ROOT, ".collected")
    if not staticfiles_storage.read_manifest():
        yield doctor.fault("Nothing is collected.", "manage.py collectstatic")
    elif stamp.exists() and stamp.read_text() != prepare.fingerprint():
        yield doctor.warning(
            "They changed since they were collected.", "Open the shop anew, or collectstatic."
        )


@doctor.check("translations", "Every translation is compiled")
def compiled() -> Iterable[Finding]:
    stale = list(translations.stale(settings.LOCALE_PATHS))
    if stale:
        yield doctor.fault(
            f"{len(stale)} are not compiled: pages speak English.", "manage.py compilemessages"
        )
