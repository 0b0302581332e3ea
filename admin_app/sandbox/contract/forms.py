"""Stripe's form encoding: `a[b][]=1`, `a[0][b]=2`, and the checks on what it carries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from admin_app.sandbox.contract.shapes import (
    AnyOf,
    Choice,
    Flag,
    ListOf,
    MapOf,
    Scalar,
    Shape,
    Struct,
    Violation,
)
from admin_app.sandbox.contract.source import SdkSource

Tree = dict[str, Any]
_KEY = re.compile(r"[^\[\]]+|\[[^\[\]]*\]")
_INTEGER = re.compile(r"-?\d+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_DEEPEST = 12


def decode(pairs: Iterable[tuple[str, str]]) -> tuple[Tree, list[Violation]]:
    """Nests flat form fields. Lists stay dictionaries of positions until a shape says otherwise."""
    tree: Tree = {}
    violations: list[Violation] = []
    for key, value in pairs:
        parts = _KEY.findall(key)
        if not parts or "".join(parts) != key or len(parts) > _DEEPEST:
            violations.append(Violation(key, "parameter_malformed", f"Malformed name: {key}"))
            continue
        if not _plant(tree, [part.strip("[]") for part in parts], value):
            violations.append(
                Violation(key, "parameter_malformed", f"{key} is both a value and a hash")
            )
    return tree, violations


def _plant(tree: Tree, parts: list[str], value: str) -> bool:
    node = tree
    for position, part in enumerate(parts):
        name = part or str(len(node))
        if position == len(parts) - 1:
            if isinstance(node.get(name), dict):
                return False
            node[name] = value
            return True
        deeper = node.setdefault(name, {})
        if not isinstance(deeper, dict):
            return False
        node = deeper
    return True


def flatten_name(parent: str, child: str) -> str:
    return f"{parent}[{child}]" if parent else child


@dataclass
class FormReader:
    """Reads a decoded form as typed values and notes every deviation on the way."""

    source: SdkSource
    violations: list[Violation] = field(default_factory=list)

    def read_struct(self, struct: Struct, raw: Tree, name: str) -> dict[str, Any]:
        fields = self.source.fields(struct)
        values: dict[str, Any] = {}
        for key, value in raw.items():
            where = flatten_name(name, key)
            if key in fields:
                values[key] = self.read(fields[key].shape, value, where)
            else:
                self._note(where, "parameter_unknown", f"Received unknown parameter: {where}")
        for key, known in fields.items():
            if known.required and key not in raw:
                where = flatten_name(name, key)
                self._note(where, "parameter_missing", f"Missing required param: {where}.")
        return values

    def read(self, shape: Shape, raw: Any, name: str) -> Any:  # noqa: PLR0911 - one per shape
        match shape:
            case AnyOf():
                return self._read_any(shape, raw, name)
            case Struct():
                if isinstance(raw, dict):
                    return self.read_struct(shape, raw, name)
                return self._wrong(name, raw, "hash")
            case ListOf():
                return self._read_list(shape, raw, name)
            case MapOf():
                if isinstance(raw, dict):
                    return {
                        key: self.read(shape.of, value, flatten_name(name, key))
                        for key, value in raw.items()
                    }
                return self._wrong(name, raw, "hash")
            case _ if not isinstance(raw, str):
                return self._wrong(name, raw, "string")
            case Choice():
                return self._read_choice(shape, raw, name)
            case Flag():
                return self._read_scalar("boolean", raw, name)
            case Scalar():
                return self._read_scalar(shape.name, raw, name)
            case _:
                return raw

    def _read_any(self, shape: AnyOf, raw: Any, name: str) -> Any:
        attempts: list[tuple[int, list[Violation]]] = []
        for rank, alternative in enumerate(shape.alternatives):
            attempt = FormReader(self.source)
            value = attempt.read(alternative, raw, name)
            if not attempt.violations:
                return value
            structural = isinstance(alternative, Struct | ListOf | MapOf) == isinstance(raw, dict)
            attempts.append((rank if structural else rank + 100, attempt.violations))
        self.violations += min(attempts, key=lambda pair: pair[0])[1]
        return raw

    def _read_list(self, shape: ListOf, raw: Any, name: str) -> Any:
        if not isinstance(raw, dict):
            return self._wrong(name, raw, "array")
        if set(raw) != {str(position) for position in range(len(raw))}:
            return self._wrong(name, raw, "array")
        return [
            self.read(shape.of, raw[str(position)], f"{name}[{position}]")
            for position in range(len(raw))
        ]

    def _read_choice(self, shape: Choice, raw: str, name: str) -> Any:
        if raw not in shape.values:
            known = ", ".join(sorted(shape.values)[:12])
            self._note(name, "parameter_invalid_choice", f"Invalid {name}: must be one of {known}")
        return raw

    def _read_scalar(self, kind: str, raw: str, name: str) -> Any:
        if kind == "integer":
            if not _INTEGER.fullmatch(raw):
                self._note(name, "parameter_invalid_integer", f"Invalid integer: {raw[:40]}")
                return raw
            return int(raw)
        if kind == "boolean":
            if raw not in {"true", "false"}:
                self._note(name, "parameter_invalid_boolean", f"Invalid boolean: {raw[:40]}")
            return raw == "true"
        if kind in {"number", "decimal"}:
            if not _NUMBER.fullmatch(raw):
                self._note(name, "parameter_invalid_number", f"Invalid decimal: {raw[:40]}")
                return raw
            return float(raw) if kind == "number" else raw
        return raw

    def _wrong(self, name: str, raw: Any, wanted: str) -> Any:
        self._note(name, f"parameter_invalid_{wanted}", f"Invalid {wanted}: {name}")
        return raw

    def _note(self, where: str, code: str, message: str) -> None:
        self.violations.append(Violation(where, code, message))
