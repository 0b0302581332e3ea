"""Checks an answer or a webhook body against the classes of the installed package."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from admin_app.sandbox.contract.shapes import (
    AnyOf,
    Choice,
    Expandable,
    Flag,
    Listing,
    ListOf,
    MapOf,
    Scalar,
    Shape,
    Struct,
    Violation,
)
from admin_app.sandbox.contract.source import ContractUnreadable, SdkSource

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "decimal": (str,),
}


def object_classes(source: SdkSource) -> dict[str, Struct]:
    """`"refund"` and every other object name with the class that describes it."""
    table = source.module("stripe._object_classes").assigned.get("OBJECT_CLASSES")
    if not isinstance(table, ast.Dict):
        raise ContractUnreadable("The package lists no object classes.")
    classes: dict[str, Struct] = {}
    for key, value in zip(table.keys, table.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(value, ast.Tuple):
            module, name = (part.value for part in value.elts if isinstance(part, ast.Constant))
            classes[str(key.value)] = Struct(str(module), str(name))
    return classes


@dataclass
class ObjectReader:
    """Walks one JSON value along its shape and notes every deviation."""

    source: SdkSource
    classes: Mapping[str, Struct]
    violations: list[Violation] = field(default_factory=list)

    def check(self, shape: Shape, value: Any, where: str) -> None:  # noqa: C901 - one case per shape
        match shape:
            case AnyOf():
                self._check_any(shape, value, where)
            case Struct():
                self._check_struct(shape, value, where)
            case Expandable():
                if not isinstance(value, str):
                    self.check(shape.of, value, where)
            case Listing():
                self._check_listing(shape, value, where)
            case ListOf():
                self._check_list(shape.of, value, where)
            case MapOf():
                self._check_map(shape, value, where)
            case Choice():
                if value not in shape.values:
                    self._note(where, "unknown_value", f"{where} has the unknown value {value!r}")
            case Flag():
                if value is not shape.value:
                    self._note(where, "unknown_value", f"{where} must be {shape.value}")
            case Scalar():
                self._check_scalar(shape, value, where)

    def _check_any(self, shape: AnyOf, value: Any, where: str) -> None:
        attempts: list[list[Violation]] = []
        for alternative in shape.alternatives:
            attempt = ObjectReader(self.source, self.classes)
            attempt.check(alternative, value, where)
            if not attempt.violations:
                return
            attempts.append(attempt.violations)
        attempts.sort(key=len)
        self.violations += attempts[0]

    def _check_struct(self, shape: Struct, value: Any, where: str) -> None:
        if not isinstance(value, dict):
            self._note(where, "wrong_type", f"{where} must be a hash")
            return
        if value.get("deleted") is True and set(value) <= {"id", "object", "deleted"}:
            return
        fields = self.source.fields(shape)
        for key, inner in value.items():
            place = f"{where}.{key}"
            if key not in fields:
                self._note(place, "unknown_field", f"{place} is not a field of {shape.name}")
            elif inner is None:
                if fields[key].required:
                    self._note(place, "null", f"{place} must not be null")
            else:
                self.check(fields[key].shape, inner, place)
        for key, known in fields.items():
            if known.required and key not in value:
                self._note(f"{where}.{key}", "missing_field", f"{where}.{key} is missing")

    def _check_listing(self, shape: Listing, value: Any, where: str) -> None:
        if not isinstance(value, dict) or value.get("object") != "list":
            self._note(where, "wrong_type", f"{where} must be a list object")
            return
        if not isinstance(value.get("has_more"), bool) or not isinstance(value.get("url"), str):
            self._note(where, "missing_field", f"{where} needs has_more and url")
        self._check_list(shape.of, value.get("data"), f"{where}.data")

    def _check_list(self, of: Shape, value: Any, where: str) -> None:
        if not isinstance(value, list):
            self._note(where, "wrong_type", f"{where} must be an array")
            return
        for position, inner in enumerate(value):
            self.check(of, inner, f"{where}[{position}]")

    def _check_map(self, shape: MapOf, value: Any, where: str) -> None:
        if not isinstance(value, dict):
            self._note(where, "wrong_type", f"{where} must be a hash")
            return
        for key, inner in value.items():
            self.check(shape.of, inner, f"{where}.{key}")

    def _check_scalar(self, shape: Scalar, value: Any, where: str) -> None:
        if shape.name == "anything":
            return
        if shape.name == "boolean":
            fits = isinstance(value, bool)
        else:
            fits = isinstance(value, _PYTHON_TYPES[shape.name]) and not isinstance(value, bool)
        if not fits:
            self._note(where, "wrong_type", f"{where} must be {shape.name}, not {value!r:.40}")

    def _note(self, where: str, code: str, message: str) -> None:
        self.violations.append(Violation(where, code, message))
