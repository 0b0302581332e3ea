"""Reads the classes of the installed `stripe` package from its source text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from admin_app.sandbox.contract.shapes import (
    Choice,
    Expandable,
    Field,
    Flag,
    Listing,
    ListOf,
    MapOf,
    Scalar,
    Shape,
    Struct,
    any_of,
)

_SCALARS: dict[str, Scalar] = {
    "str": Scalar("string"),
    "int": Scalar("integer"),
    "float": Scalar("number"),
    "bool": Scalar("boolean"),
    "Decimal": Scalar("decimal"),
    "Any": Scalar("anything"),
    "object": Scalar("anything"),
}


class ContractUnreadable(RuntimeError):
    """The installed `stripe` package is missing or is built in a way we cannot read."""


@dataclass
class Module:
    """One source file: its classes, what it imports, and its functional TypedDicts."""

    name: str
    classes: dict[str, ast.ClassDef] = field(default_factory=dict)
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)
    typed_dicts: dict[str, ast.Dict] = field(default_factory=dict)
    assigned: dict[str, ast.expr] = field(default_factory=dict)


class SdkSource:
    """The package as text. Files are parsed when first needed and kept."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._modules: dict[str, Module] = {}
        self._fields: dict[Struct, dict[str, Field]] = {}

    @classmethod
    def installed(cls) -> SdkSource:
        spec = find_spec("stripe")
        if spec is None or not spec.submodule_search_locations:
            raise ContractUnreadable("The package `stripe` is not installed.")
        return cls(Path(next(iter(spec.submodule_search_locations))))

    def module(self, name: str) -> Module:
        if name not in self._modules:
            relative = Path(*name.split(".")[1:])
            path = (self.root / relative).with_suffix(".py")
            if not path.is_file():
                path = self.root / relative / "__init__.py"
            self._modules[name] = _read_module(name, path)
        return self._modules[name]

    def class_of(self, struct: Struct) -> ast.ClassDef:
        first, *rest = struct.name.split(".")
        found = self.module(struct.module).classes[first]
        for part in rest:
            found = _nested(found)[part]
        return found

    def fields(self, struct: Struct) -> dict[str, Field]:
        """The properties of a class, with its TypedDict bases."""
        if struct not in self._fields:
            module, node = self.module(struct.module), self.class_of(struct)
            fields: dict[str, Field] = {}
            for base in node.bases:
                fields.update(self._fields_of_base(base, module))
            for statement in node.body:
                if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                    name = statement.target.id
                    if not name.startswith("_") and not _is_class_variable(statement.annotation):
                        fields[name] = self._field(statement.annotation, struct)
            self._fields[struct] = fields
        return self._fields[struct]

    def _fields_of_base(self, base: ast.expr, module: Module) -> dict[str, Field]:
        if not isinstance(base, ast.Name) or base.id == "RequestOptions":
            return {}
        if base.id in module.typed_dicts:
            table = module.typed_dicts[base.id]
            scope = Struct(module.name, "")
            return {
                key.value: self._field(value, scope)
                for key, value in zip(table.keys, table.values, strict=True)
                if isinstance(key, ast.Constant) and isinstance(key.value, str)
            }
        if base.id in module.classes and base.id.endswith("Params"):
            return self.fields(Struct(module.name, base.id))
        return {}

    def _field(self, annotation: ast.expr, scope: Struct) -> Field:
        """NotRequired (requests) and Optional (answers) both mean: need not be there."""
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            return self._field(ast.parse(annotation.value, mode="eval").body, scope)
        if isinstance(annotation, ast.Subscript) and _name(annotation.value) in {
            "NotRequired",
            "Optional",
        }:
            return Field(self.shape(annotation.slice, scope), required=False)
        return Field(self.shape(annotation, scope), required=True)

    def shape(self, node: ast.expr, scope: Struct) -> Shape:
        """Turns an annotation into a shape; names are looked up as Python would from `scope`."""
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                return self.shape(ast.parse(node.value, mode="eval").body, scope)
            return Scalar("anything")
        if isinstance(node, ast.BinOp):
            return any_of([self.shape(node.left, scope), self.shape(node.right, scope)])
        if isinstance(node, ast.Subscript):
            return self._generic(node, scope)
        return self._named(ast.unparse(node), scope)

    def _generic(self, node: ast.Subscript, scope: Struct) -> Shape:
        arguments = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        match _name(node.value):
            case "Literal":
                return _literal(arguments)
            case "Union":
                return any_of([self.shape(argument, scope) for argument in arguments])
            case "Optional" | "NotRequired" | "Required":
                return self.shape(arguments[0], scope)
            case "List" | "Sequence":
                return ListOf(self.shape(arguments[0], scope))
            case "Dict" | "Mapping":
                return MapOf(self.shape(arguments[1], scope))
            case "UntypedStripeObject":
                return MapOf(self.shape(arguments[0], scope))
            case "ExpandableField":
                return Expandable(self.shape(arguments[0], scope))
            case "ListObject" | "SearchResultObject":
                return Listing(self.shape(arguments[0], scope))
            case other:
                raise ContractUnreadable(f"Unknown generic type {other} in {scope.module}.")

    def _named(self, name: str, scope: Struct) -> Shape:
        if name in _SCALARS:
            return _SCALARS[name]
        if name == "UntypedStripeObject":
            return MapOf(Scalar("anything"))
        found = self._lookup(name, scope)
        return found or Scalar("anything")

    def _lookup(self, name: str, scope: Struct) -> Struct | None:
        first, *rest = name.split(".")
        module = self.module(scope.module)
        if scope.name and first in _nested(self.class_of(scope)):
            return Struct(scope.module, f"{scope.name}.{name}")
        if first in module.classes:
            return Struct(scope.module, name)
        if first in module.imports:
            home, original = module.imports[first]
            if not home.startswith("stripe"):
                return None
            return self._lookup(".".join([original, *rest]), Struct(home, ""))
        return None


def _read_module(name: str, path: Path) -> Module:
    try:
        tree = ast.parse(path.read_text("utf-8"))
    except OSError as error:
        raise ContractUnreadable(f"The source of {name} cannot be read.") from error
    module = Module(name)
    for node in _statements(tree.body):
        if isinstance(node, ast.ClassDef):
            module.classes[node.name] = node
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                module.imports[alias.asname or alias.name] = (node.module, alias.name)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            module.assigned[node.targets[0].id] = node.value
            if isinstance(node.value, ast.Call) and _name(node.value.func) == "TypedDict":
                table = node.value.args[1]
                if isinstance(table, ast.Dict):
                    module.typed_dicts[node.targets[0].id] = table
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            module.assigned[node.target.id] = node.value
    return module


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Top-level statements, with those below `if TYPE_CHECKING:`."""
    for node in body:
        if isinstance(node, ast.If):
            yield from _statements(node.body)
        else:
            yield node


@cache
def _nested(node: ast.ClassDef) -> dict[str, ast.ClassDef]:
    return {child.name: child for child in node.body if isinstance(child, ast.ClassDef)}


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ast.unparse(node)


def _is_class_variable(node: ast.expr) -> bool:
    return isinstance(node, ast.Subscript) and _name(node.value) == "ClassVar"


def _literal(arguments: list[ast.expr]) -> Shape:
    values = [argument.value for argument in arguments if isinstance(argument, ast.Constant)]
    texts = frozenset(value for value in values if isinstance(value, str))
    shapes: list[Shape] = [Choice(texts)] if texts else []
    shapes += [Flag(value) for value in values if isinstance(value, bool)]
    if not shapes:
        shapes = [Scalar("integer")]
    return any_of(shapes)
