"""What is learnt from decisions, and how sure it makes one."""

from string import ascii_lowercase

import pytest

from comments.bayes import probability, tokens


def test_words_are_folded_and_of_readable_length():
    assert tokens("An Élégant ÉLÉGANT ab 12345 x1y " + "z" * 21 + " " + "y" * 20) == {
        "elegant",
        "y" * 20,
    }


def test_hosts_of_links_count_and_targets_do_not():
    assert tokens("[Great shoes](https://www.Shoes.example/buy/cheap?now=1)") == {
        "great",
        "shoes",
        "host:www.shoes.example",
    }


def test_markup_hides_no_word():
    assert tokens("vi**ag**ra [ca](javascript:x)sino") == {"viagra", "casino"}


def test_a_token_fits_its_column_and_there_are_300_at_most():
    long = f"https://{'a' * 60}.{'b' * 60}.shoes.example/"
    words = (f"word{first}{second}" for first in ascii_lowercase for second in ascii_lowercase)
    found = tokens(f"{long} {' '.join(words)}")
    assert max(map(len, found)) == 80
    assert len(found) == 300


@pytest.mark.parametrize(("approved", "spam"), [(0, 0), (14, 100), (100, 14)])
def test_nothing_is_said_before_15_of_each_kind(approved, spam):
    assert probability({"shoes"}, {"shoes": (0, 9)}, approved, spam) is None


def test_nothing_known_is_one_half():
    assert probability({"shoes"}, {}, 15, 15) == (0.5, [])
    assert probability({"shoes"}, {"shoes": (0, 0)}, 15, 15) == (0.5, [])
    assert probability(set(), {}, 15, 15) == (0.5, [])


def test_words_of_spam_and_of_talk_pull_in_their_directions():
    counts = {"shoes": (0, 18), "cheap": (1, 15), "stretch": (18, 0), "thanks": (15, 1)}
    spam, telling = probability({"shoes", "cheap"}, counts, 20, 20)
    talk, nothing = probability({"stretch", "thanks"}, counts, 20, 20)
    assert (round(spam, 3), telling) == (0.989, ["shoes", "cheap"])
    assert (round(talk, 3), nothing) == (0.011, [])
    assert round(probability(set(counts), counts, 20, 20)[0], 3) == 0.5


def test_a_word_met_once_says_little():
    assert probability({"new"}, {"new": (0, 1)}, 20, 20) == (pytest.approx(0.75), ["new"])


def test_kinds_learnt_in_unequal_numbers_weigh_the_same():
    assert probability({"so"}, {"so": (100, 10)}, 200, 20) == (pytest.approx(0.5), [])


def test_at_most_six_words_are_told_and_fifteen_heard():
    counts = {f"word{n:02}": (0, 40 - n) for n in range(30)}
    for_all, telling = probability(set(counts), counts, 50, 50)
    for_heard, _ = probability({f"word{n:02}" for n in range(15)}, counts, 50, 50)
    assert telling == [f"word{n:02}" for n in range(6)]
    assert for_all == for_heard


def test_counts_that_cannot_be_do_no_harm():
    chance, _ = probability({"all"}, {"all": (0, 500)}, 15, 15)
    assert 0.5 < chance <= 1
