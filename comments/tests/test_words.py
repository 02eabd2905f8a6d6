"""Lists of words, and where a text holds them."""

import pytest

from comments.words import Found, WordList, compile_list, fold


def found(terms, text):
    return [text[each.start : each.end] for each in WordList.parse(terms).find(text)]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Words", "words"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("ＷＩＤＥ", "wide"),
        ("w\u200bo\u00adr\u2060d", "word"),
        ("Z\u0351\u0366\u0489a", "za"),
        ("сasіnо", "casino"),
        ("ΡΟΚΕR", "poker"),
        ("İstanbul", "istanbul"),
        ("łódź", "lodz"),
        ("it’s — “so”", 'it\'s - "so"'),
        ("がガ", "がガ"),
        ("한국어", "한국어"),
        ("한", "한"),
        ("ﷺ ½ ①", "صلى الله عليه وسلم 1⁄2 1"),
        ("👩‍👧", "👩👧"),
        ("", ""),
    ],
)
def test_folding_forgets_how_a_word_is_dressed(text, folded):
    assert fold(text) == folded
    assert fold(folded) == folded


def test_blank_lines_and_comments_are_no_terms():
    assert not WordList.parse("# casino\n\n   \n#\n\u200b\n")
    assert found("# casino\r\n\r\n  poker  \r\n", "casino poker") == ["poker"]


def test_a_term_is_named_as_its_list_has_it():
    words = WordList.parse("Casíno\n")
    assert words.find("a CASINO") == [Found("Casíno", 2, 8)]


@pytest.mark.parametrize("text", ["class", "Scunthorpe", "massage", "assassin", "grass", "as s"])
def test_no_term_is_found_inside_a_word(text):
    assert found("ass\ncunt", text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Viagra!", ["Viagra"]),
        ("(viagra)", ["viagra"]),
        ("_viagra_ **viagra**", ["viagra", "viagra"]),
        ("viagra's", ["viagra"]),
        ("via\u200bgra", ["via\u200bgra"]),
        ("V\u0301iágrà x", ["V\u0301iágrà"]),
        ("vіаgrа", ["vіаgrа"]),
        ("ＶＩＡＧＲＡ", ["ＶＩＡＧＲＡ"]),
        ("😀 ﬁ viagra\u0301", ["viagra\u0301"[:-1]]),
        ("viagra viagra", ["viagra", "viagra"]),
        ("viagra1", []),
    ],
)
def test_places_are_those_of_the_text_as_it_was_typed(text, words):
    assert found("viagra", text) == words


@pytest.mark.parametrize(
    ("term", "text", "words"),
    [
        ("c++", "I write C++, not c.", ["C++"]),
        ("100%", "It is 100% free, 1100% sure.", ["100%"]),
        ("spam@shoes.example", "Write to Spam@Shoes.example.", ["Spam@Shoes.example"]),
        ("shoes.example", "https://www.shoes.example/x", ["shoes.example"]),
        ("shoes.example", "https://www.badshoes.example/x", []),
        ("$$$", "make $$$ fast", ["$$$"]),
        ("🍆", "a 🍆🍆", ["🍆", "🍆"]),
        ("don't", "I don’t", ["don’t"]),
        ("buy now", "Buy\n  NOW!", ["Buy\n  NOW"]),
        ("buy now", "buy nowhere, buy, now", []),
        ("buy now", "buy buy now", ["buy now"]),
        ("賭博", "網上賭博很好", ["賭博"]),
    ],
)
def test_a_term_may_be_several_words_or_hold_other_signs(term, text, words):
    assert found(term, text) == words


def test_the_longest_term_wins_and_terms_do_not_overlap():
    terms = "free\nfree money\nfree money here\nmoney"
    assert found(terms, "free money, free money here, money free") == [
        "free money",
        "free money here",
        "money",
        "free",
    ]


def test_a_long_term_that_breaks_off_leaves_the_words_behind_it():
    assert found("a b c d\nb c", "a b c x") == ["b c"]


def test_a_list_is_read_once():
    assert compile_list("one\ntwo") is compile_list("one\n" + "two")


def test_any_number_of_terms_is_found_by_one_look():
    terms = [f"word{number}" for number in range(2_000)]
    text = " ".join(reversed(terms))
    assert found("\n".join(terms), text) == terms[::-1]
