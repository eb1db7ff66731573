"""``qingdan ask QUESTION [OUT]``: who must handle this."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from pipeline.ask.rank import Answer
from pipeline.base.errors import CallError
from pipeline.model import LIST_TITLES, SIDE_TITLES


@click.command("ask")
@click.argument("question")
@click.argument("out", type=click.Path(path_type=Path), default=Path("out"))
@click.option(
    "-n", "limit", type=click.IntRange(1), default=5, show_default=True, help="最多几个事项。"
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="给人看的文字，或 JSON。",
)  # fmt: skip
def command(question: str, out: Path, limit: int, form: str) -> None:
    """这件事归谁管：用日常的话提问，列出最合适的事项、负责的部门和乡镇的配合职责。"""
    from pipeline.ask.rank import ask
    from pipeline.model.codec import dumps
    from pipeline.store import built_documents

    if not question.strip():
        raise CallError("问题是空的；请写一句话，例如：小区里有流浪犬")
    answers = ask(question, built_documents(out), limit)
    if form == "json":
        click.echo(dumps({"answers": [_record(answer) for answer in answers]}), nl=False)
        return
    click.echo("\n\n".join(map(_shown, answers)) or "清单里没有找到相近的事项；请换个说法再问")


def _record(answer: Answer) -> dict[str, object]:
    return {
        "item_id": answer.item.item_id,
        "score": answer.score,
        "departments": list(answer.departments),
        "duties": [found.duty_id for found in answer.duties],
        "matched": list(answer.matched),
    }


def _shown(answer: Answer) -> str:
    """An answer for a person; a terminal escape in a text of the document is shown as �."""
    return "\n".join(
        "".join(char if char.isprintable() else "�" for char in line) for line in _lines(answer)
    )


def _lines(answer: Answer) -> Iterator[str]:
    item, township = answer.item, answer.document.meta.township or "乡镇（街道）"
    yield f"{item.name}"
    yield f"  {township}{LIST_TITLES[item.list]}第 {item.seq} 项（{item.category}），{item.item_id}"
    whose = "、".join(answer.departments) or f"{township}自己负责"
    yield f"  负责：{whose}"
    for side, title in SIDE_TITLES.items():
        texts = [found.duty.text for found in answer.duties if found.side == side]
        if texts:
            yield f"  {title}："
            yield from (f"    · {text}" for text in texts)
    yield f"  依据：{'、'.join(answer.matched)}"
