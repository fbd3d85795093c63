"""The form renderer: every form of the house is written in Designsystemet's markup, with hint and message at the field."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

_OWN_WIDGETS = {
    "django/forms/widgets/radio.html": "ui/forms/widgets/choices.html",
    "django/forms/widgets/checkbox_select.html": "ui/forms/widgets/choices.html",
    "django/forms/widgets/clearable_file_input.html": "ui/forms/widgets/file.html",
}
_UNSTYLED = {"hidden"}


class DesignRenderer(TemplatesSetting):
    """Writes forms, fields and widgets in the look of the house."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Render a form's part, each control dressed as `ds-input`."""
        widget = context.get("widget")
        if widget is not None:
            _dress(widget)
            template_name = _OWN_WIDGETS.get(template_name, template_name)
        return super().render(template_name, context, request)


def _dress(widget: dict[str, Any]) -> None:
    if widget.get("type") in _UNSTYLED:
        return
    attrs = widget.setdefault("attrs", {})
    if widget.get("type") == "radio":
        # A radio button cannot be invalid by itself, only its group can, and the group is described by the message.
        attrs.pop("aria-invalid", None)
    classes = attrs.get("class", "").split()
    if "ds-input" not in classes:
        attrs["class"] = " ".join(["ds-input", *classes])
    if widget.get("type") == "number":
        attrs.setdefault("inputmode", "numeric" if "step" not in attrs or str(attrs["step"]).isdigit() else "decimal")
    for part in widget.get("subwidgets", []) or []:
        if isinstance(part, dict):
            _dress(part)
    for _group, options, _index in widget.get("optgroups", []) or []:
        for option in options:
            if option.get("type") in {"radio", "checkbox"}:
                option["attrs"].pop("aria-invalid", None)
