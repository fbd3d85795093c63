from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.forms import formset_factory
from django.template import Context, Template

from dugnad.ui.gallery import SampleForm
from dugnad.ui.summary import summary_of


class Tags(HTMLParser):
    """All start tags of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def one(self, **wanted: str) -> dict[str, str | None]:
        hits = [attrs for _tag, attrs in self.found if all(attrs.get(name) == value for name, value in wanted.items())]
        assert len(hits) == 1, (wanted, hits)
        return hits[0]


def _page(form: Any) -> Tags:
    return Tags(Template("{% load ui %}{% error_summary form %}<form>{{ form }}</form>").render(Context({"form": form})))


@pytest.fixture
def empty() -> Tags:
    return _page(SampleForm())


@pytest.fixture
def failed() -> Tags:
    return _page(SampleForm({"title": "Benk", "email": "line.berg@"}))


def test_it_dresses_every_control(empty: Tags) -> None:
    controls = [attrs for tag, attrs in empty.found if tag in {"input", "textarea", "select"}]
    assert len(controls) == 14
    assert all("ds-input" in (attrs.get("class") or "") for attrs in controls)


def test_it_labels_every_control(empty: Tags) -> None:
    labelled = {attrs["for"] for tag, attrs in empty.found if tag == "label"}
    controls = {attrs["id"] for tag, attrs in empty.found if tag in {"input", "textarea", "select"}}
    assert controls == labelled


def test_it_ties_the_hint_to_its_control(empty: Tags) -> None:
    assert empty.one(id="id_why")["aria-describedby"] == "id_why_helptext"
    assert empty.one(id="id_why_helptext")["class"] == "hint"


def test_it_ties_the_message_to_its_control_and_keeps_what_was_typed(failed: Tags) -> None:
    control = failed.one(id="id_email")
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "id_email_helptext id_email_error"
    assert control["value"] == "line.berg@"
    assert failed.one(id="id_email_error")


def test_it_groups_choices_in_a_fieldset(failed: Tags) -> None:
    groups = [attrs for tag, attrs in failed.found if tag == "fieldset"]
    assert [group.get("aria-describedby") for group in groups] == ["id_shown_helptext id_shown_error", None]
    assert sum(tag == "legend" for tag, _attrs in failed.found) == 2
    radio = failed.one(id="id_shown_0")
    assert radio["type"] == "radio"
    assert "aria-invalid" not in radio


def test_it_says_what_may_be_left_out() -> None:
    html = str(SampleForm())
    assert html.count("(valgfritt)") == 5
    assert "Hva vil du få til? <span" not in html


def test_it_keeps_each_control_in_its_own_type(empty: Tags) -> None:
    kinds = {name: empty.one(id=f"id_{name}").get("type") for name in ("people", "on", "at", "picture", "follow", "email")}
    assert kinds == {"people": "number", "on": "date", "at": "time", "picture": "file", "follow": "checkbox", "email": "email"}
    assert empty.one(id="id_people")["inputmode"] == "numeric"


def test_it_escapes_what_was_typed() -> None:
    html = str(SampleForm({"title": '"><script>alert(1)</script>', "why": "</textarea><script>"}))
    assert "<script>" not in html


def test_it_shows_no_summary_before_the_first_try(empty: Tags) -> None:
    assert not [attrs for _tag, attrs in empty.found if "ds-error-summary" in (attrs.get("class") or "")]


def test_it_lists_what_is_missing_with_links_to_the_fields(failed: Tags) -> None:
    targets = [attrs["href"] for tag, attrs in failed.found if tag == "a"]
    assert targets == ["#id_why", "#id_place", "#id_email", "#id_shown_0"]
    ids = {attrs.get("id") for _tag, attrs in failed.found}
    assert {str(target)[1:] for target in targets} <= ids


def test_it_counts_what_is_missing_in_words() -> None:
    one = SampleForm({"title": "A", "why": "B", "place": "tofte", "email": "a@b.no"})
    four = SampleForm({"title": "A"})
    assert (summary_of([one]).title, summary_of([four]).title) == ("Vi mangler én ting", "Vi mangler fire ting")  # type: ignore[union-attr]
    assert summary_of([four]).items[0].text == "Skriv hvorfor"  # type: ignore[union-attr]


def test_it_tells_what_concerns_the_whole_form() -> None:
    class Whole(forms.Form):
        def clean(self) -> None:
            raise forms.ValidationError("Du har alt meldt deg på. Vi sees.")

    summary = summary_of([Whole({})])
    assert summary is not None
    assert summary.title == "Det gikk ikke helt"
    assert summary.items[0].text == "Du har alt meldt deg på. Vi sees."
    assert summary.items[0].target == ""


def test_it_gathers_several_forms_and_formsets() -> None:
    class Need(forms.Form):
        what = forms.CharField(label="Hva", error_messages={"required": "Skriv hva dere trenger."})

    needs = formset_factory(Need, extra=1, min_num=1, validate_min=True)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-what": ""}
    summary = summary_of([SampleForm({}), needs(data), "not a form"])
    assert summary is not None
    assert len(summary.items) == 7
    assert summary.items[-1].target == "id_form-0-what"
    assert 'class="subform"' in str(needs(data))


def test_it_leads_to_the_one_box_of_a_multiple_choice() -> None:
    class Form(forms.Form):
        which = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)

    summary = summary_of([Form({})])
    assert summary is not None
    assert summary.items[0].target == "id_which_0"


def test_it_offers_to_take_a_file_away() -> None:
    class Stored:
        url = "/media/a.jpg"

        def __str__(self) -> str:
            return "a.jpg"

    class Form(forms.Form):
        picture = forms.FileField(label="Bilde", required=False)

    html = str(Form(initial={"picture": Stored()}))
    assert "/media/a.jpg" in html
    assert 'name="picture-clear"' in html
