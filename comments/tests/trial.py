"""What a browser sends from the form of the rules, and what stands in the answer."""

from lxml import html
from wagtail.models import Site

from comments.models import CommentRules


def fields(**changes):
    """What a browser sends: the rules as they are saved, with these changes."""
    rules = CommentRules.for_site(Site.objects.get(is_default_site=True))
    names = [field.name for field in CommentRules._meta.fields if field.editable]
    typed = {name: getattr(rules, name) for name in names if name not in ("id", "uses_bayes")}
    return {**typed, "uses_bayes": "on", "sample": "latest-1000", **changes}


def try_out(client, url, **changes):
    return html.fromstring(client.post(url, {"try": "1", **fields(**changes)}).text)


def sum_of(page):
    """The table: what becomes what, how many undecided, decided, and decided otherwise."""
    return [
        tuple(" ".join(cell.text_content().split()) for cell in row)
        for row in page.cssselect("#changes-section > div > table tbody tr")
    ]


def listed(page, group="approved-waiting-undecided"):
    """The first words of the comments in a group of changes."""
    return [
        " ".join(title.text.split())
        for title in page.cssselect(f"#changes-{group} .title-wrapper a")
    ]


def words(page):
    return " ".join(page.cssselect("#changes-section")[0].text_content().split())
