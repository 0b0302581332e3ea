"""Stand-ins at the seams: the mail server and the job queue."""

from __future__ import annotations

from email.message import EmailMessage

from sponsorship.jobs import RecordingQueue

__all__ = ["RecordingQueue", "RecordingTransport"]


class RecordingTransport:
    """Keeps what was sent; raises what it is told to, once per entry of `troubles`."""

    def __init__(self) -> None:
        self.sent: list[EmailMessage] = []
        self.troubles: list[Exception] = []

    def send(self, message: EmailMessage) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.sent.append(message)

    @property
    def subjects(self) -> list[str]:
        """The subjects of the letters sent, oldest first."""
        return [str(message["Subject"]) for message in self.sent]
