"""``qingdan serve [OUT]``: the datasets through Datasette."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from pipeline.base.errors import CallError


@click.command("serve")
@click.argument("out", type=click.Path(path_type=Path), default=Path("out"))
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址。")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="端口。"
)
def command(out: Path, host: str, port: int) -> None:
    """用 Datasette 浏览 OUT（默认 out/）里的数据：网页、JSON 和 CSV 接口、分面、SQL、中文检索。

    默认只有本机能打开；没有登录，对外开放（--host 0.0.0.0）之前请想好。
    """
    from pipeline.serve.server import application

    datasette = application(out)
    listening = _listen(host, port)
    import uvicorn

    shown = f"[{host}]" if ":" in host else host
    click.echo(f"请打开 http://{shown}:{listening.getsockname()[1]}/qingdan ，按 Ctrl+C 结束")
    server = uvicorn.Server(uvicorn.Config(datasette.app(), log_level="warning", lifespan="on"))
    with listening:
        server.run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """Bind first, so that a port in use is one clear line. Raises CallError."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)  # from here on a browser waits instead of being refused
    except OSError as error:
        listening.close()
        raise CallError(
            f"{host}:{port}：不能监听（{error.strerror}）；请用 --port 换一个端口"
        ) from error
    return listening
