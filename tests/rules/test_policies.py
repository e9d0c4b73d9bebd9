"""Policies and waivers from YAML and TOML: what loads, and what is told with its line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from vendorrisk.decision.policy_names import check_names
from vendorrisk.errors import RuleErrors, SettingsError
from vendorrisk.model.policy import Waiver, WaiverFile
from vendorrisk.rulebook import load_policy, load_waivers, policy_names
from vendorrisk.rulebook.tables import key_lines

WHOLE = {
    "yaml": """\
id: ours
why: because
max_risk: 0.5
max_factor:
  ownership: {limit: 0.2, why: owners last, severity: critical}
  clients: 0.3
min_coverage: 0.4
max_age_days: 365
deny_if:
  - id: quarter
    why: blocks
    when: {any: [{rival_stake: {gte: 0.25}}, {not: {coverage: {known: true}}}]}
deny_flags: [critical]
""",
    "toml": """\
id = "ours"
why = "because"
max_risk = 0.5
min_coverage = 0.4
max_age_days = 365
deny_flags = ["critical"]
[max_factor]
ownership = {limit = 0.2, why = "owners last", severity = "critical"}
clients = 0.3
[[deny_if]]
id = "quarter"
why = "blocks"
when = {any = [{rival_stake = {gte = 0.25}}, {not = {coverage = {known = true}}}]}
""",
}
BODY = {"id": "w", "vendor": "V", "check": "max_risk", "justification": "j", "approver": "a"}


def written(folder: Path, text: str, suffix: str = "yaml", name: str = "p") -> Path:
    path = folder / f"{name}.{suffix}"
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path, *, waivers: bool = False) -> list[tuple[str, str]]:
    """Return what is wrong, and the line, of each problem of a file."""
    with pytest.raises(RuleErrors) as caught:
        if waivers:
            load_waivers(path)
        else:
            check_names(load_policy(path), {"rival-owner"})
    return [(one.what, str(one.where).rpartition(":")[2]) for one in caught.value.problems]


def test_yaml_and_toml_say_the_same(tmp_path: Path) -> None:
    yaml, toml = (load_policy(written(tmp_path, WHOLE[kind], kind)) for kind in WHOLE)
    assert yaml.what == toml.what
    assert yaml.what.max_factor["ownership"].severity == "critical"
    assert yaml.sha256 != toml.sha256


def test_the_policies_that_ship_load_and_are_called_as_their_files() -> None:
    assert policy_names() == ("default", "rival-stake", "strict")
    for name in policy_names():
        policy = load_policy(name)
        check_names(policy, ())
        assert policy.what.id == name
        limits = [policy.what.max_risk, policy.what.min_coverage, policy.what.max_age_days]
        limits += list(policy.what.max_factor.values())
        assert all(one.why for one in limits if one is not None), "a limit without a reason"


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("max_risk: 0.5\nmax_risc: 0.5\n", "unknown key 'max_risc'", "2"),
        ("max_risk: 1.5\n", "max_risk.limit: 1.5 is more than 1", "1"),
        ("max_risk: -0.1\n", "max_risk.limit: -0.1 is less than 0", "1"),
        ("max_risk: true\n", "max_risk: 'true' is not a number", "1"),
        ("max_risk: .nan\n", "max_risk.limit: nan", "1"),
        ("max_factor:\n  owners: 0.2\n", "is not one of", "2"),
        ("max_age_days: 1.5\n", "max_age_days.limit:", "1"),
        ("max_age_days: -1\n", "is less than 0", "1"),
        ("why: nothing asked\n", "checks nothing", "1"),
        ("", "checks nothing", "1"),
        ("[]\n", "is not a mapping", "1"),
        ("deny_if:\n- {id: A B, why: w, when: {coverage: {lt: 0.5}}}\n", "deny_if.0.id", "2"),
        ("deny_if:\n- {id: a, when: {coverage: {lt: 0.5}}}\n", "'deny_if.0.why' is missing", "2"),
        ("deny_if:\n- id: a\n  why: w\n  when:\n    coverge: {lt: 0.5}\n", "no value is", "5"),
        ("deny_if:\n- {id: a, why: w, when: {coverage: {}}}\n", "asks nothing", "2"),
        ("deny_if:\n- {id: a, why: w, when: {rival_stake: {gte: 25}}}\n", "lies in 0 to 1", "2"),
        ("deny_if:\n- {id: a, why: w, when: {rival_stake: {is: true}}}\n", "no yes or no", "2"),
        (
            "deny_if:\n- {id: a, why: w, when: {rival_stake: {gte: 0.5, lt: 0.2}}}\n",
            "no rival_stake is above 0.5 and below 0.2",
            "2",
        ),
        (
            "deny_if:\n- {id: a, why: w, when: {coverage: {lt: 0.5}}}\n"
            "- {id: a, why: w, when: {coverage: {lt: 0.4}}}\n",
            "the id 'a' stands twice",
            "1",
        ),
        ("deny_flags:\n- high\n- rival-ownr\n", "is called 'rival-ownr'", "3"),
        ("max_risk: [\n", "not YAML", "2"),
    ],
)  # fmt: skip
def test_a_wrong_policy_is_told_with_its_line(
    tmp_path: Path, text: str, what: str, line: str
) -> None:
    found = problems(written(tmp_path, text))
    assert len(found) == 1
    assert what in found[0][0]
    assert found[0][1] == line


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("max_risk = 0.5\nmax_risc = 1\n", "unknown key 'max_risc'", "2"),
        ("why = '''\nmax_risk = 9\n'''\nmax_risk = 9\n", "9 is more than 1", "4"),
        ("max_risk = \n", "not TOML", "1"),
        ("why = 'w'\nmax_risk = 0.5\nmax_risk = 0.6\n", "not TOML", "3"),
        ("max_risk = 0.5\n[max_factor]\nowners = 0.2\n", "is not one of", "3"),
        (
            "[[deny_if]]\nid='a'\nwhy='w'\nwhen={coverage={lt=0.5}}\n[[deny_if]]\nid='b'\n"
            "why='w'\nwhen={coverge={lt=0.5}}\n",
            "no value is called 'coverge'",
            "8",
        ),
        ("max_risk = 0.5\nx = [", "not TOML", "2"),
    ],
)
def test_toml_has_lines_too(tmp_path: Path, text: str, what: str, line: str) -> None:
    found = problems(written(tmp_path, text, "toml"))
    assert len(found) == 1
    assert what in found[0][0]
    assert found[0][1] == line


def test_all_problems_are_told_with_a_hint(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "deny_flags: [hgh]\ndeny_if:\n- {id: a, why: w, when: {all: [{rival_stakes: {gte: 0.2}},"
        " {not: {coverage: {gt: 2}}}]}}\n",
    )
    with pytest.raises(RuleErrors) as caught:
        check_names(load_policy(path), ())
    told = [one.how for one in caught.value.problems]
    assert told == [
        "did you mean 'rival_stake'?",
        "write 0.25 for a quarter",
        "did you mean 'high'?",
    ]


def test_unknown_policies_and_other_files(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_policy("defalt")
    assert "did you mean 'default'?" in str(caught.value.how)
    with pytest.raises(SettingsError, match="neither YAML nor TOML"):
        load_waivers(written(tmp_path, "", "json"))
    for name in ("none.toml", "none.yaml"):
        with pytest.raises(SettingsError, match="no such file"):
            load_policy(tmp_path / name)


@pytest.mark.parametrize("depth", [32, 200, 300, 900, 20_000])
@pytest.mark.parametrize("suffix", ["yaml", "toml"])
def test_a_condition_without_end_is_an_error_and_no_crash(
    tmp_path: Path, depth: int, suffix: str
) -> None:
    joint = ("{not: ", "{not = ")[suffix == "toml"]
    leaf = ("{coverage: {lt: 0.5}}", "{coverage = {lt = 0.5}}")[suffix == "toml"]
    when = joint * depth + leaf + "}" * depth
    head = ("deny_if:\n- id: a\n  why: w\n  when: ", "[[deny_if]]\nid='a'\nwhy='w'\nwhen=")
    path = written(tmp_path, head[suffix == "toml"] + when + "\n", suffix)
    with pytest.raises(RuleErrors):
        check_names(load_policy(path), ())


@pytest.mark.parametrize("missing", ["justification", "approver", "expires", "vendor", "check"])
def test_a_waiver_needs_every_part(tmp_path: Path, missing: str) -> None:
    body = {**BODY, "expires": "2026-01-01"}
    del body[missing]
    lines = [f"    {name}: {value}" for name, value in body.items()]
    text = "waivers:\n  -\n" + "\n".join(lines) + "\n"
    found = problems(written(tmp_path, text), waivers=True)
    assert found == [(f"'waivers.0.{missing}' is missing", "3")]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"justification": '"  "'}, "waivers.0.justification"),
        ({"approver": '""'}, "waivers.0.approver"),
        ({"expires": "never"}, "'never' is no day"),
        ({"expires": "20260101"}, "'20260101' is no day"),
        ({"expires": "1767225600"}, "is no day"),
        ({"expires": "2026-02-30"}, "impossible value"),
        ({"created": "2026-02-01"}, "lies after expires"),
        ({"created": "0001-01-01T00:00:00+05:00"}, "is no day from 1900"),
        ({"expires": "9999-12-31T23:59:59-05:00"}, "is no day from 1900"),
        ({"expires": "0001-01-01T00:00:00Z"}, "is no day from 1900"),
        ({"expires": "null"}, "nothing is no day"),
        ({"because": "x"}, "unknown key 'because'"),
    ],
)
def test_a_wrong_waiver_is_told(tmp_path: Path, change: dict[str, str], what: str) -> None:
    body = {**BODY, "expires": "2026-01-01", **change}
    text = "waivers:\n- " + "\n  ".join(f"{name}: {value}" for name, value in body.items()) + "\n"
    found = problems(written(tmp_path, text), waivers=True)
    assert what in found[0][0]


def test_two_waivers_of_one_id(tmp_path: Path) -> None:
    one = (
        "".join(f"{name} = '{value}'\n" for name, value in BODY.items()) + "expires = 2026-01-01\n"
    )
    path = written(tmp_path, f"[[waivers]]\n{one}[[waivers]]\n{one}", "toml")
    assert "stands twice" in problems(path, waivers=True)[0][0]


@pytest.mark.parametrize(
    ("expires", "last"),
    [
        ("2026-06-30", "2026-06-30"),
        (dt.date(2026, 6, 30), "2026-06-30"),
        ("2026-06-30T23:59:59+00:00", "2026-06-30"),
        ("2026-06-30T23:59:58+00:00", "2026-06-29"),
        ("2026-06-30T00:00:00", "2026-06-29"),  # without a zone it is UTC
        ("2026-07-01T01:59:59+02:00", "2026-06-30"),
        ("2026-06-30T23:59:59+02:00", "2026-06-29"),
        ("2026-06-30T12:00:00-12:00", "2026-06-30"),
    ],
)
def test_an_hour_counts_for_the_days_it_covers_to_their_end(
    expires: str | dt.date, last: str
) -> None:
    waiver = Waiver.model_validate({**BODY, "expires": expires})
    assert waiver.last_day.isoformat() == last
    assert Waiver.model_validate_json(waiver.to_json()) == waiver


def test_hours_are_read_from_files(tmp_path: Path) -> None:
    yaml = "waivers:\n- {id: w, vendor: V, check: c, justification: j, approver: a, expires: %s}\n"
    toml = (
        "[[waivers]]\nid='w'\nvendor='V'\ncheck='c'\njustification='j'\napprover='a'\nexpires=%s\n"
    )
    moment = "2026-07-01T01:59:59+02:00"
    for text, suffix in ((yaml, "yaml"), (toml, "toml")):
        (waiver,) = load_waivers(written(tmp_path, text % moment, suffix)).what.waivers
        assert waiver.last_day == dt.date(2026, 6, 30)


def test_lines_of_toml_keys() -> None:
    text = '# c\na = 1\n[b."c d"]\nx.y = 2 # [no]\n[[e.f]]\n[[e.f]]\n"g" = """\nz = 1\n"""\nh = 3\n'
    assert key_lines(text) == {
        ("a",): 2,
        ("b", "c d"): 3,
        ("b", "c d", "x"): 4,
        ("b", "c d", "x", "y"): 4,
        ("e", "f", 0): 5,
        ("e", "f", 1): 6,
        ("e", "f", 1, "g"): 7,
        ("e", "f", 1, "h"): 10,
    }


def test_many_waivers_are_told_apart_in_one_pass() -> None:
    many = [{**BODY, "id": f"w{n}", "expires": "2026-01-01"} for n in range(20_000)]
    assert len(WaiverFile.model_validate({"waivers": many}).waivers) == 20_000
    with pytest.raises(ValueError, match="the id 'w7' stands twice"):
        WaiverFile.model_validate({"waivers": [*many, many[7]]})


@pytest.mark.parametrize(
    "text",
    ["x = 1\na%s = 1\n", "x = 1\n[a%s]\n", "x = 1\ny = {a%s = 1}\n", 'x = 1\n[[ "a b"%s]]\n'],
)
def test_a_toml_key_of_very_many_parts_is_refused_before_it_is_read(
    tmp_path: Path, text: str
) -> None:
    path = written(tmp_path, text % (".a" * 500_000), "toml")
    ((what, where),) = problems(path)
    assert "a key of more than 64 parts" in what and where == "2"
    assert "unknown key 'x'" in problems(written(tmp_path, text % ".a", "toml"))[0][0]
