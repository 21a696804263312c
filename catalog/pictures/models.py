"""Pictures as pages show them: re-encoded masters and their sizes, made once on upload.

A rendition is a WebP of `width` pixels, cut 4:5 round the focal point where `crop` says so.
"""

from django.core.files.storage import default_storage
from django.db import models

from minishop.translation import TranslatedModel


class PictureNotKept(Exception):
    """The storage failed (full, away): nothing was written that a row names."""


class WordsMissing(Exception):
    """These `pictures` have no alternative text in the shop's own language, so nothing was published."""

    def __init__(self, pictures: "list[Picture]") -> None:
        self.pictures = pictures
        super().__init__(", ".join(str(picture) for picture in pictures))


class PictureQuerySet(models.QuerySet["Picture"]):
    def without_avif(self) -> "PictureQuerySet":
        """Still shown as WebP alone, those that wait longest first."""
        return self.filter(avif_at=None).order_by("id")

    def without_words(self) -> "PictureQuerySet":
        """With no alternative text in the shop's own language."""
        return self.filter(alt="")

    def without_words_in(self, language: str) -> "PictureQuerySet":
        """With none in another language: readers of it are told in the shop's own."""
        told = f"translations__{language}__alt"
        return self.filter(models.Q(**{f"{told}__isnull": True}) | models.Q(**{told: ""}))


class Picture(TranslatedModel):
    """One photograph with alternative text, dominant colour and renditions."""

    translated = ("alt",)

    file = models.ImageField(
        upload_to="pictures/", width_field="width", height_field="height", max_length=200
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(max_length=250, blank=True, default="")
    colour = models.CharField(max_length=7, default="#f3ece2", help_text="Dominant colour, as #rrggbb.")
    focal_x = models.FloatField(default=0.5)
    focal_y = models.FloatField(default=0.5)
    #: Hash of the master, so that the same photograph is stored once.
    digest = models.CharField(max_length=64, unique=True)
    #: `[[width, "pictures/….webp"], …]`, narrowest first; "portrait" holds the 4:5 cuts, "portrait-avif"
    #: and "whole-avif" the same as AVIF once a job has made them.
    renditions = models.JSONField(default=dict, editable=False)
    avif_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="picture_without_avif", condition=models.Q(avif_at=None)),
        ]

    def __str__(self) -> str:
        return self.alt or str(self.file.name)

    def sizes(self, shape: str = "portrait") -> list[tuple[int, str]]:
        """(width, URL) of every rendition of a shape ("portrait" or "whole"), narrowest first."""
        return [(width, default_storage.url(name)) for width, name in self.renditions.get(shape, [])]

    def url(self, width: int, shape: str = "portrait") -> str:
        """The narrowest rendition at least `width` wide, or the widest there is."""
        sizes = self.sizes(shape)
        return next((url for w, url in sizes if w >= width), sizes[-1][1] if sizes else self.file.url)

    def stored_files(self) -> list[str]:
        """The names of all files it has in storage beside `file`; the audit looks for them."""
        return [name for sizes in self.renditions.values() for _, name in sizes]

    def srcset(self, shape: str = "portrait") -> str:
        return ", ".join(f"{url} {width}w" for width, url in self.sizes(shape))
