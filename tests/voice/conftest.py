import pytest

from tests.voice import builder
from tests.voice.builder import Catalogue
from tests.world import World


@pytest.fixture
def cat(world: World) -> Catalogue:
    """The catalogue, in a world with complaint officer and custodian."""
    builder.officers(world)
    return builder.catalogue(world)
