"""The contract: checks requests, answers and events of the installed API version."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from urllib.parse import parse_qsl

from admin_app.sandbox.contract.forms import FormReader, decode
from admin_app.sandbox.contract.objects import ObjectReader, object_classes
from admin_app.sandbox.contract.operations import Operation, Operations
from admin_app.sandbox.contract.shapes import (
    Choice,
    Expandable,
    Listing,
    Shape,
    Struct,
    Violation,
    alternatives,
    structs_in,
)
from admin_app.sandbox.contract.source import ContractUnreadable, SdkSource

_LONGEST_KEY = 255
_DEEPEST_EXPAND = 4
_NO_LONGER_SUPPORTED = {"payment_method_types"}

Form = str | Sequence[tuple[str, str]]


@dataclass(frozen=True)
class CheckedRequest:
    """A request as the API would read it: what it addresses, typed values, deviations."""

    operation: Operation | None
    params: dict[str, Any]
    violations: tuple[Violation, ...]


class Contract:
    """Everything that may be sent and answered in one API version."""

    def __init__(self, source: SdkSource) -> None:
        self._source = source

    @staticmethod
    def of_installed_sdk() -> Contract:
        """The contract of the `stripe` package of this environment, read once per process."""
        return _installed()

    @cached_property
    def api_version(self) -> str:
        node = self._source.module("stripe._api_version").classes["_ApiVersion"]
        for statement in node.body:
            if (
                isinstance(statement, ast.Assign)
                and isinstance(statement.value, ast.Constant)
                and ast.unparse(statement.targets[0]) == "CURRENT"
            ):
                return str(statement.value.value)
        raise ContractUnreadable("The package names no API version.")

    @cached_property
    def operations(self) -> Operations:
        return Operations(self._source)

    @cached_property
    def object_names(self) -> frozenset[str]:
        return frozenset(self._classes)

    @cached_property
    def event_types(self) -> frozenset[str]:
        """The types a full-object event may have."""
        shape = self._source.fields(self._classes["event"])["type"].shape
        return frozenset(
            value
            for alternative in alternatives(shape)
            if isinstance(alternative, Choice)
            for value in alternative.values
        )

    @cached_property
    def _classes(self) -> dict[str, Struct]:
        return object_classes(self._source)

    def check_request(
        self, method: str, path: str, params: Form, headers: Mapping[str, str]
    ) -> list[Violation]:
        return list(self.read_request(method, path, params, headers).violations)

    def read_request(
        self, method: str, path: str, params: Form, headers: Mapping[str, str]
    ) -> CheckedRequest:
        """Checks one request and returns its typed parameters with every deviation found."""
        violations = self._check_headers(method, headers)
        operation = self.operations.find(method, path)
        if operation is None:
            sentence = f"Unrecognized request URL ({method}: {path})."
            violations.append(Violation(path, "url_unknown", sentence))
            return CheckedRequest(None, {}, tuple(violations))
        pairs = parse_qsl(params, keep_blank_values=True) if isinstance(params, str) else params
        tree, malformed = decode(pairs)
        violations += malformed
        reader = FormReader(self._source)
        struct = self.operations.parameters(operation)
        values: dict[str, Any] = {}
        if struct is not None:
            values = reader.read_struct(struct, tree, "")
        else:
            for name in tree:
                sentence = f"Received unknown parameter: {name}"
                violations.append(Violation(name, "parameter_unknown", sentence))
        violations += [_as_stripe_names_it(violation) for violation in reader.violations]
        violations += self._check_expansions(operation, values.get("expand"))
        return CheckedRequest(operation, values, tuple(violations))

    def check_object(self, name: str, value: Any) -> list[Violation]:
        """Compares one answer object with its class; `name` is its `object`, such as `refund`."""
        struct = self._classes.get(name)
        if struct is None:
            return [Violation(name, "unknown_object", f"{name} is no object of this API version")]
        reader = ObjectReader(self._source, self._classes)
        reader.check(struct, value, name)
        return reader.violations

    def check_answer(self, method: str, path: str, value: Any) -> list[Violation]:
        """Compares an answer with what the operation promises, lists included."""
        operation = self.operations.find(method, path)
        shape = self.operations.answer(operation) if operation else None
        if shape is None:
            return [Violation(path, "url_unknown", f"{method} {path} promises nothing known")]
        reader = ObjectReader(self._source, self._classes)
        reader.check(shape, value, path)
        return reader.violations

    def check_event(self, value: Any) -> list[Violation]:
        """Checks a webhook body: envelope, type, the right object, and that object's shape."""
        violations = self.check_object("event", value)
        if violations:
            return violations
        carried = value["data"]["object"]
        name = carried.get("object") if isinstance(carried, dict) else None
        expected = self.object_of_event(value["type"])
        if name != expected:
            sentence = f"{value['type']} must carry {expected}, not {name}"
            return [Violation("data.object", "wrong_object", sentence)]
        if value["api_version"] != self.api_version:
            sentence = f"api_version must be {self.api_version}"
            violations.append(Violation("api_version", "wrong_version", sentence))
        violations += self.check_object(expected, carried)
        violations += self._check_previous(value, self._classes[expected])
        return violations

    def object_of_event(self, event_type: str) -> str:
        """The name of the object that an event of this type carries."""
        if event_type not in self.event_types:
            raise ContractUnreadable(f"{event_type} is no event type of this API version.")
        return _object_of_event(self, event_type)

    def _check_previous(self, event: dict[str, Any], struct: Struct) -> list[Violation]:
        previous = event["data"].get("previous_attributes")
        if previous is None:
            if event["type"].endswith(".updated"):
                sentence = "An updated event must say what changed"
                return [Violation("data.previous_attributes", "missing_field", sentence)]
            return []
        fields = self._source.fields(struct)
        return [
            Violation(f"data.previous_attributes.{key}", "unknown_field", f"{key} is no field")
            for key in previous
            if key not in fields
        ]

    def _check_headers(self, method: str, headers: Mapping[str, str]) -> list[Violation]:
        given = {name.lower(): value for name, value in headers.items()}
        violations: list[Violation] = []

        def note(where: str, code: str, message: str) -> None:
            violations.append(Violation(where, code, message))

        if not given.get("authorization", "").startswith(("Bearer ", "Basic ")):
            note("Authorization", "api_key_missing", "You did not provide an API key.")
        if given.get("stripe-version") != self.api_version:
            note("Stripe-Version", "version_wrong", f"Stripe-Version must be {self.api_version}.")
        if method.upper() != "POST":
            return violations
        key = given.get("idempotency-key", "")
        if not key.strip():
            note("Idempotency-Key", "idempotency_key_missing", "Idempotency-Key is missing.")
        elif len(key) > _LONGEST_KEY:
            sentence = f"Idempotency-Key is longer than {_LONGEST_KEY} characters."
            note("Idempotency-Key", "idempotency_key_too_long", sentence)
        return violations

    def _check_expansions(self, operation: Operation, expand: Any) -> list[Violation]:
        answer = self.operations.answer(operation)
        if not isinstance(expand, list) or answer is None:
            return []
        return [
            violation
            for position, path in enumerate(expand)
            for violation in self._check_expansion(answer, str(path), f"expand[{position}]")
        ]

    def _check_expansion(self, answer: Shape, path: str, where: str) -> list[Violation]:
        segments = path.split(".")
        if len(segments) > _DEEPEST_EXPAND:
            sentence = f"You cannot expand more than 4 levels of a property. Property: {path}"
            return [Violation(where, "expand_too_deep", sentence)]
        current: tuple[Shape, ...] = (answer,)
        for segment in segments:
            current = self._step(current, segment)
            if not current:
                break
        if not any(isinstance(shape, Expandable | Listing) for shape in current):
            sentence = f"This property cannot be expanded ({path})."
            return [Violation(where, "expand_impossible", sentence)]
        return []

    def _step(self, current: tuple[Shape, ...], segment: str) -> tuple[Shape, ...]:
        reached: list[Shape] = []
        for shape in current:
            if isinstance(shape, Listing):
                if segment == "data":
                    reached.append(shape.of)
                continue
            for struct in structs_in(shape):
                known = self._source.fields(struct).get(segment)
                if known is not None:
                    reached += _expandable_parts(known.shape)
        return tuple(reached)


