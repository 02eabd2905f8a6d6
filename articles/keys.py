import secrets


def new_key() -> str:
    """A random name for a reference or a citation, 12 characters; it means nothing to anybody."""
    return secrets.token_urlsafe(9)
