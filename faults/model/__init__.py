"""Anything in any order: the product against an independent model of its books.

`expected` says what must be, in plain numbers and without the product; `rules` says what can happen;
`world` holds one small foundation and looks at what became of it. Hypothesis tells the stories and
shortens the one that fails.
"""
