"""Answers from outside: inputs and outputs of published and derived worked examples.

``kind`` is how the answer is known: "published" was read in the cited source, "published-inputs"
has inputs from there and outputs recomputed, "derived" was worked out by independent brute force,
"memory-recomputed" is a textbook example recomputed. ``ask`` names the question that
``test_answer_key.py`` puts to the package. Entries that the package has no answer for are left out.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Entry(NamedTuple):
    """One worked example."""

    id: str
    kind: str
    ask: str
    inputs: dict[str, Any]
    expected: list[float]
    tolerance: float
    source: str


REUTERS = (1, 0.75, 1.0)
ENTRIES = (
    Entry(
        "SS-WIKI-3211",
        "published",
        "power",
        {"weights": [3, 2, 1, 1], "quota": 4, "total": 7},
        [1 / 2, 1 / 6, 1 / 6, 1 / 6],
        1e-12,
        "Wikipedia, Shapley-Shubik power index",
    ),
    Entry(
        "SS-UA-432",
        "published",
        "power",
        {"weights": [4, 3, 2], "quota": 6, "total": 9},
        [2 / 3, 1 / 6, 1 / 6],
        1e-12,
        "University of Alabama, Math 103",
    ),
    Entry(
        "BZ-EEC-1958",
        "published",
        "power",
        {"weights": [4, 4, 4, 2, 2, 1], "quota": 12, "total": 17},
        [7 / 30, 7 / 30, 7 / 30, 0.15, 0.15, 0.0],
        1e-12,
        "EEC Council of 1958: Luxembourg has a vote and no power",
    ),
    Entry(
        "SS-UNSC",
        "published",
        "power-ends",
        {"weights": [7] * 5 + [1] * 10, "quota": 39, "total": 45},
        [0.19627039627039627, 0.0018648018648018648],
        1e-12,
        "UN Security Council: one permanent and one other member",
    ),
    Entry(
        "SS-OCEANIC",
        "derived",
        "power-alone",
        {"stakes": [0.2, 1 / 3, 0.4, 0.49, 0.5]},
        [0.25, 0.5, 2 / 3, 0.9607843137254901, 1.0],
        1e-9,
        "Milnor & Shapley 1978: w / (1 - w) against an ocean",
    ),
    Entry(
        "SS-OCEANIC-BLOCKS",
        "derived",
        "power",
        {"weights": [0.3, 0.2], "quota": 0.5, "total": 1.0},
        [0.36, 0.16],
        1e-12,
        "oceanic game of two blocks and a float of one half",
    ),
    Entry(
        "OWN-EGJ-HALVES",
        "published",
        "integrated",
        {
            "stakes": {
                ("f1", "f2"): 0.5,
                ("f2", "f1"): 0.5,
                ("o1", "f1"): 0.5,
                ("o2", "f2"): 0.5,
            },
            "pairs": [("o1", "f1"), ("o1", "f2"), ("o2", "f1"), ("o2", "f2")],
        },
        [2 / 3, 1 / 3, 1 / 3, 2 / 3],
        1e-12,
        "Elliott, Golub & Jackson 2014, two organisations",
    ),
    Entry(
        "OWN-SOLE-OUTSIDER",
        "published-inputs",
        "integrated",
        {
            "stakes": {
                ("a", "b"): 0.6,
                ("b", "c"): 0.7,
                ("c", "a"): 0.5,
                ("x", "a"): 0.5,
                ("x", "b"): 0.4,
                ("x", "c"): 0.3,
            },
            "pairs": [("x", "a"), ("x", "b"), ("x", "c")],
        },
        [1.0, 1.0, 1.0],
        1e-9,
        "the only outsider of a circle owns all of it",
    ),
    Entry(
        "OWN-PYRAMID-51-51",
        "memory-recomputed",
        "integrated",
        {"stakes": {("a", "b"): 0.51, ("b", "c"): 0.51}, "pairs": [("a", "c")]},
        [0.2601],
        1e-12,
        "La Porta et al. 1999, the cash flow of a pyramid",
    ),
    Entry(
        "HHI-DOJ",
        "published",
        "hhi",
        {"shares": [0.3, 0.3, 0.2, 0.2]},
        [0.26, 0.26],
        1e-9,
        "US Department of Justice: 30/30/20/20 is 2,600 points",
    ),
    Entry(
        "HHI-4030",
        "published",
        "hhi",
        {"shares": [0.4, 0.3, 0.2, 0.1]},
        [0.30, 0.30],
        1e-9,
        "40/30/20/10 is 3,000 points",
    ),
    Entry(
        "HHI-BOUNDS",
        "derived",
        "hhi",
        {"shares": [0.3, 0.2], "cap": 0.2},
        [0.13, 0.22],
        1e-12,
        "the two largest are known: no other is above the smaller of them",
    ),
    Entry(
        "HHI-BOUNDS/asc280",
        "derived",
        "hhi",
        {"shares": [0.3, 0.2], "cap": 0.1},
        [0.13, 0.18],
        1e-12,
        "ASC 280-10-50-42: a client above ten percent is disclosed",
    ),
    Entry(
        "HHI-LOSS-OF-CLIENT",
        "derived",
        "hhi-after",
        {"index": 0.26, "share": 0.3, "part": 1.0},
        [0.3469387755102041],
        1e-12,
        "H' = (H - a^2) / (1 - a)^2",
    ),
    Entry(
        "EV-BINARY-RULE/one",
        "derived",
        "opinion",
        {"families": [[(1, 0.75)]]},
        [0.75, 0.0, 0.25],
        1e-12,
        "cautious inside a family, Dempster across, Yager at the end: (b, d, u)",
    ),
    Entry(
        "EV-BINARY-RULE/copies30",
        "derived",
        "opinion",
        {"families": [[(1, 0.75)] * 30]},
        [0.75, 0.0, 0.25],
        0.0,
        "thirty copies count once",
    ),
    Entry(
        "EV-BINARY-RULE/two_families",
        "derived",
        "opinion",
        {"families": [[(1, 0.75)], [(1, 0.75)]]},
        [0.9375, 0.0, 0.0625],
        1e-12,
        "two independent origins add",
    ),
    Entry(
        "EV-BINARY-RULE/denial",
        "derived",
        "opinion",
        {"families": [[(1, 0.75)], [(-1, 0.25)]]},
        [0.5625, 0.0625, 0.375],
        1e-12,
        "a denial at a quarter",
    ),
    Entry(
        "EV-BINARY-RULE/conflict",
        "derived",
        "opinion",
        {"families": [[(1, 0.9)], [(-1, 0.9)]]},
        [0.09, 0.09, 0.82],
        1e-12,
        "conflict becomes ignorance",
    ),
    Entry(
        "SCALE-ADMIRALTY-MISP",
        "published",
        "admiralty",
        {},
        [1.0, 0.75, 0.5, 0.25, 0.0, 0.5],
        0.0,
        "MISP admiralty-scale taxonomy, letters A to F",
    ),
    Entry(
        "SCALE-ICD203",
        "published",
        "modality",
        {"words": ["reported", "rumoured"]},
        [0.8, 0.95, 0.2, 0.45],
        0.0,
        "ICD 203: very likely, unlikely",
    ),
    Entry(
        "EV-CONFLICTING-NUMBERS",
        "derived",
        "mix-of-powers",
        {"families": [(0.25, 0.75), (0.33, 0.5)]},
        [0.3381011608623549, 0.4631011608623549],
        1e-9,
        "two stakes of two families, seen through oceanic control",
    ),
    Entry(
        "NOISYOR-AIMA-FEVER",
        "published",
        "noisy-or",
        {
            "links": [0.4, 0.8, 0.9],
            "rows": ["fff", "fft", "ftf", "ftt", "tff", "tft", "ttf", "ttt"],
        },
        [0.0, 0.9, 0.8, 0.98, 0.4, 0.94, 0.88, 0.988],
        1e-12,
        "Russell & Norvig: cold, flu, malaria",
    ),
    Entry(
        "NOISYOR-AIMA-FEVER/shapley",
        "derived",
        "shapley",
        {"links": [0.4, 0.8, 0.9]},
        [0.156, 0.376, 0.456],
        1e-12,
        "the fever of all three, divided: 2^3 coalitions",
    ),
    Entry(
        "VOI-NOISYOR-FACTS/R",
        "derived",
        "risk",
        {
            "links": [0.9, 0.6, 0.4],
            "claims": [(0.5, 0.5, 0.5), (0.3, 0.3, 0.3), (0.1, 0.1, 0.1)],
            "severities": [1.0, 1.0, 1.0],
        },
        [0.56704, 0.56704, 0.56704],
        1e-9,
        "three facts that are not known",
    ),
    Entry(
        "VOI-NOISYOR-FACTS/loss",
        "derived",
        "loss",
        {
            "risk": 0.56704,
            "actions": {"accept": (0, 100), "mitigate": (15, 40), "replace": (45, 0)},
        },
        [37.6816],
        1e-9,
        "the cheapest of three actions, as printed: four digits",
    ),
    Entry(
        "MODEL-WORKED/opinions",
        "derived",
        "beliefs",
        {
            "claims": [
                ([[REUTERS] * 12, [(1, 0.95, 1.0)]], 0.5),
                ([[(1, 0.5, 1.0)], [(-1, 0.25, 1.0)]], 0.3),
                ([[(1, 0.5, 0.5)]], 0.2),
                ([[(1, 0.95, 1.0)]], 0.1),
                ([], 0.1),
            ]
        },
        [
            *(0.9874999999999999, 0.9937499999999999, 1.0),
            *(0.375, 0.525, 0.875),
            *(0.2928932188134524, 0.434314575050762, 1.0),
            *(0.95, 0.955, 1.0),
            *(0.0, 0.1, 1.0),
        ],
        1e-9,
        "a stake reported twelve times and filed, a disputed seat, a faded rumour, a move, nothing",
    ),
    Entry(
        "MODEL-WORKED/R",
        "derived",
        "risk",
        {
            "links": [0.9, 0.6, 0.9, 0.6, 0.4],
            "claims": [
                (0.9874999999999999, 0.9937499999999999, 1.0),
                (0.375, 0.525, 0.875),
                (0.0, 0.1, 1.0),
                (0.2928932188134524, 0.434314575050762, 1.0),
                (0.95, 0.955, 1.0),
            ],
            "severities": [0.4285714285714286, 0.5, 0.2, 0.35, 0.6],
        },
        [0.6019091020718942, 0.6425955474011857, 0.7769578328571428],
        1e-9,
        "the same five claims, weighed",
    ),
    Entry(
        "MODEL-WORKED/decibels",
        "derived",
        "decibels",
        {
            "intensities": [0.3833035714285714, 0.1575, 0.018, 0.09120606076066001, 0.2292],
        },
        [
            2.0992856666403465,
            0.7443009045662374,
            0.0788851221305034,
            0.4153457793993099,
            1.130582940165846,
        ],
        5e-7,  # the ledger prints six digits
        "and in decibels, which add up",
    ),
    Entry(
        "SMAA-THROMBO/entropy",
        "published",
        "entropy",
        {"shares": [0.3504, 0.6496]},
        [0.9344248],
        1e-6,
        "CRAN smaa, thrombolytics: entropy in bits of the shares of rank 1",
    ),
    Entry(
        "QMC-SOBOL",
        "published",
        "sobol",
        {"dimensions": 2, "bits": 3},
        [
            *(0.0, 0.0, 0.5, 0.5, 0.75, 0.25, 0.25, 0.75),
            *(0.375, 0.375, 0.875, 0.875, 0.625, 0.125, 0.125, 0.625),
        ],
        1e-12,
        "SciPy, qmc.Sobol without scrambling, in the order of the Gray code",
    ),
    Entry(
        "VOI-NOISYOR-FACTS/EVPPI",
        "derived",
        "evppi",
        {
            "links": [0.9, 0.6, 0.4],
            "chances": [0.5, 0.3, 0.1],
            "actions": {"accept": (0, 100), "mitigate": (15, 40), "replace": (45, 0)},
        },
        [4.5416, 0.4656, 0.0],
        1e-9,
        "what each of three facts is worth to know; the third changes nothing",
    ),
)
