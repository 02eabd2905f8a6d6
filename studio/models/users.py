from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who signs in to the CMS: staff, never a visitor.

    Our own model from the first migration on, since changing it later means
    rewriting every foreign key that points at it.
    """
