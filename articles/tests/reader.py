"""Where a reader finds the parts of a footnote."""


def marker(page, label):
    return page.locator("a[role=doc-noteref]").filter(has_text=label)


def back_link(page, label):
    return page.locator("a[role=doc-backlink]").filter(has_text=label)


def line(page):
    return page.locator(".references li").first
