"""Words that several of these tests share."""

DAY = "2026-03-02"
SHA = "5" * 64


class Sql(str):
    """A piece of SQL as it stands, not a value."""

    __slots__ = ()
