"""Random tokens that only their holder knows; the database keeps a digest."""

import secrets
from hashlib import sha256


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored and looked up, so that reading the database gives nobody a way in."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
