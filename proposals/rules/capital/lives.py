"""How long things in public space usually last: the municipality's own list, with Hilversum's defaults."""

from __future__ import annotations

from enum import StrEnum

from proposals.rules.capital.facts import Kind


class Asset(StrEnum):
    """What one writes off, finer than the kinds that a proposer chooses from."""

    ROADS = "roads"
    LAMPS = "lamps"
    STREET_LIGHTING = "street_lighting"
    TRAFFIC_LIGHTS = "traffic_lights"
    SEWERS = "sewers"
    PUMPS = "pumps"
    PLAY = "play"
    SPORTS_GROUND = "sports_ground"
    ARTIFICIAL_TURF = "artificial_turf"
    GREEN = "green"
    STREET_FURNITURE = "street_furniture"
    BRIDGE = "bridge"


KIND_OF = {
    Asset.ROADS: Kind.ROADS,
    Asset.LAMPS: Kind.LIGHTING,
    Asset.STREET_LIGHTING: Kind.LIGHTING,
    Asset.TRAFFIC_LIGHTS: Kind.LIGHTING,
    Asset.SEWERS: Kind.SEWERS,
    Asset.PUMPS: Kind.SEWERS,
    Asset.PLAY: Kind.PLAY,
    Asset.SPORTS_GROUND: Kind.SPORTS,
    Asset.ARTIFICIAL_TURF: Kind.SPORTS,
    Asset.GREEN: Kind.GREEN,
    Asset.STREET_FURNITURE: Kind.STREET_FURNITURE,
    Asset.BRIDGE: Kind.BRIDGE,
}
USEFUL_LIVES = (
    (Asset.ROADS, 50),
    (Asset.LAMPS, 14),
    (Asset.STREET_LIGHTING, 20),
    (Asset.TRAFFIC_LIGHTS, 20),
    (Asset.SEWERS, 75),
    (Asset.PUMPS, 15),
    (Asset.PLAY, 10),
    (Asset.SPORTS_GROUND, 10),
    (Asset.ARTIFICIAL_TURF, 15),
    (Asset.GREEN, 20),
    (Asset.STREET_FURNITURE, 12),
    (Asset.BRIDGE, 100),
)
"""Years of use, from 1 to 200."""


def longest_life(kind: Kind, lives: tuple[tuple[Asset, int], ...]) -> int | None:
    """Years that a thing of this kind may last: of its assets the one that lasts longest, the careful side.

    Lamps last 14 years and street lighting 20, so "lighting" counts on 20. None for a kind without an asset.
    """
    return max((years for asset, years in lives if KIND_OF[asset] is kind), default=None)
