"""Every address of the site by its full name, straight from the resolver."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def _walk(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner)
        elif pattern.name:
            yield space + pattern.name


def url_names() -> list[str]:
    """Names of all addresses, each once, in the order of the URLconf."""
    return list(dict.fromkeys(_walk(get_resolver().url_patterns)))
