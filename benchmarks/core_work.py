"""The pieces of work that `core.py` times: ours first, then peers, at three sizes."""

from __future__ import annotations

import importlib
import importlib.util
import math
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from vendorrisk.graph.holdings import Holdings
from vendorrisk.graph.power import voting_power
from vendorrisk.kernels.pairs import explained_pairs
from vendorrisk.kernels.tree import noisy_or_tree
from vendorrisk.scoring.crossing import VendorParts, blocks, write_parquet
from vendorrisk.scoring.distribution import Items, exact, sampled
from vendorrisk.scoring.screening_rules import Table, parse_rules

HERE = Path(__file__).parent.parent
Found = Iterator[tuple[Any, ...]]
EVENTS, MECHANISMS = 12, 24  # of a pair


def pair_arrays(count: int) -> tuple[Any, ...]:
    """Return pairs of 12 events and 24 mechanisms."""
    rng = np.random.default_rng(1)
    events = np.arange(count + 1, dtype=np.int64) * EVENTS
    inner = np.arange(count * EVENTS + 1, dtype=np.int64) * (MECHANISMS // EVENTS)
    root = np.sort(rng.uniform(size=(count * EVENTS, 3)), axis=1)
    severity = np.sort(rng.uniform(size=(count * MECHANISMS, 3)), axis=1)
    claim = np.sort(rng.uniform(size=(count * MECHANISMS, 3)), axis=1)
    return events, inner, root, np.full(count * MECHANISMS, 0.5), severity, claim


def plain_pair(root: Any, link: Any, severity: Any, claim: Any) -> list[float]:
    """Return the interval of one pair, lists in, as one would write it in Python."""
    found = []
    for end in range(3):
        safe = 1.0
        for e in range(EVENTS):
            off = 1.0
            for m in (2 * e, 2 * e + 1):
                off *= 1.0 - link[m] * severity[m][end] * claim[m][end]
            safe *= 1.0 - root[e][end] * (1.0 - off)
        found.append(1.0 - safe)
    return found


def pairs(quick: bool) -> Found:
    """Low, point and high of pairs."""
    for count in (1_000, 10_000, 100_000):
        given = pair_arrays(count)
        y, risk = np.zeros((count * EVENTS, 3)), np.zeros((count, 3))
        moved = sum(a.nbytes for a in given) + y.nbytes + risk.nbytes

        def ours(given: Any = given, y: Any = y, risk: Any = risk) -> None:
            noisy_or_tree.native(*given, 0.0, y, risk)

        def numpy(given: Any = given, count: int = count) -> Any:
            _, _, root, link, severity, claim = given
            off = 1.0 - link[:, None] * severity * claim
            y = root * (1.0 - off.reshape(count * EVENTS, 2, 3).prod(axis=1))
            return 1.0 - (1.0 - y).reshape(count, EVENTS, 3).prod(axis=1)

        few = min(count, 200)
        lists = [
            (root, link, severity, claim)
            for root, link, severity, claim in zip(
                given[2].reshape(count, EVENTS, 3)[:few].tolist(),
                given[3].reshape(count, MECHANISMS)[:few].tolist(),
                given[4].reshape(count, MECHANISMS, 3)[:few].tolist(),
                given[5].reshape(count, MECHANISMS, 3)[:few].tolist(),
                strict=True,
            )
        ]

        def python(lists: Any = lists) -> Any:
            return [plain_pair(*one) for one in lists]

        yield None, count, "vendorrisk", ours, 1.0, "processor", moved
        yield None, count, "numpy", numpy
        yield None, count, "plain Python", python, few / count


def explained(quick: bool) -> Found:
    """Interval, exact Shapley values and every EVPPI of pairs."""
    actions = np.array([[0.0, 1.0], [0.1, 0.6], [0.4, 0.0]])
    nodes, weights = np.polynomial.legendre.leggauss(EVENTS // 2)
    nodes, weights = (nodes + 1) / 2, weights / 2
    for count in (1_000, 10_000, 100_000):
        rows = (np.arange(count + 1, dtype=np.int64), np.ones((count, 3)))
        given = pair_arrays(count)
        out = (
            np.zeros((count * EVENTS, 3)),
            np.zeros((count, 3)),
            np.zeros(count * EVENTS),
            np.zeros(count * EVENTS),
            np.zeros(count * MECHANISMS),
        )

        def part(
            first: int, last: int, rows: Any = rows, given: Any = given, out: Any = out
        ) -> None:
            explained_pairs.native(*rows, *given, 0.0, nodes, weights, actions, first, last, *out)

        def one(part: Any = part, count: int = count) -> None:
            part(0, count)

        def two(part: Any = part, count: int = count) -> None:
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(part, [0, count // 2], [count // 2, count]))

        few = min(count, 10)

        def plain(rows: Any = rows, given: Any = given, out: Any = out, few: int = few) -> None:
            explained_pairs(*rows, *given, 0.0, nodes, weights, actions, 0, few, *out)

        yield None, count, "vendorrisk", one
        yield None, count, "vendorrisk, two threads", two, 1.0, "wall"
        yield None, count, "the same source, not compiled", plain, few / count


def crossed(quick: bool) -> Found:
    """1,000 buyers beside vendors; size is the number of pairs."""
    buyers, parties = 1_000, 500
    for vendors in (100, 1_000) if quick else (100, 1_000, 10_000, 100_000):
        rng = np.random.default_rng(2)
        parts = VendorParts(
            tuple(f"v{k}" for k in range(vendors)),
            tuple(f"p{k}" for k in range(parties)),
            np.arange(vendors + 1) * EVENTS,
            np.arange(vendors * EVENTS + 1) * (MECHANISMS // EVENTS),
            np.sort(rng.uniform(size=(vendors * EVENTS, 3)), axis=1),
            np.sort(rng.uniform(0.0, 0.5, (vendors * MECHANISMS, 3)), axis=1),
            rng.integers(0, parties + 1, vendors * MECHANISMS),
        )
        rho = np.sort(rng.uniform(size=(3, parties, buyers)), axis=0)
        rho *= rng.uniform(size=(1, parties, buyers)) < 0.1

        def ours(parts: Any = parts, rho: Any = rho) -> None:
            for _ in blocks(parts, rho):
                pass

        def written(parts: Any = parts, rho: Any = rho) -> None:
            with tempfile.TemporaryDirectory() as folder:
                names = [f"b{k}" for k in range(buyers)]
                write_parquet(Path(folder) / "pairs.parquet", parts, rho, names)

        few = min(vendors, 20)
        whole = np.concatenate([rho, np.ones((3, 1, buyers))], axis=1)

        def numpy(parts: Any = parts, whole: Any = whole, few: int = few) -> None:
            for v in range(few):
                m, e = slice(v * MECHANISMS, (v + 1) * MECHANISMS), slice(v * 12, v * 12 + 12)
                off = 1.0 - parts.reach[m].T[:, :, None] * whole[:, parts.party[m]]
                off = off.reshape(3, EVENTS, 2, buyers).prod(axis=2)
                1.0 - (1.0 - parts.root[e].T[:, :, None] * (1.0 - off)).prod(axis=1)

        count = vendors * buyers
        yield None, count, "vendorrisk", ours
        yield "pyarrow", count, "vendorrisk, written to Parquet", written
        yield None, count, "numpy, vendor by vendor", numpy, few / vendors


def distributions(quick: bool) -> Found:
    """Mean and three quantiles of scores of 8 pieces of evidence."""
    for count in (10, 100, 1_000):
        rng = np.random.default_rng(3)
        ends = np.sort(rng.uniform(0.0, 15.0, (count * 8, 3)), axis=1)
        p = rng.uniform(size=count * 8)
        none = np.zeros(count + 1, dtype=np.int64)
        columns = [np.ascontiguousarray(ends[:, k]) for k in range(3)]
        items = Items(
            np.arange(count + 1) * 8, p, *columns, np.zeros(count * 8, np.int64), none, np.zeros(0)
        )
        whole = np.round(columns[2])
        fixed = items._replace(low=whole, mode=whole, high=whole)

        def run(call: Any, items: Any = items, **more: Any) -> None:
            found = call(items, native=True, **more)
            found.mean(), found.quantile([0.05, 0.5, 0.95])

        few = min(count, 20)

        def numpy(ends: Any = ends, p: Any = p, few: int = few) -> None:
            made = np.random.default_rng(1)
            for v in range(few):
                score = np.zeros(10_000)
                for i in range(v * 8, v * 8 + 8):
                    on = made.random(10_000) < p[i]
                    score += on * made.triangular(*ends[i], 10_000)
                np.quantile(score, [0.05, 0.5, 0.95]), score.mean()

        yield None, count, "vendorrisk, exact", lambda run=run: run(exact)
        yield None, count, "vendorrisk, exact, fixed points", lambda run=run, f=fixed: run(exact, f)
        yield (
            None,
            count,
            "vendorrisk, 10,000 draws",
            lambda run=run: run(sampled, seed=1),
        )
        yield None, count, "numpy, 10,000 draws", numpy, few / count
        yield "pyfair", count, "pyfair, its own model, 10,000 draws", fair(), 3 / count


def fair() -> Callable[[], None]:
    """Return three FAIR models by pyfair."""

    def run() -> None:
        from pyfair import FairModel

        for k in range(3):
            model = FairModel(name=f"m{k}", n_simulations=10_000)
            model.input_data("Loss Event Frequency", low=20, mode=100, high=900)
            model.input_data("Loss Magnitude", low=3_000_000, mode=3_500_000, high=5_000_000)
            model.calculate_all()

    return run


def smaa(quick: bool) -> Found:
    """Ranks of up to 50 alternatives in 2**14 or 2**15 draws of links, shared by all."""
    if importlib.util.find_spec("vendorrisk.scoring.ranking") is None:
        print("    skipped: vendorrisk.scoring.ranking is not there")
        return
    ranking = importlib.import_module("vendorrisk.scoring.ranking")
    from vendorrisk.model.assessment import Event, Interval, Mechanism

    for count in (5, 20, 50):
        rng = np.random.default_rng(4)
        alternatives = []
        for k in range(count):
            events = []
            for e in range(6):
                x = float(rng.uniform())
                severity = Interval(low=x, point=x, high=x)  # known: only links are drawn
                channel = ("cash", "votes", "capture", "loss", "departure", "interlock")[e]
                one = Mechanism(channel=channel, severity=severity, link=0.5, how="drawn")
                events.append(
                    Event(
                        id=f"{k}-{e}",
                        what="an event",
                        factor="ownership",
                        party=None,
                        rivalry=None,
                        claim=None,
                        mechanisms=(one,),
                    )
                )
            alternatives.append(events)
        bits = 14 if quick else 15
        names = [f"v{k}" for k in range(count)]

        def run(threads: int, a: Any = alternatives, n: Any = names, bits: int = bits) -> None:
            ranking.rank(n, a, 0.0, safer_from=0.95, bits=bits, native=True, threads=threads)

        note = f"2^{bits} draws"
        yield None, count, "vendorrisk", lambda r=run: r(1), 1.0, "processor", 0.0, note
        yield None, count, "vendorrisk, two threads", lambda r=run: r(2), 1.0, "wall", 0.0, note

        def numpy(count: int = count, draws: int = 1 << bits) -> None:
            made = np.random.default_rng(1)
            links = made.uniform(size=(6, draws))
            x = made.uniform(size=(count, 6))
            risk = np.stack(
                [1.0 - (1.0 - links * x[k][:, None]).prod(axis=0) for k in range(count)]
            )
            places = risk.argsort(axis=0).argsort(axis=0)
            for r in range(count):
                (places == r).mean(axis=1)
            for k in range(count):
                (risk[k] > risk).mean(axis=1)

        yield None, count, "numpy, argsort", numpy


def firms(count: int) -> tuple[Any, ...]:
    """Return a graph of holdings: 1.2 stakes a company, few large holders, who hold each other."""
    rng = np.random.default_rng(5)
    edges = int(count * 1.2)
    target = rng.integers(1, count, edges)
    source = np.minimum((target * rng.uniform(size=edges) ** 3).astype(np.int64), target - 1)
    core = int(count**0.5) // 2
    extra = rng.integers(0, core, (2, 3 * core))
    source = np.concatenate([source, extra[0]])
    target = np.concatenate([target, extra[1]])
    kept = source != target
    source, target = source[kept], target[kept]
    held = np.bincount(target, minlength=count)
    share = rng.uniform(0.1, 0.9, source.size) / held[target]
    return source, target, share, rng.choice(count, 1_000, replace=False)


def scipy_flow(source: Any, target: Any, share: Any, count: int) -> Any:
    """Return the direct shares as a sparse matrix: rows companies, columns holders."""
    from scipy import sparse

    return sparse.csr_matrix((share, (target, source)), shape=(count, count))


def holders(quick: bool) -> Found:
    """Everybody's integrated share of 1,000 vendors among firms."""
    for count in (1_000, 10_000, 100_000) if quick else (10_000, 100_000, 1_000_000):
        source, target, share, wanted = firms(count)
        ready = Holdings(source, target, share, count)

        def setup(a: Any = (source, target, share), count: int = count) -> None:
            Holdings(*a, count)

        def scipy(a: Any = (source, target, share), c: int = count, w: Any = wanted) -> None:
            from scipy import sparse

            direct = scipy_flow(*a, c)
            now = sparse.csr_matrix((np.ones(w.size), (np.arange(w.size), w)), shape=(w.size, c))
            total = now
            for _ in range(200):
                now = now @ direct
                now.data[now.data < 1e-6] = 0.0
                now.eliminate_zeros()
                if now.nnz == 0:
                    break
                total = total + now

        few = 20

        def networkx(a: Any = (source, target, share), w: Any = wanted[:few]) -> None:
            for vendor in w:
                push(graph_of(a), int(vendor))

        yield None, count, "vendorrisk", lambda r=ready, w=wanted: r.holders_of(w, least=1e-6)
        yield None, count, "vendorrisk, set-up once", setup
        yield "scipy", count, "scipy, sparse power iteration", scipy
        if count <= 100_000:
            graph_of((source, target, share))
            yield "networkx", count, "networkx, dict propagation", networkx, few / 1_000


_GRAPHS: dict[int, Any] = {}


def graph_of(arrays: Any) -> Any:
    """Return a networkx graph of who is held by whom, built once and not timed."""
    if importlib.util.find_spec("networkx") is None:
        return None
    if id(arrays[0]) not in _GRAPHS:
        import networkx as nx

        graph = nx.DiGraph()
        for h, c, s in zip(*(a.tolist() for a in arrays), strict=True):
            graph.add_edge(c, h, share=s)
        _GRAPHS.clear()
        _GRAPHS[id(arrays[0])] = graph
    return _GRAPHS[id(arrays[0])]


def push(graph: Any, start: int) -> dict[int, float]:
    """Send one unit up the graph until less than 1e-6 moves."""
    now, total = {start: 1.0}, {}
    while now:
        then: dict[int, float] = {}
        for node, amount in now.items():
            if node not in graph:
                continue
            for holder, data in graph[node].items():
                then[holder] = then.get(holder, 0.0) + amount * data["share"]
        now = {k: v for k, v in then.items() if v > 1e-6}
        for k, v in now.items():
            total[k] = total.get(k, 0.0) + v
    return total


def portfolio(quick: bool) -> Found:
    """Everything one large holder holds, at any distance."""
    for count in (1_000, 10_000, 100_000) if quick else (10_000, 100_000, 1_000_000):
        source, target, share, _ = firms(count)
        ready = Holdings(source, target, share, count)
        reached = ready.portfolio(0).companies.size

        def scipy(a: Any = (source, target, share), c: int = count) -> None:
            direct = scipy_flow(*a, c)
            now = np.zeros(c)
            now[0] = 1.0
            for _ in range(200):
                now = direct @ now
                if now.max() < 1e-9:
                    break

        note = f"{reached:,} companies"
        job = (lambda r=ready: r.portfolio(0), 1.0, "processor", 0.0, note)
        yield None, count, "vendorrisk", *job
        yield "scipy", count, "scipy, power iteration", scipy


def power(quick: bool) -> Found:
    """Exact Shapley-Shubik power of holders, votes in basis points."""
    for count in (25, 50, 100):
        rng = np.random.default_rng(6)
        cut = np.sort(rng.choice(np.arange(1, 10_000), count - 1, replace=False))
        votes = np.diff(np.concatenate([[0], cut, [10_000]])).tolist()

        def python(votes: Any = votes) -> list[float]:
            return [plain_power(votes, i) for i in range(1)]

        def peer(votes: Any = votes) -> Any:
            from powerindices import compute_ssi

            return compute_ssi(5_001, votes)

        yield None, count, "vendorrisk", lambda v=votes: voting_power(v)
        if count <= 25 or not quick:
            yield None, count, "numpy, table by size and votes, exact", python, 1 / count
        if count <= 25 or not quick:
            yield "powerindices", count, "powerindices (wrong past 66 holders)", peer


def plain_power(votes: list[int], of: int) -> float:
    """Return one holder's power by counting coalitions of others by size and votes."""
    rest = votes[:of] + votes[of + 1 :]
    n, total = len(votes), sum(rest)
    table = np.zeros((n, total + 1))
    table[0, 0] = 1.0  # share of the coalitions of a size, so that nothing overflows
    for k, w in enumerate(rest, start=1):
        for size in range(k, 0, -1):
            table[size, w:] += table[size - 1, : total + 1 - w]
    chance = 0.0
    for size in range(n):
        pivotal = float(table[size, max(0, 5_001 - votes[of]) : 5_001].sum())
        chance += pivotal / math.comb(n - 1, size) / n
    return chance


COLUMNS = [f"f{k}" for k in range(12)]


def rule_text() -> str:
    """Return 20 rules over 12 columns: 8 of one band, 9 of two, 3 of three."""
    rng = np.random.default_rng(7)
    lines = []
    for k in range(20):
        bands = 1 if k < 8 else 2 if k < 17 else 3
        parts = []
        for f in rng.choice(12, bands, replace=False):
            op = ("gte", "gt", "lt", "lte")[int(rng.integers(4))]
            parts.append(f"{{f{f}: {{{op}: {int(rng.integers(20, 80))}}}}}")
        lines.append(f"- {{id: r{k}, points: {k + 1}, when: {{all: [{', '.join(parts)}]}}}}")
    return "\n".join(lines)


def rules(quick: bool) -> Found:  # noqa: PLR0915  # seven ways to do one thing
    """20 rules over 12 columns; points and fired rules of each row."""
    text = rule_text()
    parsed = parse_rules(text)
    ops = {"gte": ">=", "gt": ">", "lt": "<", "lte": "<="}
    import yaml

    plain = [
        (
            one["points"],
            [
                (c, ops[o], b)
                for part in one["when"]["all"]
                for c, t in part.items()
                for o, b in t.items()
            ],
        )
        for one in yaml.safe_load(text)
    ]
    for count in (10_000, 100_000, 1_000_000):
        rng = np.random.default_rng(8)
        data = {name: rng.uniform(0.0, 100.0, count) for name in COLUMNS}
        table = Table(data)
        table.screen(parsed)

        def cold(data: Any = data) -> None:
            Table(data).screen(parse_rules(text))

        def wide(data: Any = data) -> None:
            Table(data, threads=2).screen(parse_rules(text))

        def numpy(data: Any = data, count: int = count) -> Any:
            score, mask = np.zeros(count, np.int16), np.zeros(count, np.uint32)
            for k, (points, parts) in enumerate(plain):
                hit = np.ones(count, dtype=bool)
                for c, op, bound in parts:
                    x = data[c]
                    compare = {">=": np.greater_equal, ">": np.greater, "<": np.less}
                    hit &= compare.get(op, np.less_equal)(x, bound)
                score += hit * np.int16(points)
                mask |= hit.astype(np.uint32) << np.uint32(k)
            return score, mask

        def polars(frame: Any = None, data: Any = data) -> Any:
            import polars as pl

            whole = frame if frame is not None else pl.DataFrame(data)
            total: Any = pl.lit(0, dtype=pl.Int16)
            for points, parts in plain:
                hit: Any = pl.lit(value=True)
                for c, op, bound in parts:
                    x = pl.col(c)
                    test = {">=": x >= bound, ">": x > bound, "<": x < bound, "<=": x <= bound}
                    hit = hit & test[op]
                total = total + hit.cast(pl.Int16) * points
            return whole.lazy().select(total.alias("s")).collect()

        def duckdb(data: Any = data) -> Any:
            import duckdb as db

            with db.connect() as base:
                base.execute("set threads = 1")
                frame = pandas_of(data)
                base.register("t", frame)
                case = " + ".join(
                    f"case when {' and '.join(f'{c} {op} {b}' for c, op, b in parts)}"
                    f" then {points} else 0 end"
                    for points, parts in plain
                )
                return base.execute(f"select {case} as s from t").fetchnumpy()  # noqa: S608

        few = min(count, 2_000)
        rows = [tuple(data[c][i] for c in COLUMNS) for i in range(few)]
        body = "\n".join(
            f"    if {' and '.join(f'{c} {op} {b}' for c, op, b in parts)}: s += {points}"
            for points, parts in plain
        )
        made: dict[str, Any] = {}
        exec(f"def one({', '.join(COLUMNS)}):\n    s = 0\n{body}\n    return s", made)  # noqa: S102

        def python(rows: Any = rows, one: Any = made["one"]) -> Any:
            return [one(*row) for row in rows]

        used = len({c for _, parts in plain for c, _, _ in parts})
        on_bins = count * (used + 3 + 2 + 2)
        scored = lambda t=table: t.screen(parsed)  # noqa: E731
        yield (
            None,
            count,
            "vendorrisk, from the YAML as edited",
            cold,
            1.0,
            "processor",
            (count * used * 9 + on_bins),
        )
        yield None, count, "vendorrisk, two threads", wide, 1.0, "wall"
        yield None, count, "vendorrisk, on bins", scored, 1.0, "processor", on_bins
        yield None, count, "numpy", numpy
        yield "polars", count, "polars, one expression, no mask", polars, 1.0, "wall"
        yield "duckdb", count, "duckdb, one thread, no mask", duckdb
        yield None, count, "plain Python, one function", python, few / count


def pandas_of(data: Any) -> Any:
    """Return a pandas frame over the columns."""
    import pandas as pd

    return pd.DataFrame(data)


def process(quick: bool) -> Found:
    """A report on one vendor from fact files, start of the process to its end."""
    with tempfile.TemporaryDirectory() as folder:
        report = [
            *("-m", "vendorrisk", "report", str(HERE / "seeds" / "facts")),
            *("--buyer", "google", "--vendor", "Labelbox", "--as-of", "2025-06-20"),
            *("-o", str(Path(folder) / "out.md")),
        ]
        lines = {
            "vendorrisk report": report,
            "vendorrisk --help": ["-m", "vendorrisk", "--help"],
            "python, nothing": ["-c", "pass"],
            "python, import numpy": ["-c", "import numpy"],
            "python, import pandas and sklearn": ["-c", "import pandas, sklearn.linear_model"],
        }
        for who, arguments in lines.items():
            needs = "sklearn" if "sklearn" in who else None

            def run(arguments: Any = arguments) -> None:
                subprocess.run(
                    [sys.executable, *arguments], check=True, cwd=HERE, capture_output=True
                )

            yield needs, 1, who, run, 1.0, "wall"


WORK: dict[str, tuple[str, Callable[[bool], Found]]] = {
    "pairs: low, point, high; 24 mechanisms": ("0.5 us a pair", pairs),
    "pairs: and exact Shapley, every EVPPI": ("2 us a pair, two cores", explained),
    "1,000 buyers x vendors": ("60 s for 100,000 vendors", crossed),
    "distributions of scores, 8 pieces of evidence": (
        "5 ms exact, 80 ms drawn, 1,000",
        distributions,
    ),
    "ranks (SMAA), alternatives": ("50 ms for 50 x 20,000", smaa),
    "all holders of 1,000 vendors, firms": ("160 ms in 1,000,000", holders),
    "one portfolio, firms": ("5 ms in 1,000,000", portfolio),
    "Shapley-Shubik, holders": ("20 ms for 100", power),
    "20 rules x 12 columns, rows": ("8 ms edited, 1 ms on bins, 1,000,000", rules),
    "small report, whole process": ("0.3 s", process),
}
