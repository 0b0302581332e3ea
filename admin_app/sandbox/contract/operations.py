"""Every operation of the API: method, path, the parameters it takes and what it answers."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from admin_app.sandbox.contract.shapes import Shape, Struct
from admin_app.sandbox.contract.source import SdkSource


@dataclass(frozen=True)
class Operation:
    """One method of one service class, such as `POST /v1/refunds`."""

    method: str
    path: str
    module: str
    params: ast.expr | None
    returns: ast.expr | None

    @property
    def literal_segments(self) -> int:
        return sum(1 for part in self.path.split("/") if not part.startswith("{"))


class Operations:
    """Finds the operation a request addresses; `/search` wins over `/{id}`."""

    def __init__(self, source: SdkSource) -> None:
        self._source = source
        self._by_shape: dict[tuple[str, int], list[tuple[re.Pattern[str], Operation]]] = {}
        for path in sorted(source.root.rglob("*_service.py")):
            relative = path.relative_to(source.root.parent).with_suffix("")
            for operation in _operations_in(source, ".".join(relative.parts)):
                pattern = re.compile(re.sub(r"\\{[^/]+?\\}", "[^/]+", re.escape(operation.path)))
                key = (operation.method, operation.path.count("/"))
                self._by_shape.setdefault(key, []).append((pattern, operation))
        for candidates in self._by_shape.values():
            candidates.sort(key=lambda pair: -pair[1].literal_segments)

    def find(self, method: str, path: str) -> Operation | None:
        for pattern, operation in self._by_shape.get((method.upper(), path.count("/")), []):
            if pattern.fullmatch(path):
                return operation
        return None

    def parameters(self, operation: Operation) -> Struct | None:
        """The TypedDict of the parameters, or nothing when the operation takes none."""
        if operation.params is None:
            return None
        shape = self._source.shape(operation.params, Struct(operation.module, ""))
        return shape if isinstance(shape, Struct) else None

    def answer(self, operation: Operation) -> Shape | None:
        if operation.returns is None:
            return None
        return self._source.shape(operation.returns, Struct(operation.module, ""))


def _operations_in(source: SdkSource, module_name: str) -> list[Operation]:
    found: list[Operation] = []
    for service in source.module(module_name).classes.values():
        for function in service.body:
            if isinstance(function, ast.FunctionDef):
                address = _address(function)
                if address:
                    method, path = address
                    found.append(
                        Operation(method, path, module_name, _params(function), function.returns)
                    )
    return found


def _address(function: ast.FunctionDef) -> tuple[str, str] | None:
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "_request"
            and len(node.args) >= 2
            and isinstance(node.args[0], ast.Constant)
        ):
            path = _path(node.args[1])
            if path and path.startswith("/v1/"):
                return str(node.args[0].value).upper(), path
    return None


def _path(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _path(node.func.value)
    return None


def _params(function: ast.FunctionDef) -> ast.expr | None:
    for argument in function.args.args:
        if argument.arg == "params" and argument.annotation is not None:
            return argument.annotation
    return None
