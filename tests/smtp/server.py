"""A mail server for tests: STARTTLS and sign-in before any mail, certificate from an authority of its own.

    server.py FOLDER USERNAME PASSWORD

Writes FOLDER/ca.pem and FOLDER/inbox/ (a file a message, named by order of arrival), prints `ready PORT` once it
answers on 127.0.0.1 as `localhost`, and ends when its standard input closes.
"""

import asyncio
import logging
import ssl
import sys
from pathlib import Path

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Inbox:
    """Keeps each message as its sender, its recipients and its text, each part after the other."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.count = 0

    async def handle_DATA(self, _server, _session, envelope) -> str:
        self.count += 1
        head = f"{envelope.mail_from}\r\n{' '.join(envelope.rcpt_tos)}\r\n".encode()
        part = self.folder.with_suffix(".part")
        part.write_bytes(head + envelope.original_content)
        part.rename(self.folder / f"{self.count:06}.eml")
        return "250 2.0.0 taken"


def certificate(folder: Path) -> ssl.SSLContext:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


def signing_in(username: str, password: str):
    def check(_server, _session, _envelope, _mechanism, data) -> AuthResult:
        known = isinstance(data, LoginPassword) and (data.login, data.password) == (
            username.encode(),
            password.encode(),
        )
        return AuthResult(success=known, handled=False)

    return check


async def serve(folder: Path, username: str, password: str) -> None:
    inbox, context, check = Inbox(folder / "inbox"), certificate(folder), signing_in(username, password)

    def conversation() -> SMTP:
        return SMTP(
            inbox,
            hostname="localhost",
            tls_context=context,
            require_starttls=True,
            auth_required=True,
            authenticator=check,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(conversation, "127.0.0.1", 0)
    print("ready", server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    logging.getLogger("mail").setLevel(logging.ERROR)
    asyncio.run(serve(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
