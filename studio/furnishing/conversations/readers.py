"""Who comments on the demo site more than once. All of them are invented."""

ROSA = {
    "name": "Rosa Paragraph",
    "email": "rosa@visitor.example",
    "website": "https://paragraph.example",
    "proved": True,
}
EMIL = {"name": "Emil Stanza", "email": "emil@visitor.example", "proved": True}
DORA = {
    "name": "Dora Errata",
    "email": "dora@visitor.example",
    "website": "https://errata.example",
    "proved": True,
}
HUGO = {"name": "Hugo Marginalia", "email": "hugo@visitor.example", "proved": True}
NELL = {"name": "Nell Ampersand", "email": "nell@visitor.example"}
OSKAR = {"name": "Oskar Ibid", "email": "oskar@visitor.example", "proved": True}
WILMA = {"name": "Wilma Quarto", "email": "wilma@visitor.example", "proved": True}
THEO = {"name": "Theo Appendix", "email": "theo@visitor.example"}
SELMA = {"name": "Selma Serif", "email": "selma@visitor.example"}
CLARA = {"name": "Clara Caveat", "email": "clara@visitor.example", "proved": True}

#: Those of the studio, who sign in.
JUNO = {"name": "Juno Fable", "user": "author"}
MINA = {"name": "Mina Figment", "user": "teacher"}
EDITOR = {"name": "Ada Colophon", "user": "editor"}
