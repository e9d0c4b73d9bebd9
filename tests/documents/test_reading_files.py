"""Finding inputs: files, folders, globs, standard input, copies, and what is left out."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.documents import limits, read
from vendorrisk.errors import DocumentError, SettingsError
from vendorrisk.model.document import Corpus

TEXT = "Rocket buys labels from Acme. It has done so for years.\n"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a file below the test's folder."""

    def call(name: str, content: bytes | str = TEXT) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return call


def names(corpus: Corpus) -> list[str]:
    return [document.name for document in corpus.documents]


def whys(corpus: Corpus) -> list[tuple[str, str]]:
    return [(Path(s.path).name, s.what) for s in corpus.skipped]


def test_a_folder_is_read_through_and_sorted(write: Write, tmp_path: Path) -> None:
    for number, name in enumerate(["b.txt", "a.md", "deep/er/c.txt"]):
        write(name, f"{TEXT}{number}")
    write(".hidden.txt")
    write(".git/d.txt")
    write("picture.png", b"\x89PNG")
    corpus = read(tmp_path)
    assert names(corpus) == ["a", "b", "c"]
    assert [s.what for s in corpus.skipped] == ["1 file of unknown format '.png' left out"]


def test_a_named_file_of_an_unknown_format_is_told(write: Write) -> None:
    corpus = read(
        [write("a.txt"), write("b.docx"), write("c", TEXT + "!"), write("d.TXT", TEXT + "?")]
    )
    assert names(corpus) == ["a", "d"]
    assert whys(corpus) == [
        ("b.docx", "unknown format '.docx'"),
        ("c", "unknown format 'no suffix'"),
    ]
    assert all(".txt" in (s.how or "") for s in corpus.skipped)


def test_globs(write: Write, tmp_path: Path) -> None:
    for number, name in enumerate(["a1.txt", "a2.txt", "b.txt", "deep/a3.txt"]):
        write(name, f"{TEXT}{number}")
    write(".a4.txt", TEXT + "hidden")
    assert names(read(str(tmp_path / "a*.txt"))) == ["a1", "a2"]
    assert names(read(str(tmp_path / "**" / "a*.txt"))) == ["a1", "a2", "a3"]
    with pytest.raises(SettingsError, match="nothing matches"):
        read(str(tmp_path / "z*.txt"))


def test_a_file_whose_name_looks_like_a_glob(write: Write) -> None:
    assert names(read(write("[a].txt"))) == ["[a]"]


def test_a_missing_file_is_told_with_a_suggestion(write: Write, tmp_path: Path) -> None:
    write("article.txt")
    with pytest.raises(SettingsError) as caught:
        read(tmp_path / "artcle.txt")
    assert caught.value.how == "did you mean 'article.txt'?"
    corpus = read([tmp_path / "artcle.txt", tmp_path / "article.txt"])
    assert names(corpus) == ["article"]  # the rest goes on
    assert len(corpus.skipped) == 1


@pytest.mark.parametrize("name", [TEXT * 20, "a\0b", "no/such/place/x.txt"])
def test_what_is_no_path_at_all(name: str) -> None:
    with pytest.raises(SettingsError):
        read(name)


