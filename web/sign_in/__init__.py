"""Signing in and out, the first administrator, passwords and one's own sessions."""

from web.sign_in.door import Door
from web.sign_in.pages import sign_in_routes

__all__ = ["Door", "sign_in_routes"]
