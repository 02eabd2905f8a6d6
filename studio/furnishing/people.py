"""Who works at Studio Elsewhere: the names on the site, and the demo sign-ins."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from studio.furnishing.pictures import Pictures
from studio.models import Person

PASSWORD = "studio"  # noqa: S105 - for the demo site, under development settings only

#: Sign-in → the group it belongs to; the owner belongs to none and may do all.
SIGN_INS = {
    "admin": "",
    "editor": "Editors",
    "author": "Authors",
    "moderator": "Moderators",
    "frontdesk": "Event staff",
    "registrar": "Registrars",
    "privacy": "Privacy officers",
    "teacher": "Teachers",
}

#: Sign-in → the person's name, as it stands beside what they answer readers.
NAMES = {
    "admin": "Olga Folio",
    "editor": "Ada Colophon",
    "author": "Juno Fable",
    "moderator": "Cleo Caret",
    "frontdesk": "Fred Ledger",
    "registrar": "Rita Folder",
    "privacy": "Percy Blank",
    "teacher": "Mina Figment",
}

PEOPLE = [
    {
        "slug": "juno-fable",
        "name": "Juno Fable",
        "role": "Teaches running",
        "bio": "Juno has coached runners for as long as this website has existed, which is to say: she was "
        "invented for it. She likes forest paths, metronomes that are switched off, and a second opinion.",
        "more": [
            "She began, the story goes, by counting: steps in a minute, breaths in a step, people who came back "
            "the week after. She has since stopped counting most of it. What is left is a short list of things "
            "worth trying, and the patience to try one of them for a whole hour.",
            "In her groups nobody runs in front. You are asked what you notice before you are told anything, and "
            "then asked again.",
        ],
        "alt": "Cut-out portrait: a woman with a dark ponytail before a pale sun",
    },
    {
        "slug": "mina-figment",
        "name": "Mina Figment",
        "role": "Teaches Pilates",
        "bio": "Mina came to Pilates from carpentry, in so far as somebody made up can come from anywhere. "
        "She thinks of the trunk as a joint effort and of exercises as questions.",
        "more": [
            "A joint that creaks, she says, is seldom the one that needs work: look at its neighbours. It was so "
            "with chairs, and she found it to be so with people.",
            "Her evenings begin on the floor and end standing. Every exercise comes in three sizes, and you "
            "choose yours anew each time. If yours hurts, there is a fourth.",
        ],
        "alt": "Cut-out portrait: a woman with her hair in a knot, in an arch",
    },
    {
        "slug": "otis-storey",
        "name": "Otis Storey",
        "role": "Teaches Feldenkrais",
        "bio": "Otis, who is fictional, has spent a good part of his life lying on floors, on purpose. He reads "
        "studies with a pencil and moves as if there were time.",
        "more": [
            "He was told as a boy to hurry up, and has been considering it since. His lessons consist of small "
            "movements, long pauses, and a question now and then. Many people fall asleep in the first one. He "
            "takes it as a compliment.",
            "He keeps a list of what he used to teach and no longer does, with the study that changed his mind "
            "beside each line. You may ask to see it.",
        ],
        "alt": "Cut-out portrait: a man with a white beard",
    },
    {
        "slug": "pia-lore",
        "name": "Pia Lore",
        "role": "Teaches yoga and breathing",
        "bio": "Pia teaches the evening classes of a studio that does not exist. Her lessons are slow, her "
        "sentences short, and her sources are real.",
        "more": [
            "Most of what she teaches takes place between two breaths. It looks like little, and for the first "
            "weeks it is: then people notice that they have slept.",
            "Bring a blanket, socks, and whatever the day was. Nobody has to sit cross-legged, and nobody has to "
            "be calm.",
        ],
        "alt": "Cut-out portrait: a woman with long teal hair before a red ground",
    },
]


def make_people(pictures: Pictures) -> dict[str, Person]:
    """The four teachers, by slug."""
    return {
        entry["slug"]: Person.objects.create(
            slug=entry["slug"],
            name=entry["name"],
            role=entry["role"],
            bio=entry["bio"],
            more="".join(f"<p>{paragraph}</p>" for paragraph in entry["more"]),
            photo=pictures.get(entry["slug"], title=entry["name"], description=entry["alt"]),
        )
        for entry in PEOPLE
    }


def make_sign_ins() -> Any:
    """One account a role, each with the same well-known password; the owner's is returned.

    The roles are there already.
    """
    owner = None
    for username, group_name in SIGN_INS.items():
        first_name, last_name = NAMES[username].split()
        user = get_user_model().objects.create_user(
            username,
            f"{username}@studio.example",
            PASSWORD,
            first_name=first_name,
            last_name=last_name,
        )
        if not group_name:
            user.is_superuser = user.is_staff = True
            user.save()
            owner = user
            continue
        user.groups.add(Group.objects.get(name=group_name))
    return owner
