"""The command line. Together with ``commands/`` the only module that prints."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from pipeline import __version__
from pipeline.base.errors import QingdanError

#: Name -> one line of help. The command is ``pipeline.commands.<name>.command``.
COMMANDS = {
    "build": "读取 RAW 下的全部清单，生成全部数据到 out/",
    "check": "校验已生成的数据，或一份清单的 JSON",
    "diff": "两版清单之间改了什么",
    "inspect": "把读到的内容画在 PDF 的页面上",
    "lineage": "一个事项历年的沿革",
    "load": "装入 PostgreSQL 数据库",
    "export": "导出给其他系统的文件",
    "ask": "这件事归谁管",
    "serve": "用 Datasette 浏览数据",
}


class _Commands(click.Group):
    """Imports a command when it is called, so that ``--help`` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"pipeline.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="qingdan")
def group() -> None:
    """清单：把公布的履职事项清单变成数据。"""


def main() -> None:
    """Run the command line in a process of its own, which ends at once when all went well: to give
    back piece by piece what a build holds would take a twentieth of it."""
    run()
    os._exit(0)


def run() -> None:
    """Run the command line: QingdanError becomes one line a cause and its exit code. What the
    command printed is written out when this returns. Raises SystemExit where it did not succeed."""
    # What we hold is trees, with few cycles: a twentieth of a build would go into looking for them.
    gc.set_threshold(100_000)
    try:
        group.main(standalone_mode=False)
        print(end="", flush=True)  # there may be no standard output to write out
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.Abort:
        fail("已中断；原有输出没有改动", 130)
    except click.ClickException as error:
        place = (
            error.ctx.command_path
            if isinstance(error, click.UsageError) and error.ctx
            else "qingdan"
        )
        fail(f"{place}：{error.format_message()}（用法见 {place} --help）", 2)
    except QingdanError as error:
        _raise_if_verbose(error)
        fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        fail("已中断；原有输出没有改动", 130)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:
        _raise_if_verbose(error)
        said = " ".join(str(error).split())
        fail(f"{type(error).__name__}：{said}；加 --verbose 可看调用栈", 1)


def fail(message: str, code: int) -> None:
    """Say what is wrong on standard error and leave."""
    from pipeline.base.text import printable

    click.echo(printable(message), err=True)
    sys.exit(code)


def _raise_if_verbose(error: BaseException) -> None:
    if "--verbose" in sys.argv:
        raise error


if __name__ == "__main__":
    main()
