"""Tokens of private links: whoever has one may do what it is for. Only their hashes are kept."""

import hashlib
import secrets


def new_token() -> str:
    """Forty-three characters that stand in an address as they are; 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is kept of a token: SHA-256 in hexadecimal; nobody can guess what it is of."""
    return hashlib.sha256(token.encode()).hexdigest()
