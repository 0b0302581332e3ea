"""The base of every table: SQLAdmin's views, with the doors closed that we do not want open.

Nothing can be created, changed, deleted or imported, and there are no routes for it. Counting stops
at 10,000, searching looks at the beginnings of words, exports stream and honour the filters, and an
id that cannot be one is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from markupsafe import Markup
from sqladmin import ModelView
from sqladmin.helpers import object_identifier_values
from sqladmin.pagination import Pagination
from sqlalchemy.orm import MANYTOONE, ONETOMANY, selectinload
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import StreamingResponse
from typing_extensions import override

from admin_app.auth import staff_of
from admin_app.desks.paths import desk_path
from admin_app.pages import wiring_of
from admin_app.tables.filters import Asked, BelongsTo, Filter, Rows
from admin_app.tables.values import label, name_of, shortened, shown
from sponsorship import audit, lifecycle
from sponsorship.clock import utc_now
from sponsorship.reporting.spreadsheet import csv_lines
from sponsorship.staff.permissions import Capability

COUNT_CAP = 10_000
LONGEST_SEARCH = 100
# A letter's context holds personal links: who reads one could sign, cancel or sign in for somebody else.
HIDDEN = audit.SECRET | {
    "context",
    "enrolment_secret",
    "form_key",
    "idempotency_key",
    "request_hash",
}
_REFERENCE = re.compile(r"[A-Z]{1,3}-(\d{4})-0*(\d{1,15})(?:-\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Child:
    """A link from a record to the table of what belongs to it."""

    title: str
    path: str


class Table(ModelView):
    """One table: declare `column_list`, and if it helps `column_searchable_list` and `filters`.

    Names in `column_list` are columns, properties, or paths like "sponsor.name". Properties that
    show an amount sort by its column: `amount` by `amount_minor`.
    """

    can_create = can_edit = can_delete = can_import = False
    can_export = True
    export_types: ClassVar[list[str]] = ["csv"]
    page_size = 25
    page_size_options: ClassVar[list[int]] = [25, 50, 100]
    search_auto_submit = False
    list_template = "tables/list.html"
    details_template = "tables/details.html"

    may: ClassVar[Capability] = Capability.SEE
    filters: ClassVar[Sequence[Filter]] = ()
    about: ClassVar[str] = ""

    # What the templates ask

    def headings(self, request: Request) -> Iterator[tuple[str, str | None, str]]:
        """Of each column its label, the address that sorts by it, and how it is sorted now."""
        by, order = request.query_params.get("sortBy"), request.query_params.get("sort", "asc")
        for name in self._list_prop_names:
            if self._sort_column(name) is None:
                yield label(name), None, ""
            else:
                now = order if by == name else ""
                then = "desc" if now == "asc" else "asc"
                yield label(name), self.address(request, sortBy=name, sort=then, page=None), now

    def cells(self, row: Any, request: Request) -> Iterator[Markup]:
        """What a line of the list shows; the first cell leads to the record."""
        for place, name in enumerate(self._list_prop_names):
            value = _reached(row, name)
            text = shown(shortened(value) if isinstance(value, str) else value, _zone(request))
            if place == 0:
                yield Markup('<a href="{}">{}</a>').format(self.path_of(row), text)
            else:
                yield text

    def facts(self, row: Any, request: Request) -> Iterator[tuple[str, Markup]]:
        """What the record's page shows: every column but secrets, relations as links."""
        relations = {
            next(iter(relation.local_columns)).key: relation.key
            for relation in self._mapper.relationships
            if relation.direction is MANYTOONE and len(relation.local_columns) == 1
        }
        for attribute in self._mapper.column_attrs:
            key = attribute.key
            if key in HIDDEN:
                continue
            if key in relations and (related := getattr(row, relations[key])) is not None:
                yield label(key), _link(related)
            elif key.endswith("_minor") and hasattr(row, key.removesuffix("_minor")):
                yield label(key), shown(getattr(row, key.removesuffix("_minor")), _zone(request))
            else:
                yield label(key), shown(getattr(row, key), _zone(request))

    def children(self, row: Any) -> Iterator[Child]:
        """Links to the tables of what belongs to the record."""
        for relation in self._mapper.relationships:
            view = VIEWS.get(relation.mapper.class_)
            if (
                relation.direction is ONETOMANY
                and view is not None
                and len(relation.remote_side) == 1
            ):
                key = next(iter(relation.remote_side)).key
                path = f"/admin/{view.identity}/list?{key}={row.id}"
                yield Child(label(relation.key), path)

    def path_of(self, row: Any) -> str:
        """Where the record acts, if it has a desk; else where it is shown."""
        return desk_path(row) or self.details_path(row)

    def details_path(self, row: Any) -> str:
        return f"/admin/{self.identity}/details/{_identifier(row)}"

    def desk_of(self, row: Any) -> str | None:
        return desk_path(row)

    def title_of(self, row: Any) -> str:
        return name_of(row)

    def address(self, request: Request, **changes: Any) -> str:
        """This page's address with some parameters changed; None takes one away."""
        kept = dict(request.query_params) | changes
        return "?" + urlencode({name: value for name, value in kept.items() if value is not None})

    def all_filters(self) -> list[Filter]:
        """Those that are declared, and one for each single-column reference to another table."""
        declared = {name for one in self.filters for name in one.names}
        belongs: list[Filter] = [
            BelongsTo(getattr(self.model, attribute.key))
            for attribute in self._mapper.column_attrs
            if attribute.columns[0].foreign_keys and attribute.key not in declared
        ]
        return [*self.filters, *belongs]

    # What SQLAdmin asks

    @override
    async def list(self, request: Request) -> Pagination:
        """One page of rows: filtered, searched, sorted, counted up to the cap."""
        size = self.validate_page_number(request.query_params.get("pageSize"), self.page_size)
        asked = self.validate_page_number(request.query_params.get("page"), 1)
        size = min(max(size, 1), max(self.page_size_options))
        rows = self.rows(request)
        count = await run_in_threadpool(self._capped_count, rows)
        page = min(max(asked, 1), Pagination.max_page(count, size))
        found = await self._run_query(rows.limit(size).offset((page - 1) * size))
        return Pagination(rows=found, page=page, page_size=size, count=count)

    def rows(self, request: Request) -> Rows:
        """The statement behind the page and the export."""
        given = request.query_params
        rows: Rows = sa.select(self.model)
        for name in self._list_prop_names:
            if "." in name:
                rows = rows.options(selectinload(getattr(self.model, name.split(".")[0])))
        for one in self.all_filters():
            rows = one.narrowed(rows, Asked(given, _zone(request)))
        if term := given.get("search", "").strip()[:LONGEST_SEARCH]:
            rows = self.search_query(rows, term)
        return self.sort_query(rows, request)

    @override
    def search_query(self, stmt: Rows, term: str) -> Rows:
        """Words that begin with the term, or the record whose reference or number it is."""
        plain = term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        found: list[sa.ColumnElement[bool]] = []
        for name in self._search_fields:
            stmt, model = self._join_relationship_paths(stmt, name, set())
            column = getattr(model, name.rpartition(".")[2])
            found.append(column.ilike(f"{plain}%", escape="\\"))
            found.append(column.ilike(f"% {plain}%", escape="\\"))
        by_reference = self._by_reference(term)
        if by_reference is not None:
            found.append(by_reference)
        return stmt.where(sa.or_(sa.false(), *found))

    def _by_reference(self, term: str) -> sa.ColumnElement[bool] | None:
        match = _REFERENCE.fullmatch(term.strip().upper())
        if match is None:
            return None
        year, number = int(match[1]), int(match[2])
        columns = self._mapper.columns
        if "sequence" in columns and "year" in columns:
            return sa.and_(self.model.year == year, self.model.sequence == number)  # type: ignore[attr-defined]
        if hasattr(self.model, "reference") and "id" in columns:
            return sa.and_(self.model.id == number)  # type: ignore[attr-defined]
        return None

    @override
    def sort_query(self, stmt: Rows, request: Request) -> Rows:
        """By the asked column, ties by key; newest first when nothing is asked."""
        keys = [column.desc() for column in self.pk_columns]
        by = request.query_params.get("sortBy")
        if not by:
            return stmt.order_by(*keys)
        column = self._sort_column(by)
        if column is None or by not in self._list_prop_names:
            raise HTTPException(400)
        if "." in by:
            stmt, _ = self._join_relationship_paths(stmt, by, set())
        is_down = request.query_params.get("sort") == "desc"
        return stmt.order_by(column.desc() if is_down else column.asc(), *keys)

    def _sort_column(self, name: str) -> Any:
        first, _, rest = name.partition(".")
        if rest:
            related = self._mapper.relationships.get(first)
            if related is None or rest not in related.mapper.columns:
                return None
            return getattr(related.mapper.class_, rest)
        for key in (name, f"{name}_minor", *(("id",) if name in {"reference", "number"} else ())):
            if key in self._mapper.columns:
                return getattr(self.model, key)
        return None

    @override
    def _join_relationship_paths(
        self, stmt: Rows, field_path: str, joined_paths: set[str]
    ) -> tuple[Rows, Any]:
        """Outer joins: a row without a related record must not vanish when one sorts by it."""
        first, _, rest = field_path.partition(".")
        if not rest:
            return stmt, self.model
        relation = getattr(self.model, first)
        return stmt.outerjoin(relation), relation.mapper.class_

    def _capped_count(self, rows: Rows) -> int:
        one = (
            rows.order_by(None)
            .options()
            .with_only_columns(sa.literal(1), maintain_column_froms=True)
        )
        one._with_options = ()  # noqa: SLF001 - loaders have nothing to load
        counted = sa.select(sa.func.count()).select_from(one.limit(COUNT_CAP + 1).subquery())
        with self.session_maker() as session:
            return int(session.scalar(counted) or 0)

    @override
    def details_query(self, request: Request) -> Rows:
        """The record with what it refers to, not with all that refers to it."""
        rows = self._stmt_by_identifier(request.path_params["pk"])
        for relation in self._mapper.relationships:
            if relation.direction is MANYTOONE:
                rows = rows.options(selectinload(getattr(self.model, relation.key)))
        return rows

    @override
    def _stmt_by_identifier(self, identifier: str) -> Rows:
        try:
            if len(identifier) > 500 or not identifier.isprintable():
                raise HTTPException(404)
            values = object_identifier_values(identifier, self.model)
        except (ValueError, TypeError, KeyError) as impossible:
            raise HTTPException(404) from impossible
        if any(isinstance(value, int) and abs(value) >= 2**63 for value in values):
            raise HTTPException(404)
        pairs = zip(self.pk_columns, values, strict=True)
        return sa.select(self.model).where(*(column == value for column, value in pairs))

    @override
    async def details_context(self, request: Request) -> dict[str, Any]:
        """The moves of a record with a lifecycle."""
        machine = getattr(self.model, "lifecycle", None)
        if machine is None:
            return {"moves": []}
        pk = request.path_params["pk"]
        return {"moves": await run_in_threadpool(self._moves, machine.name, pk)}

    def _moves(self, machine: str, pk: str) -> Sequence[lifecycle.StatusChange]:
        with self.session_maker() as session:
            return tuple(
                session.scalars(
                    sa.select(lifecycle.StatusChange)
                    .where(
                        lifecycle.StatusChange.machine == machine,
                        lifecycle.StatusChange.subject_id == int(pk),
                    )
                    .order_by(lifecycle.StatusChange.id)
                )
            )

    @override
    async def get_model_objects(self, request: Request, limit: int | None = 0) -> Any:
        """Nothing: an export reads its own rows, while they are sent."""
        return []

    @override
    async def export_data(
        self, data: Any, export_type: str = "csv", request: Request | None = None
    ) -> StreamingResponse:
        """Every row that the page would list, as CSV; who took it is noted."""
        if request is None:
            raise AssertionError("an export answers a request")
        rows = self.rows(request)
        await run_in_threadpool(self._note_export, request)
        names = [
            attribute.key
            for attribute in self._mapper.column_attrs
            if attribute.key not in HIDDEN and not attribute.deferred
        ]
        headings = [name.removesuffix("_minor") if self._is_money(name) else name for name in names]
        lines = csv_lines(headings, self._exported_rows(rows, headings))
        day = wiring_of(request).settings.calendar.day_of(utc_now())
        return StreamingResponse(
            lines,
            media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{self.identity}-{day}.csv"'},
        )

    def _is_money(self, name: str) -> bool:
        return name.endswith("_minor") and hasattr(self.model, name.removesuffix("_minor"))

    def _exported_rows(self, rows: Rows, names: Sequence[str]) -> Iterator[Iterator[Any]]:
        with self.session_maker() as session:
            for row in session.scalars(rows.execution_options(yield_per=500)):
                yield (getattr(row, name) for name in names)
                session.expunge(row)

    def _note_export(self, request: Request) -> None:
        database, member = wiring_of(request).database, staff_of(request)
        with database.unit_of_work() as session:
            audit.note(
                session, by=member.actor, verb="exported", subject=self.model.__tablename__,  # type: ignore[attr-defined]
                at=utc_now(), changes={"search": dict(request.query_params)},
            )  # fmt: skip

    @override
    def is_accessible(self, request: Request) -> bool:
        return staff_of(request).may(self.may)

    @override
    async def check_can_export(self, request: Request) -> bool:
        return staff_of(request).may(Capability.EXPORT)

    def may_export(self, request: Request) -> bool:
        """Whether the page offers the export."""
        return staff_of(request).may(Capability.EXPORT)


VIEWS: dict[type, type[Table]] = {}
"""The table of each model, once mounted."""


def _zone(request: Request) -> ZoneInfo:
    return wiring_of(request).settings.calendar.zone


def _reached(row: Any, name: str) -> Any:
    for part in name.split("."):
        row = getattr(row, part, None)
    return row


def _identifier(row: Any) -> str:
    keys = sa.inspect(row).identity or ()
    return ";".join(str(key).replace("\\", "\\\\").replace(";", r"\;") for key in keys)


def _link(record: Any) -> Markup:
    view = VIEWS.get(type(record))
    path = desk_path(record) or (
        f"/admin/{view.identity}/details/{_identifier(record)}" if view else ""
    )
    return (
        Markup('<a href="{}">{}</a>').format(path, name_of(record))
        if path
        else Markup.escape(name_of(record))
    )
