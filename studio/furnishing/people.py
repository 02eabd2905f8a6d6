"""Who works at Studio Elsewhere: the names on the site, and the demo sign-ins."""

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
    "teacher": "Teachers",
}

PEOPLE = [
    {
        "slug": "juno-fable",
        "name": "Juno Fable",
        "role": "Teaches running",
        "bio": "Juno has coached runners for as long as this website has existed, which is to say: she was "
        "invented for it. She likes forest paths, metronomes that are switched off, and a second opinion.",
        "alt": "Cut-out portrait: a woman with a dark ponytail before a pale sun",
    },
    {
        "slug": "mina-figment",
        "name": "Mina Figment",
        "role": "Teaches Pilates",
        "bio": "Mina came to Pilates from carpentry, in so far as somebody made up can come from anywhere. "
        "She thinks of the trunk as a joint effort and of exercises as questions.",
        "alt": "Cut-out portrait: a woman with her hair in a knot, in an arch",
    },
    {
        "slug": "otis-storey",
        "name": "Otis Storey",
        "role": "Teaches Feldenkrais",
        "bio": "Otis, who is fictional, has spent a good part of his life lying on floors, on purpose. He reads "
        "studies with a pencil and moves as if there were time.",
        "alt": "Cut-out portrait: a man with a white beard",
    },
    {
        "slug": "pia-lore",
        "name": "Pia Lore",
        "role": "Teaches yoga and breathing",
        "bio": "Pia teaches the evening classes of a studio that does not exist. Her lessons are slow, her "
        "sentences short, and her sources are real.",
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
            photo=pictures.get(entry["slug"], title=entry["name"], description=entry["alt"]),
        )
        for entry in PEOPLE
    }


def make_sign_ins() -> None:
    """One account a role, each with the same well-known password; the roles are there already."""
    for username, group_name in SIGN_INS.items():
        user = get_user_model().objects.create_user(
            username, f"{username}@studio.example", PASSWORD, first_name=username.capitalize()
        )
        if not group_name:
            user.is_superuser = user.is_staff = True
            user.save()
            continue
        user.groups.add(Group.objects.get(name=group_name))
