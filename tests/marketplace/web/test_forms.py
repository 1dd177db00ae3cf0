"""Forms the house way: label, hint and error tied to the control, a summary that links to each field."""

import re

from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory


class Offer(forms.Form):
    places = forms.IntegerField(label="Aantal plaatsen", help_text="Een getal, bijvoorbeeld 3.", min_value=1)
    note = forms.CharField(label="Vraag", required=False)
    days = forms.MultipleChoiceField(
        label="Dagen", choices=[("1", "maandag")], widget=forms.CheckboxSelectMultiple, help_text="Minstens één."
    )
    sure = forms.BooleanField(label="Ik mag tekenen")
    token = forms.CharField(widget=forms.HiddenInput)


class Upload(forms.Form):
    file = forms.FileField(label="Klaslijst")


def page(form, **context):
    return render_to_string("web/includes/form.html", {"form": form, "submit": "Bied aan", **context})


def test_a_fresh_form_has_labels_hints_and_no_summary():
    html = page(Offer())
    assert '<label class="field__label" for="id_places">Aantal plaatsen</label>' in html
    assert 'aria-describedby="id_places_helptext"' in html
    assert 'id="id_places_helptext"' in html
    assert "(niet verplicht)" in html
    assert 'class="errors"' not in html


def test_groups_of_choices_are_a_fieldset_with_a_legend():
    html = page(Offer())
    assert '<fieldset id="id_days_group" aria-describedby="id_days_helptext">' in html
    assert '<legend class="field__label">Dagen</legend>' in html


def test_the_summary_links_to_every_wrong_field_and_keeps_what_was_typed():
    form = Offer({"places": "0", "note": "Kan het op vrijdag?"})
    form.add_error(None, "Deze onderneming mag nu niet publiceren.")
    html = page(form)
    assert 'role="alert"' in html
    assert "<li>Deze onderneming mag nu niet publiceren.</li>" in html
    targets = re.findall(r'href="#([^"]+)"', html)
    assert targets == ["id_places", "id_days_group", "id_sure"]
    assert all(f'id="{target}"' in html for target in targets)
    assert 'value="0"' in html
    assert 'value="Kan het op vrijdag?"' in html


def test_a_wrong_control_is_marked_and_described_by_its_error():
    html = page(Offer({"places": "0"}))
    control = re.search(r'<input type="number"[^>]*>', html)[0]
    assert 'aria-invalid="true"' in control
    assert 'aria-describedby="id_places_helptext id_places_error"' in control
    assert 'id="id_places_error"' in html


def test_no_id_is_used_twice():
    ids = re.findall(r'\bid="([^"]+)"', page(Offer({"places": "0"})))
    assert len(ids) == len(set(ids))


def test_the_button_says_what_happens_and_files_are_sent_whole():
    html = page(Upload(), action="/classes/", next="/inbox/", cancel="/back/", quiet=True)
    assert '<button class="button">Bied aan</button>' in html
    assert 'enctype="multipart/form-data"' in html
    assert 'action="/classes/"' in html
    assert '<input type="hidden" name="next" value="/inbox/">' in html
    assert 'href="/back/"' in html


def test_pages_of_a_list_keep_its_filters():
    request = RequestFactory().get("/places/?sector=zorg&page=2")
    second = Paginator(range(30), 10).page(2)
    html = render_to_string("web/includes/pages.html", {"page": second, "request": request})
    assert "bladzijde 2 van 3" in html
    assert 'href="?sector=zorg&amp;page=1"' in html
    assert 'href="?sector=zorg&amp;page=3"' in html
