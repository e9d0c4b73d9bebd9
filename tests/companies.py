"""Seven invented vendors beside those of the seeds: a case with ten, of every kind of evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

import vendorrisk
from vendorrisk.model.assessment import Comparison

ROOT = Path(__file__).parents[1]
SEEDS = ["Scale AI", "Labelbox", "Handshake"]
INVENTED = [
    "Nexora",
    "Brightfold Annotation Systems",
    "Quillmark",
    "Datenwerk Süd GmbH",
    "Tessellate",
    "Orrery Labs",
    "Hexagon & Partner Labelling Company of Lower Saxony",
]
RIVALS = ["Microsoft", "Amazon", "Meta", "OpenAI"]


def ten(folder: Path) -> Comparison:
    """Return ten vendors for Google; the facts on seven of them are written into the folder."""
    for number, name in enumerate(INVENTED):
        facts = {"title": f"Facts on {name}", "facts": list(_facts(number, name))}
        text = yaml.safe_dump(facts, sort_keys=False, allow_unicode=True)
        (folder / f"vendor-{number}.yaml").write_text(text, encoding="utf-8")
    return vendorrisk.compare(
        [ROOT / "seeds", folder], buyer="google", vendors=[*SEEDS, *INVENTED], as_of="2025-06-20"
    )


def _facts(number: int, name: str) -> list[dict[str, Any]]:
    rival = RIVALS[number % len(RIVALS)]
    other = RIVALS[(number + 1) % len(RIVALS)]
    share = 4 + 7 * number
    told = [
        ("ownership", f"{rival} held {share} percent of {name} on 3 March 2025.",
         {"subject": rival, "object": name, "percent": share}),
        ("client", f"{other} is a client of {name}, as of 4 April 2025.",
         {"subject": other, "object": name}),
        ("client", f"A hospital group is a client of {name}, as of 4 April 2025.",
         {"subject": f"Hospital Group {number}", "object": name}),
        ("client_loss", f"{other} ended its contract with {name} on 2 June 2025.",
         {"subject": other, "object": name, "stage": "ended"}),
        ("leadership_move", f"Jane Doe, chief executive of {name}, moved to {rival} in May 2025.",
         {"subject": name, "object": rival, "person": "Jane Doe", "role": "chief executive",
          "move": "leaves"}),
        ("independence_statement", f"{name} says that it stays independent of all its owners.",
         {"subject": name, "interest": "self"}),
    ]  # fmt: skip
    return [
        {
            "id": f"v{number}-{i:03}",
            "says": says,
            "kind": kind,
            **roles,
            "date": "2025-05-01",
            "modality": "confirmed",
            "source": f"https://example.com/{number}/{i}",
            "grade": "press",
            "known_from": "2025-06-03",
        }
        for i, (kind, says, roles) in enumerate(told[: 2 + number % 5])
    ]
