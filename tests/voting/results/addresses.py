"""Where the pages and files of the result of the Meent stand."""

ROUND = "/uitslagen/buurtbudget-2026"
MEENT = f"{ROUND}/hilversumse-meent"
MANY, FEW = 40, 12

PAGES_WITH_STEPS = ("/stappen", "/stappen?stap=2", "/stappen?stap=alle", "/vergelijken", "/wat-als", "/wat-als?pot=5")
FILES_WITH_STEPS = ("/stappen.csv", "/stembiljetten.pb")
"""What a small area does not have."""
PAGES = (
    "",
    *PAGES_WITH_STEPS,
    "/plan/1",
    "/plan/3",
    "?zoek=feest",
    "?zoek=bestaatniet",
    "/narekenen",
    "/proces-verbaal",
)
FILES = ("/telling.json", "/plannen.csv", *FILES_WITH_STEPS)
