"""Pages of documentation as a reader works through them: files to write, commands, what they print.

A fenced block whose first line ends in ``title="NAME"`` is a file that the reader writes; with
``title="NAME (added)"`` it is put at the end of one that is there. A ``console`` block holds
commands behind ``$ `` (a line that ends in a backslash goes on in the next) and what the terminal
shows. ``…`` stands for anything within a line, and alone in a line for any number of lines.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vendorrisk.cli.main import run

DOCS = Path(__file__).parents[1] / "docs"
FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>[a-z]+)(?P<rest>[^\n]*)\n(?P<body>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
TITLE = re.compile(r'title="(?P<name>[^"(]+?)(?P<added> \(added\))?"')


@dataclass(frozen=True)
class Written:
    """A file that the page has its reader write."""

    name: str
    text: str
    added: bool


@dataclass(frozen=True)
class Command:
    """A command of the page, where it stands, and what the page says that it prints."""

    line: int
    words: str
    shown: str


def steps(page: Path) -> Iterator[Written | Command]:
    """Return what a page has its reader do, in order."""
    text = page.read_text(encoding="utf-8")
    for block in FENCE.finditer(text):
        line = text.count("\n", 0, block.start()) + 2
        width = len(block["indent"])
        body = "".join(one[width:] for one in block["body"].splitlines(keepends=True))
        if titled := TITLE.search(block["rest"]):
            yield Written(titled["name"], body, titled["added"] is not None)
        elif block["language"] == "console":
            yield from _commands(body, line)


def _commands(body: str, line: int) -> Iterator[Command]:
    words: list[str] = []
    shown: list[str] = []
    at = line
    more = False
    for number, text in enumerate(body.splitlines(), start=line):
        if more or text.startswith("$ "):
            if not more and words:
                yield Command(at, " ".join(words), "\n".join(shown))
                words, shown = [], []
            if not more:
                at = number
            part = text.removeprefix("$ ").strip()
            more = part.endswith("\\")
            words.append(part.removesuffix("\\").strip())
        else:
            assert words, f"line {number}: a console block begins with a command"
            shown.append(text)
    if words:
        yield Command(at, " ".join(words), "\n".join(shown))


class Terminal:
    """Runs the commands of one page in one folder: ``vendorrisk``, and the few words beside it."""

    def __init__(self) -> None:
        self.code = 0

    def do(self, step: Written | Command) -> str:
        """Do a step and return what the terminal shows."""
        if isinstance(step, Command):
            return self.run(step.words)
        path = Path(step.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if step.added else "w", encoding="utf-8") as file:
            file.write(step.text)
        return ""

    def run(self, line: str) -> str:
        """Run a command line; both streams are shown in the order in which they were written."""
        words = shlex.split(line)
        assert not set(words) & {"|", "&&", ";", ">>", "<"}, f"no shell here: {line}"
        target = None
        if len(words) > 2 and words[-2] == ">":
            *words, _, target = words
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
        err = io.StringIO() if target else out
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            self.code = self._do(words)
        out.seek(0)
        if target is None:
            return out.read()
        Path(target).write_text(out.read(), encoding="utf-8")
        return err.getvalue()

    def _do(self, words: list[str]) -> int:
        match words:
            case ["vendorrisk", *rest]:
                return run(rest)
            case ["python", script, *rest]:
                _python(script, rest)
            case ["echo", "$?"]:
                sys.stdout.write(f"{self.code}\n")
            case ["ls", *rest]:
                names = sorted(path.name for path in Path(*rest).iterdir())
                sys.stdout.write("".join(f"{name}\n" for name in names))
            case ["cat", path]:
                sys.stdout.write(Path(path).read_text(encoding="utf-8"))
            case ["mkdir", path]:
                Path(path).mkdir()
            case ["cp", source, target]:
                shutil.copy(source, target)
            case _:
                raise AssertionError(f"a page may not run {words[0]!r}")
        return 0


def _python(script: str, arguments: list[str]) -> None:
    """Run a script that the page has its reader write."""
    code = compile(Path(script).read_text(encoding="utf-8"), script, "exec")
    before, sys.argv = sys.argv, [script, *arguments]
    try:
        exec(code, {"__name__": "__main__"})  # noqa: S102  # text of this repository
    finally:
        sys.argv = before


def matches(shown: str, printed: str) -> bool:
    """Whether what was printed is what a page shows, with ``…`` for what it leaves out."""
    want = [line.rstrip() for line in shown.strip("\n").splitlines()]
    got = [line.rstrip() for line in printed.strip("\n").splitlines()]
    pattern = ""
    for line in want:
        if line.strip() == "…":
            pattern += r"(?:[^\n]*\n)*"
        else:
            pattern += ".*".join(re.escape(part) for part in line.split("…")) + r"\n"
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in got)) is not None


def _shown(page: Path) -> None:
    """Print what each command of a page prints where the page shows something else."""
    terminal = Terminal()
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        for step in steps(page):
            printed = terminal.do(step)
            if isinstance(step, Command) and not matches(step.shown, printed):
                sys.stdout.write(f"{page.name}:{step.line} $ {step.words}\n{printed}\n")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        _shown(Path(name).resolve())
