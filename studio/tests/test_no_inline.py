"""No template that a page of ours is made of has a script, a style or a handler inside.

The browser would refuse it. Here it is found without one, in the templates of Wagtail and other
libraries too: after a new release of theirs this is where a new one shows.
"""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template import engines
from wagtail.admin.widgets import AdminPageChooser, BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser

from studio.beginnings import NoPlainCall, as_data, write_choosers_as_data
from studio.tests import cast

SCRIPT = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)[^>]*>", re.S
)
STYLE = re.compile(r"<style\b|\sstyle=[\"']")
HANDLER = re.compile(r"<[^<>]*\son[a-z]+=[\"']")
TAG = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.S)

#: Templates with something inside, and why no page of ours is made of them.
NEVER_SHOWN = {
    "wagtailadmin/notifications/base.html",  # a letter; ours has no HTML
    "modeladmin/index.html",  # the ledger has a template of its own
    "wagtailembeds/embed_frontend.html",  # films have a block of their own
    "account/email_change.html",  # addresses are changed among one's settings
    "account/phone_change.html",  # nobody signs in by telephone
    "mfa/webauthn/authenticator_list.html",  # all factors stand on one page; this leads there
    # nobody signs in by an account elsewhere
    "socialaccount/snippets/login.html",
    "socialaccount/snippets/login_extra.html",
    "socialaccount/snippets/provider_list.html",
}
#: Templates of Wagtail's whose script is in a block that ours replace.
OVERRIDDEN = {
    "wagtailadmin/panels/inline_panel.html",
    "wagtailadmin/panels/multiple_chooser_panel.html",
    "wagtailsearchpromotions/add.html",
    "wagtailsearchpromotions/edit.html",
}


def faults(text):
    text = TAG.sub("", text)
    return [
        name
        for name, pattern in (("script", SCRIPT), ("style", STYLE), ("handler", HANDLER))
        if pattern.search(text)
    ]


def shown():
    """The name of every template of a page; of several with one name Django takes the first."""
    for config in apps.get_app_configs():
        if config.name == "rest_framework":
            continue  # its pages for browsers are switched off
        folder = Path(config.path, "templates")
        for path in folder.glob("**/*.html"):
            # what letters look like stands inside them: mail programs know no other way
            if "emails" not in path.parts:
                yield path.relative_to(folder).as_posix()


def test_no_template_has_anything_inside_that_the_policy_refuses():
    engine = engines["django"]
    found = {}
    for name in set(shown()) - NEVER_SHOWN:
        if wrong := faults(engine.get_template(name).template.source):
            found[name] = wrong

    assert found == {}


def test_wagtail_still_writes_the_scripts_that_ours_replace():
    """Else a template of ours is no longer needed, or replaces a block that went elsewhere."""
    folders = [
        config.path for config in apps.get_app_configs() if config.name.startswith("wagtail")
    ]
    for name in OVERRIDDEN:
        (path,) = [path for folder in folders if (path := Path(folder, "templates", name)).exists()]
        text = path.read_text()
        block = "extra_js" if "searchpromotions" in name else "js_init"
        outside = re.sub(rf"\{{% block {block} %\}}.*?\{{% endblock[^%]*%\}}", "", text, flags=re.S)
        assert (faults(text), faults(outside)) == (["script"], []), name


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("<script>go()</script>", "script"),
        ('<script type="text/javascript">\ngo()</script>', "script"),
        ('<p style="color: red">', "style"),
        ("<style>p {}</style>", "style"),
        ('<a href="#" onclick="go()">', "handler"),
    ],
)
def test_what_is_inside_is_found(fault, kind):
    assert faults(f"<p>Words</p>{fault}") == [kind]


def test_what_comes_from_a_file_or_is_data_is_none():
    fine = '<script src="a.js"></script><script type="application/ld+json">{}</script>{# <style> #}'
    assert faults(fine) == []


# --- choosers ---------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_chooser_of_a_form_says_how_it_begins_as_data(home_page):
    html = AdminPageChooser().render("page", home_page.pk, {"id": "id_page"})

    assert "<script" not in html
    assert 'data-begin="PageChooser"' in html
    assert f"&quot;parentId&quot;: {home_page.get_parent().pk}" in html


def test_one_that_begins_by_a_function_says_so_too():
    html = AdminTaskChooser().render("task", None, {"id": "id_task"})

    assert (
        '<template data-begin="createTaskChooser" data-arguments="[&quot;id_task&quot;]">' in html
    )


def test_a_script_that_is_no_plain_call_is_refused_rather_than_lost():
    for script in ("go(document.body);", "let a = 1; go(a);", "a.b('c');", ""):
        with pytest.raises(NoPlainCall):
            as_data(script)


def test_arguments_cannot_end_the_attribute_they_stand_in():
    html = as_data('new PageChooser("a\\"b", {"c": "<\'&"});')

    assert html == (
        '<template data-begin="PageChooser" data-arguments="[&quot;a\\&quot;b&quot;, '
        '{&quot;c&quot;: &quot;&lt;&#x27;&amp;&quot;}]"></template>'
    )


def test_choosers_are_wrapped_once():
    once = BaseChooser.render
    write_choosers_as_data()

    assert BaseChooser.render is once


@pytest.mark.django_db
def test_forms_of_the_cms_hold_no_script(admin_client, index):
    article = cast.make_article(index)
    for address in (
        f"/admin/pages/{article.pk}/edit/",
        f"/admin/pages/{article.pk}/copy/",
        "/admin/redirects/add/",
        "/admin/searchpicks/add/",
        "/admin/reports/site-history/",
    ):
        body = admin_client.get(address).content.decode()
        assert SCRIPT.findall(body) == [], address
