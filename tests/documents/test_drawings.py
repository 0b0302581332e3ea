"""Vector logos that others hand in: what is left out, what is refused and how, and what stays."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from sponsorship.documents import drawings, logos
from sponsorship.documents.images import PictureRefused

DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'


def svg(
    inside: str = '<path d="M0 0h300v100z"/>', *, about: str = 'viewBox="0 0 300 100"'
) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f" {about}>{inside}</svg>"
    ).encode()


def kept(inside: str, **changes: str) -> str:
    return drawings.redrawn(svg(inside, **changes)).svg.decode()


def doubling(levels: int) -> str:
    """Each group shows the one before twice."""
    groups = ['<g id="g0"><path d="M0 0h1"/></g>']
    groups += [
        f'<g id="g{n}"><use href="#g{n - 1}"/><use xlink:href="#g{n - 1}"/></g>'
        for n in range(1, levels)
    ]
    return "".join(groups)


ATTACKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a billion laughs": (
        lambda: b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + svg("<text>&b;</text>"),
        "defines entities",
    ),
    "a file of ours as an entity": (
        lambda: b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"),
        "defines entities",
    ),
    "an entity that nobody defines": (lambda: svg("&nothing;"), "cannot be read"),
    "a drawing that ends early": (lambda: svg()[:-9], "cannot be read"),
    "a web page": (lambda: b"<!doctype html><script>alert(1)</script>", "cannot be read"),
    "another kind of XML": (lambda: b"<feed/>", "cannot be read"),
    "an encoding that nobody has": (
        lambda: b'<?xml version="1.0" encoding="klingon"?>' + svg(),
        "cannot be read",
    ),
    "a web page inside": (lambda: svg("<foreignObject/>"), "uses “foreignObject”"),
    "a picture from elsewhere": (
        lambda: svg('<image href="https://tracker.example/a.png"/>'),
        "uses “image”",
    ),
    "a filter": (lambda: svg("<filter/>"), "uses “filter”"),
    "one that moves": (lambda: svg("<path><animate/></path>"), "moves"),
    "too many parts": (lambda: svg("<g/>" * 5_001), "more than 5,000 parts"),
    "groups without end": (lambda: svg("<g>" * 60 + "</g>" * 60), "nested more than 50"),
    "parts that double thirty times": (lambda: svg(doubling(30)), "repeat each other"),
    "a part that shows itself": (
        lambda: svg('<g id="g"><use href="#g"/></g>'),
        "repeat each other",
    ),
    "masks that mask each other": (
        lambda: svg('<mask id="m"><path mask="url(#n)"/></mask><mask id="n" mask="url(#m)"/>'),
        "repeat each other",
    ),
    "a style sheet without end": (
        lambda: svg("<style>" + ".a{fill:red}" * 301 + "</style><path/>"),
        "too many rules",
    ),
    "a huge file": (lambda: svg("<!--" + "x" * 600_000 + "-->"), "larger than 512 KB"),
    "nothing to see": (lambda: svg('<use href="https://elsewhere.example/#a"/>'), "nothing to see"),
    "no size": (lambda: svg(about=""), "how large it is"),
    "no width": (lambda: svg(about='viewBox="0 0 0 100"'), "how large it is"),
    "a size that is no number": (lambda: svg(about='viewBox="0 0 NaN inf"'), "how large it is"),
    "a line": (lambda: svg(about='viewBox="0 0 1e99 1e-99"'), "as long as it is wide"),
    "an archive": (lambda: b"\x1f\x8b\x08" + svg(), "SVG, PNG, JPEG or WebP"),
    "a document": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0", "SVG, PNG, JPEG or WebP"),
    "nothing": (lambda: b"", "This file is empty."),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_drawing_that_we_do_not_show_is_refused_with_a_sentence(attack: str) -> None:
    make, sentence = ATTACKS[attack]
    with pytest.raises(PictureRefused, match=re.escape(sentence)):
        logos.accepted(make())


def test_nothing_that_runs_or_reaches_outside_comes_along() -> None:
    drawing = kept(
        '<script>alert("script")</script><style>@import "https://a.example/b.css";'
        ".c{fill:url(https://a.example/#x);behavior:url(script.htc)} rect{stroke:u\\72l(x)}</style>"
        '<metadata><x:script xmlns:x="urn:x"/></metadata><!-- script -->'
        '<a href="javascript:script()"><rect class="c" width="9" height="9" onclick="script()"/></a>'
        '<path d="M0 0h1" style="fill:url(\'https://a.example/#x\');cursor:url(a.example)"/>'
        '<path d="M0 0h1" fill="image-set(x)" stroke="url(//a.example/#x)" href="script"/>'
        '<use href="https://a.example/a.svg#b"/><use href="data:image/svg+xml,script"/>',
        about='viewBox="0 0 300 100" onload="script()" xml:base="https://a.example"',
    )
    for word in ("script", "example", "on", "url", "import", "style", "base", "\\", "image"):
        assert word not in drawing.replace("www.w3.org", ""), word


def test_a_style_sheet_becomes_attributes() -> None:
    drawing = kept(
        "<style>/* Illustrator */ .st0,.st1{fill:#16304d} path.st1{fill:url(#g)!important}"
        " #last{fill:red} .st0{opacity:.5}</style>"
        '<defs><linearGradient id="g"><stop offset="0" style="stop-color:#fff"/></linearGradient></defs>'
        '<path class="st0" d="M1 1"/><path class="st1" fill="lime" d="M2 2"/>'
        '<path class="st1" id="last" d="M3 3"/><path class="st0" style="fill:blue" d="M4 4"/>'
    )
    assert re.findall(r"<(?:path|stop) ([^/]*) />", drawing) == [
        'offset="0" stop-color="#fff"',
        'd="M1 1" fill="#16304d" opacity=".5"',
        'fill="url(#g)" d="M2 2"',
        'id="last" d="M3 3" fill="red"',
        'd="M4 4" fill="blue" opacity=".5"',
    ]


def test_an_ordinary_drawing_stays_as_it_is() -> None:
    drawn = drawings.redrawn(
        b"\xef\xbb\xbf"
        + DOCTYPE.encode()
        + svg(
            '<title>Fox &amp; Hedgehog</title><g transform="translate(1 2) rotate(3)">'
            '<path d="M0 0h9" clip-path="url(#c)"/><text x="4" font-family="Inter">Fox</text></g>'
            '<clipPath id="c"><circle r="4"/></clipPath><use xlink:href="#c" x="5"/>',
            about='width="30mm" height="60mm"',
        )
    )
    assert (drawn.width, drawn.height) == (512, 1024)
    assert drawn.svg.decode() == (
        '<svg width="512" height="1024" viewBox="0 0 30 60" xmlns="http://www.w3.org/2000/svg"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<title>Fox &amp; Hedgehog</title><g transform="translate(1 2) rotate(3)">'
        '<path d="M0 0h9" clip-path="url(#c)" /><text x="4" font-family="Inter">Fox</text></g>'
        '<clipPath id="c"><circle r="4" /></clipPath><use x="5" xlink:href="#c" /></svg>'
    )


def test_no_text_takes_long_to_read() -> None:
    """Each of these would take hours if it were searched from every letter on."""
    for text in ("@", "/*", "a", "a{", "{", " ", "u("):
        many = text * (450_000 // len(text))
        sheet = kept(f'<style>{many}</style><path d="M0 0h9"/>')
        assert sheet.endswith('<path d="M0 0h9" /></svg>')
        value = kept(f'<path d="M0 0h9"/><path fill="{many}"/>')
        assert value.count("<path") == 2


def test_what_we_kept_can_be_handed_in_again() -> None:
    once = drawings.redrawn(svg('<g><path d="M0 0h9" style="fill:red"/></g>'))
    assert drawings.redrawn(once.svg).svg == once.svg
