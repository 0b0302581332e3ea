"""A process that turns content into PDF files, one request at a time, until its input ends.

It exists so that the compiler's memory never belongs to a web process and an endless compilation
can be ended from outside. Knows a folder of templates, JSON and bytes; no settings, no secrets.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import BinaryIO

import typst

from sponsorship.documents.framing import Header, read_message, write_message

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]


def compile_document(root: Path, fonts: typst.Fonts, request: Header, attachment: bytes) -> bytes:
    """Compile one template of `root` with the content of the request."""
    inputs = {"document": request["document"]}
    attached = root / "attachment"
    if request["attachment"] is not None:
        attached.write_bytes(attachment)
        inputs["attachment"] = json.dumps(request["attachment"])
    try:
        return typst.compile(
            root / request["template"],
            root=root,
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
            timestamp=request["timestamp"],
            # No template needs a package; an empty place to look in keeps it off the network.
            package_path=root,
            package_cache_path=root,
        )
    finally:
        attached.unlink(missing_ok=True)


def answer_requests(
    requests: BinaryIO, answers: BinaryIO, *, root: Path, font_paths: list[str]
) -> None:
    """Answer until the requests end; a refused document is an answer too."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=font_paths)
    while True:
        try:
            request, attachment = read_message(requests)
        except EOFError:
            return
        try:
            pdf = compile_document(root, fonts, request, attachment)
        except typst.TypstError as error:
            write_message(answers, {"diagnostic": error.diagnostic or str(error)})
        else:
            write_message(answers, {"diagnostic": None}, pdf)


if __name__ == "__main__":
    answer_requests(
        sys.stdin.buffer, sys.stdout.buffer, root=Path(sys.argv[1]), font_paths=sys.argv[2:]
    )
