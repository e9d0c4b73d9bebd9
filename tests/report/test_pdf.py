"""The report on paper: everything is in it, texts stay texts, the same bytes, sound as a PDF."""

from __future__ import annotations

import functools
import io
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paper_texts import HOSTILE, TYPST
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

import vendorrisk
from vendorrisk.errors import SettingsError
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.summary import one_line
from vendorrisk.report import pdf
from vendorrisk.report.appendix import LIMITS, MOST_QUOTES, evidence
from vendorrisk.report.compose import page
from vendorrisk.report.pdf import printed, to_pdf
from vendorrisk.report.printout import SECTIONS

ASSUMED = "Meta owns 60% of Scale AI"


def squeezed(text: str) -> str:
    """Return text without white space and ligatures: lines break where they will."""
    return re.sub(r"[\s\u200b]+", "", unicodedata.normalize("NFKC", text))


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data), strict=True)


@functools.cache  # reading takes far longer than setting
def pages(data: bytes) -> tuple[str, ...]:
    return tuple(found.extract_text() for found in read(data).pages)


def said(data: bytes) -> str:
    return squeezed("".join(pages(data)))


@pytest.fixture(scope="module")
def paper(google: Comparison) -> bytes:
    return to_pdf(google)


@pytest.fixture(scope="module")
def what_if(google: Comparison) -> Comparison:
    return vendorrisk.compare(
        ["seeds/facts"], buyer="google", vendors=["scale-ai"], as_of=google.as_of, assume=ASSUMED
    )


def test_page_one_holds_every_verdict(google: Comparison, paper: bytes) -> None:
    first = squeezed(pages(paper)[0])
    for v in page(google).vendors:
        for text in (v.name, v.tier, v.risk.bare, f"[{v.risk.ends}]", v.reason, *v.mainly):
            assert squeezed(text) in first, text
        assert squeezed(f"coverage {v.coverage}") in first
        for line in v.lines[:3]:
            assert squeezed(f"{line.contribution} ") in first
        for asked in v.open_questions[:3]:
            assert squeezed(asked.what) in first
    assert "higherisriskier" in first
    assert google.as_of.isoformat() in first


def test_every_part_of_every_vendor_is_there(google: Comparison, paper: bytes) -> None:
    text = said(paper)
    for v in page(google).vendors:
        assert squeezed(f"that sum to {v.total}") in text
        for line in v.lines:
            assert squeezed(line.what) in text
            assert squeezed(f"y = {line.intensity}, p = {line.belief}") in text
            for channel in line.channels:
                assert squeezed(f"{channel.name}: λ {channel.link}") in text
        assert v.flags is not None
        for row in (*v.flags.flagged, *v.flags.unknown):
            assert squeezed(row.question) in text
        for change in v.changes:
            assert squeezed(change.what)[1:] in text
        for dispute in v.disputes:
            assert squeezed(dispute.question) in text
        for moment in v.moments[:40]:
            assert squeezed(f"{moment.date}{moment.what}") in text
        for tie in [tie for group in v.reliefs[:12] for tie in group.ties[:20]]:
            assert squeezed(tie.what) in text
        assert squeezed(f"Reply of {v.name}") in text
    for default in page(google).defaults:
        assert squeezed(default.reason) in text
    for limit in LIMITS:
        assert squeezed(limit) in text
    assert google.receipt is not None
    assert google.receipt.documents_sha256 in text


def test_every_quote_stands_once_with_its_number_source_and_hash(
    google: Comparison, paper: bytes
) -> None:
    text, p = said(paper), page(google)
    found = [quote for group in evidence(p) for quote in group.quotes]
    assert len({quote.number for quote in found}) == len(found) > 60
    for quote in found:
        assert squeezed(f"{quote.number}“{quote.text}”") in text
        assert squeezed(quote.place) in text
    cited = {quote.anchor for quote in found}
    for document in p.documents:
        assert document.sha256 in text
        assert (squeezed(f"{document.sha256[:12]}…") in text) == (document.anchor in cited)


def test_quotes_are_bounded_and_the_rest_is_counted(google: Comparison, paper: bytes) -> None:
    groups = {group.vendor: group for group in evidence(page(google))}
    scale = groups["Scale AI"]
    assert len(scale.quotes) == MOST_QUOTES
    assert scale.left_out > 0
    assert squeezed(f"{scale.left_out} more quotes in the JSON report") in said(paper)


def test_every_page_names_the_case_and_its_number(google: Comparison, paper: bytes) -> None:
    all_pages = pages(paper)
    for number, text in enumerate(all_pages, start=1):
        assert squeezed(f"{number} of {len(all_pages)}") in squeezed(text)
        assert "higherisriskier" in squeezed(text)
        if number > 1:
            assert "ScaleAI,LabelboxandHandshakeforGoogle" in squeezed(text)
            assert f"asof{google.as_of}" in squeezed(text)


