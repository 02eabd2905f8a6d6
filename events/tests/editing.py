"""The edit form of an event, filled in and posted as the browser does it."""

import html

from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from events.pages import EventPage

FORM = "page-edit-form"


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(client, page, url=None):
    """What the form posts as it is shown, without the rows that are templates."""
    answer = client.get(url or edit_url(page)).content.decode()
    typed = querydict_from_html(answer, form_id=FORM)
    data = {name: value for name, value in typed.items() if "__prefix__" not in name}
    data.update(nested_form_data({"body": streamfield([])}))  # filled in by a script
    return data


def add_row(data, relation, **fields):
    """One more row of an inline panel, as the browser adds it; its number."""
    number = int(data[f"{relation}-TOTAL_FORMS"])
    data[f"{relation}-TOTAL_FORMS"] = str(number + 1)
    row = {"id": "", "ORDER": str(number + 1), "DELETE": ""} | fields
    for name, value in row.items():
        data[f"{relation}-{number}-{name}"] = str(value)
    return number


def add_date(data, day="2031-05-10", starts="10:00", ends="12:00", **fields):
    return add_row(data, "dates", day=day, starts=starts, ends=ends, note="", **fields)


def add_question(data, label, field_type="singleline", **fields):
    return add_row(data, "form_fields", label=label, field_type=field_type, **fields)


def delete_row(data, relation, number):
    data[f"{relation}-{number}-DELETE"] = "1"


def post(client, page, data, *, action=None, url=None):
    """Save, or what ``action`` says: publish, submit."""
    if action:
        data = data | {f"action-{action}": "1"}
    return client.post(url or edit_url(page), data)


def autosave(client, page, data):
    """As the editor does by itself; what it is answered, of which it always hears the revision."""
    answer = client.post(edit_url(page), data, headers={"accept": "application/json"}).json()
    if answer["success"]:
        data["overwrite_revision_id"] = str(answer["revision_id"])
    return answer


def errors_of(answer):
    """Field → sentences, with the rows of inline panels as ``dates-0-starts``."""
    form = answer.context["form"]
    found = {name: list(errors) for name, errors in form.errors.items()}
    for relation, formset in form.formsets.items():
        if formset.non_form_errors():
            found[relation] = list(formset.non_form_errors())
        for row in formset.forms:
            for name, errors in row.errors.items():
                found[f"{row.prefix}-{name}"] = list(errors)
    return found


def stored(page):
    return EventPage.objects.get(pk=page.pk)


def draft(page):
    return stored(page).get_latest_revision_as_object()


def plain(answer):
    return " ".join(html.unescape(answer.content.decode()).split())


def refused(answer):
    assert answer.status_code == 200
    return errors_of(answer)
