"""The mail server: one connection for a batch of mails."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from types import TracebackType
from urllib.parse import unquote, urlsplit

from notices.rendering import RenderedMail

TIMEOUT_SECONDS = 20


class MailServer:
    """Opens at the first mail. smtps:// is encrypted from the start, smtp:// as soon as the server offers it."""

    def __init__(self, url: str, sender: str) -> None:
        self._parts, self._sender = urlsplit(url), sender
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> MailServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def send(self, to: str, mail: RenderedMail) -> None:
        """Raises OSError or smtplib.SMTPException; the next mail then opens a new connection."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, to, mail.subject
        message["Date"], message["Message-ID"] = (
            formatdate(),
            make_msgid(domain=self._sender.rpartition("@")[2].rstrip(">")),
        )
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        if mail.attachment is not None:
            message.add_attachment(
                mail.attachment.content, maintype="application", subtype="pdf", filename=mail.attachment.name
            )
        try:
            self._open().send_message(message)
        except (OSError, smtplib.SMTPException):
            self._close()
            raise

    def _open(self) -> smtplib.SMTP:
        if self._connection is None:
            self._connection = self._connected()
        return self._connection

    def _connected(self) -> smtplib.SMTP:
        host, trusted = self._parts.hostname or "localhost", ssl.create_default_context()
        if self._parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, self._parts.port or 465, timeout=TIMEOUT_SECONDS, context=trusted
            )
        else:
            server = smtplib.SMTP(host, self._parts.port or 25, timeout=TIMEOUT_SECONDS)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=trusted)
        if self._parts.username:
            server.login(unquote(self._parts.username), unquote(self._parts.password or ""))
        return server

    def _close(self) -> None:
        if self._connection is not None:
            try:
                self._connection.quit()
            except (OSError, smtplib.SMTPException):
                self._connection.close()
            self._connection = None