def test_the_number_of_pages_is_bounded(paper: bytes, made: Callable[..., Comparison]) -> None:
    assert 12 <= len(read(paper).pages) <= 30
    one = made()
    (assessment,) = one.assessments
    crowd = one.model_copy(
        update={
            "assessments": tuple(
                assessment.model_copy(update={"vendor": f"Vendor {n:03}"}) for n in range(103)
            )
        }
    )
    found = read(to_pdf(crowd))
    assert len(found.pages) < 100
    text = " ".join("".join(found.pages[n].extract_text() for n in range(8)).split())
    assert "Vendor 099" in text
    assert "Vendor 100" not in text
    assert "3 more vendors in the JSON report" in text
    (_, *sections) = [str(o["/Title"]) for o in found.outline if not isinstance(o, list)]
    assert sum("Vendor" in title for title in sections) == SECTIONS


def test_same_input_same_bytes_now_and_in_another_process(
    google: Comparison, paper: bytes, tmp_path: Path
) -> None:
    again = Comparison.model_validate_json(google.to_json())
    assert to_pdf(again) == paper
    saved = tmp_path / "result.json"
    saved.write_text(google.to_json(), encoding="utf-8")
    code = (
        "import sys; from vendorrisk.interchange.results import load_result;"
        " from vendorrisk.report.pdf import to_pdf;"
        " sys.stdout.buffer.write(to_pdf(load_result(sys.argv[1])))"
    )
    other = subprocess.run(
        [sys.executable, "-c", code, str(saved)],
        capture_output=True,
        check=True,
        env={
            **os.environ,
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C",
            "PYTHONHASHSEED": "7",
            "SOURCE_DATE_EPOCH": "1",
            "PYTHONPATH": str(Path.cwd()),
        },
    )
    assert other.stdout == paper


def test_what_the_file_says_of_itself(google: Comparison, paper: bytes) -> None:
    found = read(paper)
    assert found.metadata is not None
    title = "Scale AI, Labelbox and Handshake for Google: vendor neutrality, 2025-06-20"
    assert found.metadata.title == title
    assert found.metadata.author == "vendorrisk"
    assert found.metadata.creation_date is not None
    assert found.metadata.creation_date.date() == google.as_of
    root = found.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"] is not None
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    told = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", told)
    assert "pdfuaid:part>1<" in told


def test_tagged_with_headings_tables_and_heads(paper: bytes) -> None:
    root = read(paper).trailer["/Root"]["/StructTreeRoot"]
    kinds: dict[str, int] = {}
    waiting = [root]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, IndirectObject):
            if node.idnum in seen:
                continue
            seen.add(node.idnum)
            node = node.get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, DictionaryObject):
            kinds[str(node.get("/S"))] = kinds.get(str(node.get("/S")), 0) + 1
            if "/K" in node:
                waiting.append(node.raw_get("/K"))
    assert kinds["/H1"] >= 9
    assert kinds["/Table"] > 20
    assert kinds["/TH"] > 60
    assert kinds["/TD"] > 500
    assert kinds["/L"] > 20


def test_bookmarks_lead_to_vendors_and_ends(paper: bytes) -> None:
    top = [str(one["/Title"]) for one in read(paper).outline if not isinstance(one, list)]
    assert [re.sub(r"^\d+ ", "", title) for title in top] == [
        "Verdict", "Scale AI", "Labelbox", "Handshake", "Evidence", "Documents", "Arithmetic",
        "Method", "Limits", "The vendors’ replies", "Receipt",
    ]  # fmt: skip


def test_no_script_no_form_no_file_and_only_web_links(paper: bytes) -> None:
    found = read(paper)
    root = found.trailer["/Root"]
    assert not {"/AcroForm", "/OpenAction", "/AA", "/Names"} & set(root) or "/JavaScript" not in (
        root.get("/Names") or {}
    )
    for one in found.pages:
        for held in one.get("/Annots") or ():
            link = held.get_object()
            assert link["/Subtype"] == "/Link"
            action = link.get("/A")
            if action is not None and action["/S"] != "/GoTo":
                assert action["/S"] == "/URI"
                assert str(action["/URI"]).startswith(("https://", "http://"))


def test_no_row_is_cut_and_heads_stand_again(google: Comparison, paper: bytes) -> None:
    flagged = [row for v in page(google).vendors for row in v.flags.flagged]  # type: ignore[union-attr]
    all_pages = [squeezed(text) for text in pages(paper)]
    for row in flagged:  # each with its reasons and its remedy on one page
        whole = [squeezed(text) for text in (row.question, *row.why, row.remedy)]
        assert any(all(part in text for part in whole) for text in all_pages), row.rule
    broken = [text for text in all_pages if "Flagged,gravestfirst" in text]
    assert len(broken) >= 4  # three vendors, and the first one's table goes over a page


