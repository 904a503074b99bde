"""Static files under names with a hash of their content, so that browsers may keep them for good."""

from typing import Any, ClassVar

from whitenoise.storage import CompressedManifestStaticFilesStorage


def without_source_maps(patterns: Any) -> tuple[Any, ...]:
    """Django's patterns of references, less those of source maps."""
    kept = ((kind, tuple(one for one in found if "sourceMappingURL" not in str(one))) for kind, found in patterns)
    return tuple((kind, found) for kind, found in kept if found)


class HashedStatic(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the library has no types
    """Follows references in style sheets, but not to source maps: those of vendored files are not shipped."""

    patterns: ClassVar[tuple[Any, ...]] = without_source_maps(CompressedManifestStaticFilesStorage.patterns)
