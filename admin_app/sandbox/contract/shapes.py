"""The shapes a value may have, and the sentence that says what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Violation:
    """One deviation from the contract: where it is, which rule it breaks, and a sentence."""

    where: str
    code: str
    message: str


ScalarName = Literal["string", "integer", "number", "boolean", "decimal", "anything"]


@dataclass(frozen=True)
class Scalar:
    name: ScalarName


@dataclass(frozen=True)
class Choice:
    """One of the listed strings. An open list may grow, yet no call of ours may rely on that."""

    values: frozenset[str]


@dataclass(frozen=True)
class Flag:
    """Exactly true or exactly false, as in `deleted: true`."""

    value: bool


@dataclass(frozen=True)
class Struct:
    """A class of the package, by module and dotted name; its fields are read when needed."""

    module: str
    name: str


@dataclass(frozen=True)
class ListOf:
    of: Shape


@dataclass(frozen=True)
class MapOf:
    of: Shape


@dataclass(frozen=True)
class Expandable:
    """An id that `expand` can replace by the whole object."""

    of: Shape


@dataclass(frozen=True)
class Listing:
    """A page of objects: `{"object": "list", "data": [...]}`."""

    of: Shape


@dataclass(frozen=True)
class AnyOf:
    alternatives: tuple[Shape, ...]


Shape = Scalar | Choice | Flag | Struct | ListOf | MapOf | Expandable | Listing | AnyOf


@dataclass(frozen=True)
class Field:
    """One property. Optional in a request means absent; in an answer, absent or null."""

    shape: Shape
    required: bool


def alternatives(shape: Shape) -> tuple[Shape, ...]:
    return shape.alternatives if isinstance(shape, AnyOf) else (shape,)


def any_of(shapes: list[Shape]) -> Shape:
    """Joins alternatives; named values beside a plain string are an open enumeration."""
    flat: list[Shape] = []
    for shape in shapes:
        for alternative in alternatives(shape):
            if alternative not in flat:
                flat.append(alternative)
    named = frozenset(
        value for shape in flat if isinstance(shape, Choice) for value in shape.values
    )
    if named:
        flat = [shape for shape in flat if not isinstance(shape, Choice)]
        if named == {""} and Scalar("string") in flat:
            named = frozenset()
        elif named != {""}:
            flat = [shape for shape in flat if shape != Scalar("string")]
    if named:
        flat.insert(0, Choice(named))
    return flat[0] if len(flat) == 1 else AnyOf(tuple(flat))


def structs_in(shape: Shape) -> tuple[Struct, ...]:
    """The classes a value of this shape can be, looking through ids and alternatives."""
    if isinstance(shape, Struct):
        return (shape,)
    if isinstance(shape, Expandable | ListOf):
        return structs_in(shape.of)
    if isinstance(shape, AnyOf):
        return tuple(s for alternative in shape.alternatives for s in structs_in(alternative))
    return ()
