"""The least that could be done: one validated INSERT, or one SELECT, on the same stack.

Starlette, pydantic and one synchronous ORM session in the thread pool, with the same durability as
the product, and nothing else: no token, no ledger, no second look.
"""

from __future__ import annotations

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, EmailStr, Field
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from sponsorship import settings


class Base(DeclarativeBase):
    """Tables of the bare application."""


class BareGift(Base):
    """One row per form."""

    __tablename__ = "bare_gift"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str]
    amount: Mapped[int]


class BareEvent(Base):
    """One row per delivery."""

    __tablename__ = "bare_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(unique=True)
    type: Mapped[str]


class GiftForm(BaseModel):
    """What a form must hold."""

    model_config = ConfigDict(extra="ignore")

    name: str = Field(min_length=1, max_length=200)
    email: EmailStr
    amount: int = Field(gt=0)


class Delivery(BaseModel):
    """What a delivery must hold."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(min_length=1, max_length=255)
    type: str = Field(min_length=1, max_length=255)


def build() -> Starlette:
    """For uvicorn."""
    engine = make_engine(settings.load().database)
    Base.metadata.create_all(engine)

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def give(request: Request) -> Response:
        form = GiftForm.model_validate(dict(await request.form()))
        await run_in_threadpool(_insert, engine, BareGift(**form.model_dump()))
        return RedirectResponse("/thanks", status_code=303)

    async def deliver(request: Request) -> Response:
        event = Delivery.model_validate_json(await request.body())
        row = BareEvent(external_id=event.id, type=event.type)
        await run_in_threadpool(_insert, engine, row)
        return Response(status_code=202)

    def listing(request: Request) -> Response:
        wanted = int(request.path_params["rows"])
        with Session(engine) as session:
            rows = session.scalars(sa.select(BareGift).order_by(BareGift.id).limit(wanted)).all()
            return JSONResponse([{"name": row.name, "amount": row.amount} for row in rows])

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/gifts", give, methods=["POST"]),
            Route("/events", deliver, methods=["POST"]),
            Route("/list/{rows:int}", listing),
        ]
    )


def make_engine(url: str) -> sa.Engine:
    """As durable as the product's: WAL with full synchronisation on SQLite."""
    engine = sa.create_engine(url, pool_size=16)
    if engine.dialect.name == "sqlite":

        @sa.event.listens_for(engine, "connect")
        def durable(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
            cursor = connection.cursor()
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

    return engine


def _insert(engine: sa.Engine, row: Base) -> None:
    with Session(engine) as session, session.begin():
        session.add(row)
