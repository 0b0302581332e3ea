"""The letters about a question: to staff that it came, to whoever asked what we answer."""

from typing import Self

from sponsorship.messages.letters import LetterContext, Line, Link, Prose

_QUESTION = "Can a school be a sponsor, and would our logo be shown?"


class QuestionAsked(LetterContext):
    """To staff: somebody asks."""

    template = "question_asked"

    reference: Line
    asked_by: Line
    asked_email: Line
    organisation: Line = ""
    question: Prose
    desk_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            reference="Q-2026-00012",
            asked_by="Rosa Fox",
            asked_email="rosa@foxhedgehog.example",
            organisation="Fox & Hedgehog Ltd",
            question=_QUESTION,
            desk_link="https://donate.example.org/admin/desk/questions/12",
        )


class QuestionAnswered(LetterContext):
    """Our answer, above the question that it answers."""

    template = "question_answered"

    reference: Line
    question: Prose
    answer: Prose

    @classmethod
    def example(cls) -> Self:
        return cls(
            reference="Q-2026-00012",
            question=_QUESTION,
            answer="Yes to both.\n\nA school applies like a company, in the tier Associate or above.",
        )


class ApplicationSaved(LetterContext):
    """Where an application for a sponsorship can be finished, and until when."""

    template = "application_saved"

    programme: Line
    link: Link
    kept_until: Line
    places: tuple[Line, ...] = ()
    """What is kept for the applicant for a time."""
    places_until: Line = ""

    @classmethod
    def example(cls) -> Self:
        return cls(
            programme="Sponsorship Programme 2026",
            link="https://donate.example.org/sponsors/apply/saved/9f2c",
            kept_until="30 April 2026",
            places=("a place in the tier Sustainability", "Lanyards"),
            places_until="8 March 2026",
        )
