"""What a visitor reads on the page of answers."""

from typing import Any

from lxml import html


def tree(answer: Any) -> Any:
    return html.fromstring(answer.content.decode())


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def titles(answer: Any) -> list[str]:
    """The titles that were found, in order."""
    return [words(a) for a in tree(answer).cssselect(".results__list h3 a")]


def heading(answer: Any) -> str:
    return words(tree(answer).cssselect(".results__count")[0])


def offers(answer: Any, drawer: str) -> dict[str, str]:
    """What the answers can be narrowed to in one respect: words and count → address."""
    places = tree(answer).xpath(f'//ul[@aria-labelledby="narrow-{drawer}"]//a')
    return {words(a): a.get("href") for a in places}


def marked(answer: Any) -> list[str]:
    """What is marked in titles and passages."""
    return [words(mark) for mark in tree(answer).cssselect(".results__list mark")]


def meant(answer: Any) -> list[tuple[str, str]]:
    """What is offered instead: the words, and the address they lead to."""
    return [(a.text_content(), a.get("href")) for a in tree(answer).cssselect(".nothing__meant a")]