@pytest.mark.parametrize("sources", [[], "folder"])
def test_nothing_to_read(sources: list | str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no documents"):
        read(sources if sources == [] else tmp_path)


def test_when_nothing_could_be_read_the_first_reason_is_told(write: Write) -> None:
    with pytest.raises(DocumentError, match="nothing could be read: empty file"):
        read([write("a.txt", b""), write("b.txt", b"\x00\x01")])


def test_standard_input() -> None:
    corpus = read("-", stdin=TEXT.encode())
    assert [(d.name, d.path, d.media) for d in corpus.documents] == [("stdin", "-", "txt")]
    page = read(
        "-", stdin=b"<!DOCTYPE html><html><body><p>" + TEXT.encode() + b"</p></body></html>"
    )
    assert page.documents[0].media == "html"
    with pytest.raises(DocumentError, match="empty"):
        read("-", stdin=b"")
    with pytest.raises(DocumentError, match="larger than 20 MB"):
        read("-", stdin=b"x" * (limits.MAX_BYTES + 1))


def test_the_process_own_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert read("-").documents[0].text == TEXT


def test_copies_count_once_whatever_their_names(write: Write, tmp_path: Path) -> None:
    first = write("a.txt")
    for number in range(30):
        write(f"copies/copy-{number}.txt")
    write("other.txt", TEXT + "More.")
    corpus = read(tmp_path)
    assert names(corpus) == ["a", "other"]
    assert corpus.copies == 30
    assert read([first, first]).copies == 1


def test_order_of_sources_does_not_matter(write: Write) -> None:
    paths = [write(f"{name}.txt", TEXT + name) for name in "cab"]
    paths += [write("copy.txt", TEXT + "a"), write("bad.txt", b"")]
    assert read(paths) == read(paths[::-1])


def test_a_file_of_21_mb_is_skipped_and_the_rest_goes_on(write: Write, tmp_path: Path) -> None:
    large = write("large.txt", b"x")
    os.truncate(large, 21_000_000)
    write("small.txt")
    corpus = read(tmp_path)
    assert names(corpus) == ["small"]
    assert whys(corpus) == [("large.txt", "larger than 20 MB")]
    assert corpus.skipped[0].how == "split it"


def test_a_text_of_over_two_million_characters_is_skipped(write: Write) -> None:
    corpus = read([write("long.txt", "word " * 400_001), write("short.txt")])
    assert whys(corpus) == [("long.txt", "longer than 2,000,000 characters")]


def test_too_many_files(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        write(f"{number}.txt", f"{TEXT}{number}")
    monkeypatch.setattr(limits, "MAX_FILES", 3)
    corpus = read(tmp_path)
    assert names(corpus) == ["0", "1", "2"]
    assert "the rest was left out" in corpus.skipped[0].what


def test_a_link_to_nowhere_and_a_pipe_are_skipped(write: Write, tmp_path: Path) -> None:
    write("a.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    corpus = read(tmp_path)
    assert names(corpus) == ["a"]
    assert whys(corpus) == [("broken.txt", "not a file"), ("pipe.txt", "not a file")]


def test_a_linked_folder_does_not_loop(write: Write, tmp_path: Path) -> None:
    write("a.txt")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert names(read(tmp_path)) == ["a"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty file"),
        (b" \r\n\t \n", "empty file"),
        (b"\xef\xbb\xbf", "empty file"),
        (b"\xff\xfe", "empty file"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00", "looks binary, not text"),
        (b"MZ\x90\x00\x03", "looks binary, not text"),
        (b"text \x00 text", "looks binary, not text"),
        (bytes(range(1, 32)) * 4, "looks binary, not text"),
        ("Rocket".encode("utf-16-le"), "looks binary, not text"),  # no mark: cannot be told
        ("Rocket".encode("utf-32"), "looks binary, not text"),
        (b"\xff\xfeR\x00o", "broken UTF-16 at byte 4"),
        ("é ".encode() * 3 + b"\xc3 x", "broken UTF-8 at byte 9"),
        (b"\x81\x8d\x8f", "broken UTF-8 at byte 0"),
        (b"\xc3\x28 \xa0\xa1\xa2\xa6\xa7", "broken UTF-8 at byte 0"),
        (b"=====\n-----\n", "no readable text"),
    ],
)
def test_what_is_no_text_is_skipped_and_the_rest_goes_on(
    write: Write, content: bytes, what: str
) -> None:
    corpus = read([write("bad.txt", content), write("good.txt")])
    assert names(corpus) == ["good"]
    assert whys(corpus) == [("bad.txt", what)]
    assert corpus.skipped[0].how


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Café: Rocket zahlt für Labels. 百度 😀"),
        ("utf-8-sig", "Café: Rocket zahlt für Labels."),
        ("utf-16", "Café: Rocket zahlt für Labels. 😀"),
        ("cp1252", "Café – “Rocket” zahlt für Labels…"),
        ("latin-1", "Rocket zahlt für Labels in Köln."),
        ("ascii", "Rocket pays."),
    ],
)
def test_encodings(write: Write, encoding: str, text: str) -> None:
    document = read(write("a.txt", text.encode(encoding))).documents[0]
    assert document.text.removeprefix("\ufeff") == text
    assert document.text[document.blocks[0].start : document.blocks[-1].end].strip("\ufeff") == text


@given(
    st.text(min_size=1).filter(lambda t: t.strip("\ufeff \t\r\n")),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_decode_translates_nothing(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    try:
        found = limits.decode(data, "a.txt")
    except DocumentError as error:
        assert error.what in {"looks binary, not text", "empty file"}
        assert any(ord(c) < 32 for c in text) or not text.split()
        return
    assert found == (text.removeprefix("\ufeff") if encoding == "utf-16" else text)


@given(st.binary(max_size=400))
def test_any_bytes_decode_or_are_told(data: bytes) -> None:
    try:
        text = limits.decode(data, "a.txt")
    except DocumentError as error:
        assert error.what
        assert error.how
        return
    assert "\x00" not in text
    assert text.encode("utf-8")
