"""Which addresses become links, and where they lead."""

import pytest

from comments.addresses import address, blocking, domains, host


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("https://example.com", "https://example.com"),
        ("HTTPS://Example.COM/Path?q=1#f", "https://example.com/Path?q=1#f"),
        (" http://example.com:8080/ ", "http://example.com:8080/"),
        ("http://example.com?q", "http://example.com?q"),
        ("http://example.com/a b\tc", "http://example.com/a%20b%09c"),
        ("http://example.com/ü?ö#ä", "http://example.com/%C3%BC?%C3%B6#%C3%A4"),
        ("http://example.com/%41", "http://example.com/%41"),
        ('http://example.com/"<>`\\', "http://example.com/%22%3C%3E%60%5C"),
        ("https://пример.example/", "https://xn--e1afmkfd.example/"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://xn--e1afmkfd.example/", "https://xn--e1afmkfd.example/"),
        ("http://ｅｘａｍｐｌｅ。ｃｏｍ/", "http://example.com/"),
        ("http://localhost/", "http://localhost/"),
        ("http://127.0.0.1/", "http://127.0.0.1/"),
        ("mailto:Ann@Example.com", "mailto:Ann@example.com"),
    ],
)
def test_an_absolute_address_is_kept_in_ascii(typed, read):
    assert address(typed) == read
    assert address(read) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "example.com",
        "//example.com",
        "/path",
        "http:example.com",
        "http:///example.com",
        "http://bank.example@evil.example/",
        "http://example.com\\@evil.example",
        "http://ex%61mple.com/",
        "http://exa mple.com/",
        "http://a..b/",
        "http://example.com:/",
        "http://example.com:65536/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://example.1/",
        "http://[::1]/",
        "http://xn--a/",
        "http://💩.example/",
        "http://1א.example/",
        "http://" + "a" * 64 + ".example/",
        "javascript:alert(1)",
        "ftp://example.com/",
        "mailto:ann",
        "mailto://ann@example.com",
        "mailto:ann@example.com?bcc=bob@example.com",
        "mailto:ann@example.com,bob@example.com",
    ],
)
def test_anything_else_leads_nowhere(typed):
    assert address(typed) == ""


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("https://www.Example.com:443/path", "www.example.com"),
        ("example.com/path", "example.com"),
        ("ann@example.com", "example.com"),
        ("mailto:ann@example.com", "example.com"),
        ("https://ann:word@example.com/", "example.com"),
        ("https://evil.example\\@good.example/", "evil.example"),
        ("https://пример.example", "xn--e1afmkfd.example"),
        ("example.com.", "example.com"),
        ("", ""),
        ("@", ""),
        ("no host", ""),
    ],
)
def test_the_host_is_where_a_browser_would_go(typed, name):
    assert host(typed) == name


def test_a_list_of_domains_is_read_leniently():
    listed = (
        "# bad ones\n\nShoes.example\n*.pills.example\n.casino.example\nhttps://x.example/y\n-\n"
    )
    assert domains(listed) == {"shoes.example", "pills.example", "casino.example", "x.example"}


def test_a_domain_blocks_what_lies_below_it_and_nothing_beside_it():
    blocked = domains("shoes.example")
    assert blocking("shoes.example", blocked) == "shoes.example"
    assert blocking("www.new.shoes.example", blocked) == "shoes.example"
    assert blocking("badshoes.example", blocked) == ""
    assert blocking("shoes.example.org", blocked) == ""
    assert blocking("", blocked) == ""
