from django.contrib.auth.hashers import PBKDF2PasswordHasher


class DevelopmentPasswordHasher(PBKDF2PasswordHasher):
    """Hashes passwords where the demo site with its well-known ones may stand.

    Only the development settings know it. A database that was furnished there
    and is opened by production settings lets none of its accounts in.
    """

    algorithm = "development_pbkdf2_sha256"
    iterations = 100_000
