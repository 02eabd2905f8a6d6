"""How staff sign in, with what, from where, and how that is ended (docs/sign-in.md)."""
