import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from dugnad.people.rights import Refused
from dugnad.people.services.settings import change_settings
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry
from tests.cast import Cast
from tests.factories import NOW, actor


def _change(
    cast: Cast, who: str = "administrator", picture: Any = None, remove_picture: bool = False, **values: Any
) -> list[str]:
    with scope(cast.asker):
        return change_settings(
            municipality=cast.asker,
            values=values,
            actor=actor(cast.people[who], cast.asker),
            now=NOW,
            picture=picture,
            remove_picture=remove_picture,
        )


def _picture() -> ContentFile[bytes]:
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Kameramerke"
    Image.new("RGB", (40, 30), "navy").save(stream, "JPEG", exif=exif)
    return ContentFile(stream.getvalue(), "bilde.jpg")


def test_an_administrator_can_change_the_settings_and_it_is_written_down(cast: Cast) -> None:
    assert _change(cast, name="Asker", greeting="Hei", brand_color="#1e6b3c", answer_days=8) == [
        "greeting",
        "brand_color",
        "answer_days",
    ]
    cast.asker.refresh_from_db()
    assert (cast.asker.greeting, cast.asker.answer_days) == ("Hei", 8)
    assert "--ds-color-primary" in cast.asker.theme_css
    with scope(cast.asker):
        assert JournalEntry.objects.get(act="people.settings_changed").params == {"fields": "greeting, brand_color, answer_days"}


def test_saving_without_a_change_leaves_no_trace(cast: Cast) -> None:
    assert _change(cast, name="Asker") == []
    css = cast.asker.theme_css
    assert css
    assert _change(cast, name="Asker") == []
    assert cast.asker.theme_css == css
    with scope(cast.asker):
        assert not JournalEntry.objects.filter(act="people.settings_changed").exists()


@pytest.mark.parametrize("who", ["visitor", "resident", "coworker", "representative", "coworker_elsewhere"])
def test_others_cannot_change_the_settings(who: str, cast: Cast) -> None:
    with pytest.raises(Refused):
        _change(cast, who, name="Kapret")


def test_a_picture_is_cleaned_replaced_and_removed(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    assert _change(cast, picture=_picture(), picture_alt="Havnen") == ["picture_alt", "picture"]
    first = cast.asker.picture.path
    with open(first, "rb") as stored:
        content = stored.read()
    assert b"Kameramerke" not in content
    assert Image.open(io.BytesIO(content)).format == "WEBP"
    with django_capture_on_commit_callbacks(execute=True):
        _change(cast, picture=_picture())
    storage = cast.asker.picture.storage
    assert not storage.exists(first)
    second = cast.asker.picture.path
    with django_capture_on_commit_callbacks(execute=True):
        assert _change(cast, remove_picture=True) == ["picture"]
    assert not storage.exists(second)
    assert not cast.asker.picture
    assert cast.asker.picture_alt == ""
    assert _change(cast, remove_picture=True) == []


def test_a_file_that_is_no_picture_changes_nothing(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        _change(cast, picture=ContentFile(b"<script>", "bilde.jpg"), greeting="Hei")
    cast.asker.refresh_from_db()
    assert cast.asker.greeting == ""
