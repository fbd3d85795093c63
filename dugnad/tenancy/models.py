"""Places as facts, municipalities as tenants, and the base of every row a municipality owns."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .managers import TenantManager
from .personal_data import PersonalDatum


class Place(models.Model):
    """A municipality or county as it is on the map, whether or not it runs Dugnad. Facts only."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {}

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("kommune")
        COUNTY = "county", _("fylkeskommune")

    country = models.CharField(max_length=2, default="NO")
    number = models.CharField(_("nummer"), max_length=4, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(_("navn"), max_length=80)
    names = models.JSONField(default=list, help_text="[{'name': str, 'language': 'nb'|'nn'|'se'|'sma'|'smj'|'fkv'}]")
    folded = models.TextField(help_text="All names, folded for search.")
    slug = models.SlugField(max_length=80, unique=True)
    county = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="municipalities")
    population = models.PositiveIntegerField(null=True)
    population_on = models.DateField(null=True)
    population_source = models.CharField(max_length=40, blank=True)
    language_form = models.CharField(max_length=8, default="neutral")
    centre = models.CharField(max_length=80, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    boundary = models.JSONField(null=True, help_text="GeoJSON geometry, repaired on import.")

    class Meta:
        verbose_name = _("sted")
        verbose_name_plural = _("steder")
        ordering = ["name"]
        indexes = [models.Index(fields=["kind", "name"], name="place_kind_name")]

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipality or county that runs Dugnad, with what it has set for itself."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {}

    class Moderation(models.TextChoices):
        AFTER = "after", _("Innlegg vises med en gang, og vi rydder etterpå")
        BEFORE = "before", _("Innlegg vises når en medarbeider har sett dem")

    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="municipality")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("navn"), max_length=80)
    host = models.CharField(max_length=120, blank=True, help_text="Own host name in production.")
    brand_color = models.CharField(_("farge"), max_length=7, default="#004a94")
    theme_css = models.TextField(blank=True)
    greeting = models.CharField(_("velkomst"), max_length=120, blank=True)
    picture = models.ImageField(_("bilde"), upload_to="municipality/", blank=True)
    picture_alt = models.CharField(_("bildebeskrivelse"), max_length=200, blank=True)
    drawing = models.CharField(max_length=40, default="panorama")
    languages = models.JSONField(default=list, help_text="Language codes offered, the first is the municipality's own.")
    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    email = models.EmailField(_("e-post"), blank=True)
    meeting_place = models.CharField(_("møt oss"), max_length=200, blank=True)
    moderation = models.CharField(max_length=8, choices=Moderation, default=Moderation.AFTER)
    answer_days = models.PositiveSmallIntegerField(default=5, help_text="Working days promised for a first answer to an idea.")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kommune")
        verbose_name_plural = _("kommuner")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ScopedModel(models.Model):
    """A row that belongs to one municipality; reading it without that municipality in scope raises ScopeError."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        abstract = True


class NumberSeries(ScopedModel):
    """The last number given in a series (matters, cases), so that numbers run without gaps within a municipality."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {}

    series = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "series"], name="one_series_a_municipality")]

    def __str__(self) -> str:
        return f"{self.series} {self.last}"


class JobRun(models.Model):
    """When a periodic job last ran for a municipality, so that two workers never run it twice."""

    personal_data: ClassVar[dict[str, PersonalDatum]] = {}

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    job = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    last_started_at = models.DateTimeField(null=True)
    last_finished_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "job"], name="one_run_a_job")]

    def __str__(self) -> str:
        return f"{self.job} ({self.municipality_id})"


def same_municipality(*things: Any) -> bool:
    """Return whether all the scoped rows belong to one municipality."""
    return len({thing.municipality_id for thing in things}) <= 1
