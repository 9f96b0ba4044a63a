"""The template environment: strict about missing names, escaping everything."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.shared.kit import install

HERE = Path(__file__).parent
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)
install(TEMPLATES)
