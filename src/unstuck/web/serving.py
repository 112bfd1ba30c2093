"""How does the app start? On this machine only, at a port nobody could guess, with one link that works once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from unstuck.vault.places import data_folder

LOOPBACK = "127.0.0.1"
IN_MEMORY = 64 * 1024 * 1024
"""Up to this size nothing of a request or an answer goes into a temporary file, where it would be readable at rest."""


class App:
    """The app, bound to a port of this machine and not yet answering.

    Parameters:
        folder: the person's data folder, else the usual one.
        port: a fixed port; 0 for one nobody could guess.
    """

    def __init__(self, folder: Path | None = None, port: int = 0) -> None:
        os.environ["DJANGO_SETTINGS_MODULE"] = "unstuck.web.settings"
        os.environ["UNSTUCK_DATA"] = str(data_folder(folder))
        import django  # noqa: PLC0415 - only now is it known how to set it up
        from django.conf import settings  # noqa: PLC0415
        from django.core.wsgi import get_wsgi_application  # noqa: PLC0415
        from waitress.server import create_server  # type: ignore[import-untyped]  # ships none  # noqa: PLC0415

        django.setup()
        self._server: Any = create_server(
            get_wsgi_application(),
            host=LOOPBACK,
            port=port,
            threads=4,
            ident=None,
            max_request_body_size=IN_MEMORY,
            inbuf_overflow=IN_MEMORY,
            outbuf_overflow=IN_MEMORY,
            clear_untrusted_proxy_headers=True,
        )
        self.address = f"http://{LOOPBACK}:{self._server.effective_port}"
        settings.UNSTUCK_ADDRESSES = (f"{LOOPBACK}:{self._server.effective_port}",)

    def link(self) -> str:
        """A link that lets one browser in, once."""
        from django.urls import reverse  # noqa: PLC0415

        from unstuck.web.desk import DESKS  # noqa: PLC0415

        return self.address + reverse("enter", args=[DESKS.new_link()])

    def run(self, when_ready: Callable[[], None]) -> None:
        """Answer until the process is told to stop; then lock everything that is open."""
        from unstuck.web.desk import NOTEBOOKS  # noqa: PLC0415

        when_ready()
        try:
            self._server.run()
        finally:
            NOTEBOOKS.lock_all()
            self._server.close()
