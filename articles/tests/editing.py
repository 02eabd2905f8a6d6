"""An article's edit form, filled in and posted as the browser does it."""

from django.urls import reverse
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from articles.citations import EMBED_TYPE
from studio.blocks import PARAGRAPH_FEATURES

FEATURES = [*PARAGRAPH_FEATURES, EMBED_TYPE]


def edit_url(article):
    return reverse("wagtailadmin_pages:edit", args=[article.pk])


def words(html):
    """Rich text as the editor posts it."""
    return rich_text(html, features=FEATURES)


def listed(items):
    """A ListBlock as the editor posts it."""
    rows = {
        str(index): {"value": item, "order": str(index), "deleted": ""}
        for index, item in enumerate(items)
    }
    return {**rows, "count": str(len(items))}


def tabled(rows):
    """A table of one kind of column as the editor posts it."""
    width = len(rows[0])
    table = {"column-count": str(width), "row-count": str(len(rows)), "caption": ""}
    for column in range(width):
        table |= {
            f"column-{column}-{name}": value
            for name, value in {
                "type": "text",
                "order": str(column),
                "deleted": "",
                "heading": f"Column {column}",
            }.items()
        }
    for index, row in enumerate(rows):
        table |= {f"row-{index}-order": str(index), f"row-{index}-deleted": ""}
        table |= {f"cell-{index}-{column}": cell for column, cell in enumerate(row)}
    return table


def filled(client, article, *, body, references=None, action=None, url=None, **fields):
    """The edit form of ``article``, with another body, and other references if given.

    ``url`` is where the form is shown, if not where articles are edited.

    ``references`` are the rows of the inline panel; rows that the form showed
    carry their ``id``.
    """
    page = client.get(url or edit_url(article)).content.decode()
    data = querydict_from_html(page, form_id="page-edit-form")
    for name in list(data):
        replaced = name.startswith("references-") and references is not None
        if replaced or name.startswith("body-") or "__prefix__" in name:
            del data[name]
    posted = {"body": streamfield(body)}
    if references is not None:
        stored = sum("id" in row for row in references)
        rows = [{"id": "", "kind": "other", **row} for row in references]
        posted["references"] = inline_formset(rows, initial=stored)
    data.update(nested_form_data(posted))
    for name, value in fields.items():
        data[name] = value
    if action:
        data[f"action-{action}"] = "1"
    return data


def post(client, article, **form):
    return client.post(edit_url(article), filled(client, article, **form))


def autosave(client, article, **form):
    """As the editor does by itself; the answer as JSON."""
    data = filled(client, article, **form)
    return client.post(edit_url(article), data, headers={"accept": "application/json"})
