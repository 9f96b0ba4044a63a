"""What stands before every page: the headers, the session, and the proof that a form is our own."""

from web.security.csrf import OwnForms, read_form
from web.security.headers import security_headers
from web.security.session import Sessions, session_of

__all__ = ["OwnForms", "Sessions", "read_form", "security_headers", "session_of"]
