"""A filled-in checklist, checked: every cell of ours unchanged, every answer readable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from vendorrisk.errors import ReviewError, ReviewErrors, did_you_mean
from vendorrisk.interchange.cell_values import (
    DAY,
    edited_cells,
    is_likely,
    iso_day,
    sealed_number,
    text_of,
    words_of,
)
from vendorrisk.interchange.sheets import (
    MAX_CELL,
    Cell,
    Row,
    Sheet,
    csv_sheet,
    read_bytes,
    workbook_sheets,
)
from vendorrisk.interchange.strict_json import StrictJsonError, loads
from vendorrisk.interchange.taken import Returned, Taken, TakenClause
from vendorrisk.model.checklist import SCHEMA, Checklist, ClauseReview, Review
from vendorrisk.model.problems import problem
from vendorrisk.model.review_cells import (
    CASE,
    CLAUSE_TOOL,
    NUMBERS,
    SEALS,
    TOOL,
    clause_cells,
    seal,
    title_of,
    tool_cells,
)

MADE_BY = f"vendorrisk checklist {SCHEMA}"
ANSWERED = frozenset({"Yes", "No", "Partial"})
_OURS = "give a file that 'vendorrisk checklist' wrote, filled in"
_AGAIN = "put back what the tool wrote, or write the checklist anew and answer there"


def returned(path: Path) -> Returned:
    """Read a filled-in checklist: .xlsx, .csv or .json as ``vendorrisk checklist`` writes them.

    Raises
    ------
    ReviewErrors
        Every problem with its sheet, row and column: cells of the tool that were changed, rows that
        stand twice, words that are on no list, impossible dates, formulas, answers without a date.
    ReviewError
        For a file that is none of ours, damaged or too large.
    """
    data = read_bytes(path)
    suffix = path.suffix.casefold()
    if suffix == ".json":
        return _of_json(data, path)
    desk = _Desk(path)
    if suffix == ".csv":
        sheet = csv_sheet(data, path)
        desk.csv(sheet)
    elif suffix in {".xlsx", ".xlsm"}:
        desk.book(workbook_sheets(data, path, ("Checklist", "Clauses", "Audit", SEALS)))
    else:
        what = f"'{suffix}' is no format of a checklist" if suffix else "the file has no suffix"
        raise ReviewError(what, where=str(path), how="give an .xlsx, .csv or .json file")
    return desk.closed()


def _of_json(data: bytes, path: Path) -> Returned:
    try:
        text = data.decode("utf-8-sig")
        loads(text)
        found = Checklist.model_validate_json(text, strict=True)
    except UnicodeDecodeError as error:
        what = f"not UTF-8 at byte {error.start}"
        raise ReviewError(what, where=str(path), how="save it as UTF-8") from None
    except StrictJsonError as error:
        where = f"{path}:{error.lineno}" if error.lineno is not None else str(path)
        raise ReviewError(str(error), where=where, how=_OURS) from None
    except ValidationError as error:
        raise ReviewErrors(_as_one([_invalid(one, path) for one in error.errors()])) from None
    desk = _Desk(path)
    desk.case(f"vendorrisk checklist {found.checklist_schema}", found.buyer, str(found.as_of), "")
    desk.supposed("; ".join(found.assumptions))
    for place, row in enumerate(found.rows):
        where = f"rows[{place}]"
        desk.take(where, tool_cells(row), row.review, row.row_hash)
    clauses = {clause.id: clause for clause in found.clauses}
    for place, one in enumerate(found.clause_rows):
        where = f"clause_rows[{place}]"
        if one.clause not in clauses:
            desk.wrong(f"no clause '{one.clause}'", where, did_you_mean(one.clause, clauses))
            continue
        desk.take_clause(where, clause_cells(one, clauses[one.clause]), one.review, one.row_hash)
    return desk.closed()


def _invalid(one: Any, path: Path) -> ReviewError:
    """Return a problem of the data; its place is of a stranger and may be of any length."""
    loc = [part if isinstance(part, int) else part[:60] for part in one["loc"][:12]]
    where = "".join(f"[{x}]" if isinstance(x, int) else f".{x}" for x in loc).lstrip(".")
    named = problem({**one, "loc": tuple(loc[-1:])})
    return ReviewError(named, where=f"{path}: {where}" if where else str(path), how=_OURS)


class _Desk:
    """Where a file is checked: problems are collected, nothing is decided before the end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[ReviewError] = []
        self.notes: list[str] = []
        self.buyer = self.as_of = ""
        self.rows: list[Taken] = []
        self.clauses: list[TakenClause] = []
        self.first: dict[tuple[str, ...], str] = {}
        self.misdated: set[str] = set()  # rows with a day that is none, which is told once

    def wrong(self, what: str, where: str = "", how: str | None = None) -> None:
        """Note a problem."""
        place = f"{self.path}: {where}" if where else str(self.path)
        self.problems.append(ReviewError(what, where=place, how=how))

    def closed(self) -> Returned:
        """Return what was taken, or raise all that is wrong."""
        if self.problems:
            raise ReviewErrors(_as_one(self.problems))
        return Returned(
            self.buyer, self.as_of, tuple(self.rows), tuple(self.clauses), tuple(self.notes)
        )

    def case(self, made_by: str, buyer: str, as_of: str, where: str) -> None:
        """Check what the file says of itself."""
        if made_by != MADE_BY:
            ours = made_by.startswith("vendorrisk checklist ")
            what = f"made by another version ('{made_by}')" if ours else "not a checklist of ours"
            how = "write the checklist anew and answer there" if ours else _OURS
            raise ReviewError(
                what, where=f"{self.path}: {where}" if where else str(self.path), how=how
            )
        self.buyer, self.as_of = buyer, as_of

    def supposed(self, text: str) -> None:
        """Say that a file was made under an assumption, where it was."""
        if text:
            self.notes.append(f"made for a WHAT IF; its answers count in truth as well: {text}")

    def book(self, sheets: Mapping[str, Sheet]) -> None:
        """Check the sheets of a workbook."""
        missing = [name for name in ("Checklist", "Audit") if name not in sheets]
        if missing:
            what = f"not a checklist of ours: no sheet '{missing[0]}'"
            raise ReviewError(what, where=str(self.path), how=_OURS)
        run = {
            str(row.cells.get("name")): text_of(row.cells.get("value"))
            for row in sheets["Audit"].rows
            if row.cells.get("part") == "run"
        }
        self.case(run.get("made by", ""), run.get("buyer", ""), run.get("as of", ""), "Audit")
        for row in sheets["Audit"].rows:
            self.supposed(text_of(row.cells["name"]) if row.cells.get("part") == "assumed" else "")
        seals: dict[str, Sequence[str]] = {}
        if SEALS in sheets:
            names = sheets[SEALS].titles
            for row in sheets[SEALS].rows:
                kept = [text_of(row.cells.get(name)) for name in names]
                seals[kept[0]] = kept[1:]
        self.table(sheets["Checklist"], seals)
        told = run.get("rows", "")
        if told.isdigit() and int(told) > len(self.rows) and not self.problems:
            gone = int(told) - len(self.rows)
            self.notes.append(f"{gone} of {told} rows are no longer there: they stay unanswered")
        if "Clauses" in sheets:
            self.clause_table(sheets["Clauses"], seals)

    def csv(self, sheet: Sheet) -> None:
        """Check the one table of a CSV file."""
        if not self.titles(sheet, (*CASE, *TOOL, *Review.model_fields, "row_hash")):
            return
        for row in sheet.rows[:1]:
            made_by, buyer, as_of = (text_of(row.cells.get(name)) for name in CASE)
            self.case(made_by, buyer, as_of, sheet.place(row.number))
            self.supposed(text_of(row.cells.get("what_if")))
        for row in sheet.rows[1:]:
            told = tuple(text_of(row.cells.get(name)) for name in CASE)
            if told != (MADE_BY, self.buyer, self.as_of):
                what = f"another case: {told[1] or 'no buyer'} as of {told[2] or 'no day'}"
                self.wrong(what, sheet.place(row.number), "a file is of one buyer and one day")
        self.table(sheet, {})

    def titles(self, sheet: Sheet, names: Sequence[str]) -> bool:
        """Whether a sheet has the columns of these names; those that lack are problems."""
        wanted = {title_of(name) if sheet.name else name: name for name in names}
        lacking = [title for title in wanted if title not in sheet.titles]
        if len(lacking) > len(wanted) // 2:
            where = f"{self.path}: {sheet.name}" if sheet.name else str(self.path)
            what = f"not a checklist of ours: no column '{lacking[0]}'"
            raise ReviewError(what, where=where, how=_OURS)
        twice = [title for title in wanted if sheet.titles.count(title) > 1]
        for title in twice:
            self.wrong(f"column '{title}' stands twice", sheet.place(1), "keep one of the two")
        for cells in sheet.merged:
            how = "take the merging back, and fill in every row"
            self.wrong("cells of several rows are merged", f"{sheet.name}!{cells}", how)
        others = set(sheet.titles) - set(wanted)
        for title in lacking:
            hint = did_you_mean(title, others, cutoff=0.8)
            self.wrong(f"no column '{title}'", sheet.place(1), hint or "put the column back")
        return not lacking and not twice

    def table(self, sheet: Sheet, seals: Mapping[str, Sequence[str]]) -> None:
        """Check the rows of the checklist."""
        if not self.titles(sheet, (*TOOL, *Review.model_fields, "row_hash")):
            return
        for row in sheet.rows:
            cells, told = self.told(sheet, row, TOOL), text_of(row.cells.get("row_hash"))
            review = self.filled(sheet, row, Review)
            edited = edited_cells(cells, seals.get(told, ()))
            where = sheet.place(row.number)
            self.take(where, cells, review, told, tuple(title_of(e) for e in edited))

    def clause_table(self, sheet: Sheet, seals: Mapping[str, Sequence[str]]) -> None:
        """Check the rows of the clauses."""
        if not sheet.rows or not self.titles(
            sheet, (*CLAUSE_TOOL, *ClauseReview.model_fields, "row_hash")
        ):
            return
        for row in sheet.rows:
            cells, told = self.told(sheet, row, CLAUSE_TOOL), text_of(row.cells.get("row_hash"))
            review = self.filled(sheet, row, ClauseReview)
            edited = tuple(title_of(e) for e in edited_cells(cells, seals.get(told, ())))
            self.take_clause(sheet.place(row.number), cells, review, told, edited)

    def told(self, sheet: Sheet, row: Row, names: Sequence[str]) -> dict[str, str]:
        """Return the cells of the tool as they were sealed."""
        found = {}
        for name in names:
            value = row.cells.get(title_of(name) if sheet.name else name)
            found[name] = sealed_number(value) if name in NUMBERS else text_of(value)
        return found

    def filled(self, sheet: Sheet, row: Row, noun: type[Any]) -> Any:
        """Return what people filled in; what cannot be read is a problem and stays out."""
        values: dict[str, Any] = {}
        for name, field in noun.model_fields.items():
            title = title_of(name) if sheet.name else name
            value = row.cells.get(title)
            where = sheet.place(row.number, title)
            if title in row.odd:
                self.wrong(row.odd[title], where, "write the value itself")
                continue
            if value is None:
                continue
            words = words_of(field.annotation)
            if words:
                values[name] = self.word(value, words, where)
            elif dt.date in get_args(field.annotation):
                values[name] = self.day(value, where)
            else:
                values[name] = text_of(value)
        return noun(**{name: value for name, value in values.items() if value is not None})

    def word(self, value: Cell, words: Sequence[str], where: str) -> str | None:
        """Return a word of a list."""
        told = " ".join(text_of(value).split())
        found = next((word for word in words if word.casefold() == told.casefold()), None)
        if found is None:
            how = did_you_mean(told, words) or f"one of: {', '.join(words)}"
            self.wrong(f"'{told[:60]}' is not on the list", where, how)
        return found

    def day(self, value: Cell, where: str) -> dt.date | None:
        """Return a day between 2000 and 2100."""
        found = value if isinstance(value, dt.date) else iso_day(text_of(value))
        if found is None or not is_likely(found):
            self.wrong(f"'{text_of(value)[:40]}' is no day", where, DAY)
            self.misdated.add(where.partition(", column ")[0])
            return None
        return found

    def bounded(self, where: str, review: Review | ClauseReview) -> bool:
        """Whether what people filled in has days and lengths as a workbook would have them."""
        before = len(self.problems)
        for name, value in review:
            if isinstance(value, dt.date) and not is_likely(value):
                self.wrong(f"{name}: '{value}' is no day", where, DAY)
            elif isinstance(value, str) and len(value) > MAX_CELL:
                what = f"{name}: {len(value):,} characters"
                self.wrong(what, where, f"a cell holds {MAX_CELL:,}; shorten it")
        return len(self.problems) == before

    def take(
        self,
        where: str,
        cells: Mapping[str, str],
        review: Review,
        told: str,
        edited: Sequence[str] = (),
    ) -> None:
        """Take a row of the checklist, or note what is wrong with it."""
        kind = ("question", cells["vendor"], cells["question_id"])
        name = f"{cells['question_id'] or 'a question'} to {cells['vendor'] or 'nobody'}"
        if not self.genuine(where, cells, told, edited, (kind, name)):
            return
        if not self.bounded(where, review):
            return
        if (
            review.answer in ANSWERED
            and review.response_date is None
            and where not in self.misdated
        ):
            how = "fill in response_date: before that day the answer does not count"
            self.wrong(f"{name} is answered without a day", where, how)
        if "Exception" in (review.decision, review.status) and review.exception_expiry is None:
            self.notes.append(f"{where}: an exception without an expiry date")
        self.rows.append(Taken(where, cells, review, told))

    def take_clause(
        self,
        where: str,
        cells: Mapping[str, str],
        review: ClauseReview,
        told: str,
        edited: Sequence[str] = (),
    ) -> None:
        """Take a row of the clauses, or note what is wrong with it."""
        kind = ("clause", cells["vendor"], cells["key"])
        name = f"{cells['key'] or 'a clause'} with {cells['vendor'] or 'nobody'}"
        if not self.genuine(where, cells, told, edited, (kind, name)):
            return
        if not self.bounded(where, review):
            return
        begins, ends = review.in_force_from, review.ends_on
        if begins is not None and ends is not None and ends < begins:
            self.wrong(f"{name} ends on {ends} before it begins on {begins}", where)
        self.clauses.append(TakenClause(where, cells, review, told))

    def genuine(
        self,
        where: str,
        cells: Mapping[str, str],
        told: str,
        edited: Sequence[str],
        what: tuple[tuple[str, ...], str],
    ) -> bool:
        """Whether a row is as the tool wrote it, and stands once."""
        kind, name = what
        if seal(cells, self.buyer, self.as_of) != told:
            if edited:
                columns = ", ".join(f"'{title}'" for title in edited)
                self.wrong(f"cells of the tool were changed: {columns}", where, _AGAIN)
            elif not told:
                self.wrong("a row without row_hash: not one of ours", where, "take it out")
            else:
                self.wrong("the row is not as the tool wrote it for this case", where, _AGAIN)
            return False
        if kind in self.first:
            self.wrong(f"{name} stands twice", where, f"keep one: the other is {self.first[kind]}")
            return False
        self.first[kind] = where
        return True


def _as_one(problems: Sequence[ReviewError]) -> Sequence[ReviewError]:
    """Return problems that are all the same, as of a file whose case was changed, as one."""
    first = problems[0]
    if len(problems) < _SAME or len({one.what for one in problems}) > 1:
        return problems
    where = f"{first.where} and {len(problems) - 1} others"
    return [ReviewError(first.what, where=where, how=first.how)]


_SAME = 20  # problems, all the same, that are told as one
