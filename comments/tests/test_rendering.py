"""What a visitor's text becomes."""

import pytest

from comments.rendering import VERSION, clean, links, plain, render

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("words", "<p>words</p>\n"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("*so* **very** ***both***", "<p><em>so</em> <strong>very</strong> "
         "<em><strong>both</strong></em></p>\n"),
        ("`a < b`", "<p><code>a &lt; b</code></p>\n"),
        ("```python\na < b\n```", "<pre><code>a &lt; b\n</code></pre>\n"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n4. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("[x](https://a.example)", f'<p><a href="https://a.example" {REL}>x</a></p>\n'),
        ("[x](https://a.example 'title')", f'<p><a href="https://a.example" {REL}>x</a></p>\n'),
        ("<https://a.example>", f'<p><a href="https://a.example" {REL}>https://a.example</a></p>\n'),
        ("<a@b.example>", f'<p><a href="mailto:a@b.example" {REL}>a@b.example</a></p>\n'),
        ("\\*plain\\*", "<p>*plain*</p>\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_subset_is_shown(source, html):
    assert render(source) == html


@pytest.mark.parametrize(
    "source",
    [
        "# heading",
        "| a | b |",
        "~~struck~~",
        "a@b.example",
        "www.example.com",
        "example.com",
        "//example.com",
        "ftp://example.com/",
        "xhttps://example.com/",
        "[x]: /url",
        "[x][y]",
        "[^1]",
        "$x$",
        "{{ x }} {% x %}",
    ],
)
def test_the_rest_of_markdown_is_text(source):
    assert render(source) == f"<p>{source}</p>\n"
    assert plain(source) == source


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("&copy; &#8238;", "<p>&amp;copy; &amp;#8238;</p>\n"),
        ("x\n===\n---", "<p>x<br>\n===<br>\n---</p>\n"),
        ("    x", "<p>x</p>\n"),
        ("\x00", "<p>\ufffd</p>\n"),
        ("\ud800", "<p>\ufffd</p>\n"),
    ],
)
def test_html_and_entities_are_what_they_are(source, html):
    assert render(source) == html


def test_a_picture_is_at_most_a_link():
    source = "![x](https://a.example/x.png)"
    assert render(source) == f'<p>!<a href="https://a.example/x.png" {REL}>x</a></p>\n'


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("See https://a.example/b.", "https://a.example/b"),
        ("(https://a.example/b)", "https://a.example/b"),
        ("(see https://a.example/b_(c))", "https://a.example/b_(c)"),
        ("[https://a.example/b]", "https://a.example/b"),
        ("**https://a.example/b**", "https://a.example/b"),
        ("https://a.example/*b*/_c_/d", "https://a.example/*b*/_c_/d"),
        ("https://a.example/b?c=d&e=f#g!", "https://a.example/b?c=d&e=f#g"),
        ('"https://a.example/b"', "https://a.example/b"),
        ("https://a.example/b。然后", "https://a.example/b"),
        ("HTTPS://a.example", "https://a.example"),
        ("> - https://a.example", "https://a.example"),
    ],
)
def test_a_bare_address_becomes_a_link_without_the_signs_around_it(source, shown):
    assert links(source) == [shown]


def test_a_bare_address_is_shown_as_it_was_typed():
    assert plain("HTTP://ПРИМЕР.example/%E2%80%AE") == "HTTP://ПРИМЕР.example/%E2%80%AE"
    assert plain("http://xn--e1afmkfd.example") == "http://xn--e1afmkfd.example"


def test_an_address_inside_a_link_or_code_is_no_second_link():
    assert links("[https://a.example](https://b.example)") == ["https://b.example"]
    assert links("`https://a.example`\n\n```\nhttps://a.example\n```") == []


@pytest.mark.parametrize(
    "target", ["javascript:x", "/here", "//a.example", "#a", "", "http://a@b.c"]
)
def test_a_link_to_nowhere_leaves_its_words(target):
    assert render(f"[so **very** `much`]({target})") == (
        "<p>so <strong>very</strong> <code>much</code></p>\n"
    )
    assert links(f"[x]({target})") == []


def test_addresses_come_in_order_and_as_often_as_they_are_shown():
    source = "[x](https://b.example) https://a.example\n\n> <https://b.example> <a@b.example>"
    assert links(source) == [
        "https://b.example",
        "https://a.example",
        "https://b.example",
        "mailto:a@b.example",
    ]


def test_what_lies_too_deep_is_shown_as_it_was_typed():
    html = render("> " * 12 + "deep")
    assert html.count("<blockquote>") == 8
    assert "<p>&gt; &gt; &gt; &gt; deep</p>" in html
    html = render("- " * 9 + "deep")
    assert html.count("<ul>") == 4
    assert "<li>- - - - - deep</li>" in html


def test_emphasis_in_the_same_emphasis_says_nothing_more():
    assert render("*a *b* c* **a **b** c**") == ("<p><em>a b c</em> <strong>a b c</strong></p>\n")


def test_words_alone():
    source = (
        "Thanks, *Ann*!\nSee [here](https://a.example) or `x < y`.\n\n"
        "> She said\n>\n> this\n\n- one\n- two\n\nthen\n\n```py\na = 1\n\nb = 2\n```\n\n<b>end</b>"
    )
    assert plain(source) == (
        "Thanks, Ann!\nSee here or x < y.\n\nShe said\n\nthis\n\none\ntwo\n\nthen\n\n"
        "a = 1\n\nb = 2\n\n<b>end</b>"
    )


def test_reading_twice_says_the_same():
    source = "*a* [b](https://a.example) https://b.example ```c```\n\n- d"
    assert (render(source), plain(source)) == (render(source), plain(source))


def test_the_version_is_a_number_to_store():
    assert isinstance(VERSION, int)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\u2028d\u2029e\u0085f", "a\nb\nc\nd\ne\nf"),
        ("a\x07\x1b\x7f\x9fb\tc", "ab\tc"),
        ("a\x00b", "a\x00b"),
        ("a\u202eb\u202c\u2066c\u2069", "abc"),
        ("a\u200fb", "a\u200fb"),
        ("Z" + "\u0351" * 9 + "a", "Z" + "\u0351" * 4 + "a"),
        ("Z" + "\u0351\u200d" * 9, "Z" + "\u0351\u200d" * 4 + "\u200d" * 5),
        ("e\u0301e\u0301e\u0301e\u0301e\u0301", "e\u0301e\u0301e\u0301e\u0301e\u0301"),
        ("a  \nb\u00a0\n  c\t", "a\nb\n  c"),
        ("\n\na\n\n\n\n\n\nb\n\n\nc\n\n", "a\n\n\nb\n\n\nc"),
        ("a\n \n\t\n \n \nb", "a\n\n\nb"),
        ("\ud800x", "\ufffdx"),
        ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
        (" \n ", ""),
    ],
)
def test_a_form_keeps_what_can_be_read(typed, kept):
    assert clean(typed) == kept
    assert clean(kept) == kept
