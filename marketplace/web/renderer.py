"""Renders form fields the house way: label, hint, error, control."""

from django.forms.renderers import TemplatesSetting


class FieldRenderer(TemplatesSetting):
    """Our own field template; error and hint are tied to the control by their ids."""

    field_template_name = "web/field.html"
    form_template_name = "web/form.html"
