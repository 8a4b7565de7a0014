"""An application on a port of its own, for browsers."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette


@contextmanager
def serving(app: Starlette, port: int, certificate: Path | None = None) -> Iterator[str]:
    """Serves for as long as the block lasts, over TLS with the certificate in a folder; gives the address."""
    config = uvicorn.Config(
        app,
        port=port,
        ws="none",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
        ssl_certfile=certificate and certificate / "fullchain.pem",
        ssl_keyfile=certificate and certificate / "privkey.pem",
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"{'https' if certificate else 'http'}://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
