from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.utils import timezone

from partnership.core.errors import DomainError
from partnership.core.forms import HamyarForm, OnceFormMixin, PersianCharField
from partnership.core.models import Counter
from partnership.core.receipts import (
    KEPT_FOR,
    FormReceipt,
    KeyReused,
    answer_once,
    delete_old_receipts,
)


class AskForm(OnceFormMixin, HamyarForm):
    title = PersianCharField()
    paper = forms.FileField(required=False)


def paper(content=b"content"):
    return SimpleUploadedFile("a.pdf", content)


def post(key, title="سلام", path="/enrol/", **files):
    request = RequestFactory().post(path, {"form_key": key, "title": title, **files})
    form = AskForm(request.POST, request.FILES)
    assert form.is_valid(), form.errors
    return request, form


def count_one(series="once"):
    row, _created = Counter.objects.get_or_create(series=series, year=1405)
    row.last += 1
    row.save()
    return HttpResponseRedirect(f"/done/{row.last}/")


def times(series="once"):
    return sum(Counter.objects.filter(series=series).values_list("last", flat=True))


def test_the_key_is_hidden_new_each_time_and_no_part_of_the_data():
    one, other = AskForm(), AskForm()
    assert isinstance(one["form_key"].field.widget, forms.HiddenInput)
    assert one["form_key"].value() != other["form_key"].value()
    _request, form = post(uuid4())
    assert set(form.cleaned_data) == {"title", "paper"}
    assert form.once_key


def test_the_key_survives_a_refusal_of_the_form():
    key = uuid4()
    form = AskForm({"form_key": key, "title": ""})
    assert not form.is_valid()
    assert str(key) in str(form["form_key"])


@pytest.mark.parametrize("key", ["", "not-a-key"])
@pytest.mark.django_db
def test_a_form_without_a_good_key_is_answered_all_the_same(key):
    for _time in range(2):
        answer_once(*post(key), count_one)
    assert times() == 2


@pytest.mark.django_db
def test_the_same_form_gets_the_first_answer():
    key = uuid4()
    first = answer_once(*post(key, paper=paper()), count_one)
    second = answer_once(*post(key, paper=paper()), count_one)
    assert first.url == second.url == "/done/1/"
    assert times() == 1


@pytest.mark.parametrize(
    "change", [{"title": "دیگر"}, {"path": "/units/register/"}, {"paper": "other"}]
)
@pytest.mark.django_db
def test_the_key_with_anything_else_is_refused(change):
    key = uuid4()
    answer_once(*post(key, paper=paper()), count_one)
    if "paper" in change:
        change = {"paper": paper(b"other")}
    with pytest.raises(KeyReused):
        answer_once(*post(key, **{"paper": paper(), **change}), count_one)
    assert times() == 1


@pytest.mark.django_db
def test_a_failed_first_try_does_not_count():
    key = uuid4()

    def fail():
        raise DomainError("no")

    with pytest.raises(DomainError):
        answer_once(*post(key), fail)
    assert answer_once(*post(key), lambda: HttpResponse(status=422)).status_code == 422
    assert answer_once(*post(key), count_one).url == "/done/1/"


@pytest.mark.django_db
def test_old_answers_are_forgotten():
    key = uuid4()
    answer_once(*post(key), count_one)
    assert delete_old_receipts() == 0
    FormReceipt.objects.update(created_at=timezone.now() - KEPT_FOR - timedelta(hours=1))
    assert delete_old_receipts() == 1


def race(keyed):
    """Send one form from eight clients at once; return the answers."""
    key, barrier, answers = uuid4(), Barrier(8), []

    def client():
        try:
            request, form = post(key)
            form.once_key = form.once_key if keyed else None
            barrier.wait()
            answers.append(answer_once(request, form, lambda: count_by_row()).url)
        finally:
            connection.close()

    threads = [Thread(target=client) for _client in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def count_by_row():
    row = Counter.objects.create(series=f"race-{uuid4()}"[:40], year=1405, last=1)
    return HttpResponseRedirect(f"/done/{row.pk}/")


@pytest.mark.django_db(transaction=True)
def test_eight_clients_at_once_make_one_row_and_get_one_answer():
    answers = race(keyed=True)
    assert len(answers) == 8
    assert len(set(answers)) == 1
    assert Counter.objects.filter(series__startswith="race-").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_key_eight_clients_make_eight_rows():
    race(keyed=False)
    assert Counter.objects.filter(series__startswith="race-").count() == 8
