"""What the framework says of a field in Dutch: in the words of the house, and what to do about it."""

import pytest
from django import forms

CHOICES = [("a", "A")]
LONG = "Maak deze tekst korter: er is plaats voor 3 tekens, en nu zijn het er 5."
FIELDS = [
    (forms.CharField(), "", "Vul dit nog in, of kies iets."),
    (
        forms.CharField(max_length=3),
        "brood",
        LONG,
    ),
    (forms.DateField(), "31/02/2027", "Deze dag bestaat niet. Vul een dag in zoals 7/12/2026."),
    (forms.TimeField(), "25:61", "Dit uur bestaat niet. Vul een uur in zoals 13:00."),
    (forms.IntegerField(), "2,5", "Vul een getal zonder komma in, zoals 12."),
    (forms.IntegerField(min_value=0), "-5", "Vul minstens 0 in."),
    (forms.ChoiceField(choices=CHOICES), "b", "Deze keuze bestaat niet. Kies iets dat op de bladzijde staat."),
]


@pytest.mark.parametrize(("field", "typed", "sentence"), FIELDS)
def test_the_sentence_says_what_to_do(field, typed, sentence):
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(typed)
    assert caught.value.messages == [sentence]


def test_the_examples_are_taken():
    assert forms.DateField().clean("7/12/2026").month == 12
    assert forms.TimeField().clean("13:00").hour == 13
    assert forms.DateTimeField().clean("7/12/2026 13:00").day == 7