def _expandable_parts(shape: Shape) -> list[Shape]:
    """An array of ids expands like one id."""
    parts: list[Shape] = []
    for alternative in alternatives(shape):
        inner = getattr(alternative, "of", None)
        parts.append(inner if isinstance(inner, Expandable) else alternative)
    return parts


def _as_stripe_names_it(violation: Violation) -> Violation:
    if violation.code == "parameter_unknown" and violation.where in _NO_LONGER_SUPPORTED:
        code = f"{violation.where}_no_longer_supported"
        return Violation(violation.where, code, f"{violation.message} (no longer supported).")
    return violation


@cache
def _installed() -> Contract:
    return Contract(SdkSource.installed())


@cache
def _object_of_event(contract: Contract, event_type: str) -> str:
    """Read from the event's own class; types without a related object go by their first words."""
    source, classes = contract._source, contract._classes  # noqa: SLF001 - same module
    module = f"stripe.events._v1_{event_type.replace('.', '_')}_event"
    try:
        file = source.module(module)
    except ContractUnreadable:
        return _object_by_prefix(event_type, classes)
    for node in file.classes.values():
        for function in node.body:
            if (
                isinstance(function, ast.FunctionDef)
                and function.name == "fetch_related_object"
                and function.returns is not None
            ):
                returned = source.shape(function.returns, Struct(module, ""))
                for name, struct in classes.items():
                    if returned == struct:
                        return name
    return _object_by_prefix(event_type, classes)


def _object_by_prefix(event_type: str, classes: Mapping[str, Struct]) -> str:
    words = event_type.split(".")
    for length in range(len(words) - 1, 0, -1):
        for name in (".".join(words[:length]), words[length - 1]):
            if name in classes:
                return name
    raise ContractUnreadable(f"No object is known for {event_type}.")
