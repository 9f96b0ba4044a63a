"""What the web side is told when it starts."""

from datetime import timedelta

import msgspec


class Ready(msgspec.Struct, frozen=True):
    """An account of the demo that anybody may enter with one click."""

    email: str
    name: str
    role: str
    password: str = ""  # everybody may know it: it opens an invented person's account


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`origin` is what browsers see, such as https://steward.example.org; it never comes from a request."""

    origin: str
    demo: bool = False
    idle_minutes: int = 30
    trusted_proxy: str = ""
    ready: tuple[Ready, ...] = ()

    @property
    def secure(self) -> bool:
        return self.origin.startswith("https://")

    @property
    def cookie(self) -> str:
        """Browsers take the `__Host-` prefix only together with Secure, which plain http on one's own machine lacks."""
        return "__Host-steward" if self.secure else "steward"

    @property
    def idle(self) -> timedelta:
        return timedelta(minutes=self.idle_minutes)