def test_a_result_with_assumptions_says_so_on_every_page(what_if: Comparison) -> None:
    for text in pages(to_pdf(what_if)):
        assert "WHATIF:notrueresult." in squeezed(text)
        assert squeezed(ASSUMED) in squeezed(text)
    assert read(to_pdf(what_if)).metadata.title.startswith("WHAT IF: ")  # type: ignore[union-attr]


def test_a_true_result_does_not(paper: bytes) -> None:
    assert "whatif:" not in said(paper).casefold()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_stays_text(made: Callable[..., Comparison], text: str) -> None:
    hostile = made(text, name=text)
    found = printed(hostile)
    data = found.data
    assert "root:" not in said(data)
    assert not re.search("[\x00-\x08\u202a-\u202e\u2066-\u2069]", "".join(pages(data)))
    quote = one_line(evidence(page(hostile))[0].quotes[0].text)
    if not any(unicodedata.combining(c) for c in quote):  # those the reader tells twice
        for character in found.missing:
            quote = quote.replace(character, pdf.NO_GLYPH)
        assert squeezed(quote) in said(data)
    for one in read(data).pages:
        for link in one.get("/Annots") or ():
            action = link.get_object().get("/A") or {}
            assert "evil" not in str(action)
            assert "javascript" not in str(action).casefold()


def test_hostile_text_does_not_swell_the_paper(made: Callable[..., Comparison]) -> None:
    plain = len(read(to_pdf(made())).pages)
    for text in ("x" * 10_000, "word " * 5_000):
        assert len(read(to_pdf(made(text, name=text))).pages) <= plain + 4


def test_text_like_typst_comes_out_as_it_is(made: Callable[..., Comparison]) -> None:
    assert squeezed(TYPST) in said(to_pdf(made(TYPST)))


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Zoë Müller, Łódź, Năstase", ""),
        ("Привет, Ελληνικά, Ђурђевић", ""),
        ("أمازون תמכור Acme", ""),
        ("漢字 and かな and 한국", "漢字かな한국"),
        ("\ue000 private, \U0001f600 face", "\ue000\U0001f600"),
    ],
    ids=["latin", "cyrillic-greek", "arabic-hebrew", "cjk", "private-emoji"],
)
def test_what_no_font_has_is_named(
    made: Callable[..., Comparison], text: str, missing: str
) -> None:
    found = printed(made(text))
    assert set(found.missing) == set(missing)
    if missing:
        assert pdf.NO_GLYPH in said(found.data)
        assert "standsforacharacterthatnofontherehas" in said(found.data)


def test_fonts_of_ones_own_give_what_is_missing(made: Callable[..., Comparison]) -> None:
    folder = Path("/usr/share/fonts/truetype/dejavu")
    if not (folder / "DejaVuSans.ttf").is_file():
        pytest.skip("no DejaVu Sans on this machine")
    text = "a game: \U0001f0a1"  # an ace, which only the larger DejaVu fonts have
    assert printed(made(text)).missing == ("\U0001f0a1",)
    found = printed(made(text), font_paths=[folder])
    assert found.missing == ()
    assert "\U0001f0a1" in said(found.data)


def test_system_fonts_are_not_looked_at(paper: bytes) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).rpartition("+")[2]
        for one in read(paper).pages
        for font in one["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all(re.match(r"/?(Libertinus|DejaVu|NewCM)", name) for name in fonts), fonts


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_can_be_printed(made: Callable[..., Comparison], text: str) -> None:
    assert to_pdf(made(text, name=text)).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(("paper_size", "width"), [("a4", 595.28), ("letter", 612)])
def test_sizes_of_paper(made: Callable[..., Comparison], paper_size: str, width: float) -> None:
    box = read(printed(made(), paper=paper_size).data).pages[0].mediabox
    assert float(box.width) == pytest.approx(width, abs=0.01)


def test_a_folder_of_fonts_must_be_one(made: Callable[..., Comparison], tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such folder of fonts"):
        printed(made(), font_paths=[tmp_path / "none"])


def test_without_typst_the_extra_is_named(
    made: Callable[..., Comparison], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(SettingsError) as raised:
        to_pdf(made())
    assert raised.value.lines() == [
        "a PDF needs typst, which is not installed",
        "  at  the format 'pdf'",
        "  fix pip install 'vendorrisk[pdf]'",
    ]


def test_no_template_opens_a_file() -> None:
    folder = Path(pdf.__file__).parent / "templates"
    for name in pdf.TEMPLATES:
        text = (folder / name).read_text(encoding="utf-8")
        assert not re.search(r"\b(read|eval|image|plugin|include|yaml|toml|csv|xml)\s*\(", text)
        assert set(re.findall(r'#import "([^"]+)"', text)) <= set(pdf.TEMPLATES)
        assert "@" not in text


def test_versions_that_steer_a_terminal_do_not_stop_the_press(google: Comparison) -> None:
    forged = google.model_copy(update={"model_version": "1.0\x1b[31m\n#panic()" + "x" * 500})
    assert printed(forged).missing == ()
