"""Who must handle this: on the real list, and on a list that means harm."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from making import HOSTILE, HOUSING, POLICE, document, with_item

from pipeline.ask.rank import ask
from pipeline.ask.terms import synonyms, terms
from pipeline.base.errors import CallError
from pipeline.build import load_document
from pipeline.commands.ask import command
from pipeline.model.codec import document_to_json, dumps

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "benchmarks" / "ask_questions.csv"
DOG = "小区里有人遛狗不牵绳，还有流浪犬"


@pytest.fixture(scope="module")
def real():
    return load_document(ROOT / "raw" / "qitai-qihu-2025.txt")


@pytest.fixture
def out(tmp_path):
    def write(made):
        folder = tmp_path / "documents"
        folder.mkdir()
        (folder / f"{made.meta.document_id}.json").write_text(dumps(document_to_json(made)))
        return str(tmp_path)

    return write


def test_the_dog_question(real):
    best = ask(DOG, [real], 3)[0]
    item_id = "qitai-qihu-2025/cooperative/19"
    assert best.item.item_id == item_id
    assert best.departments[0] == "奇台县公安局"  # it catches stray dogs
    assert set(best.departments) == {ref.name for ref in best.item.departments}
    assert best.duties[0].duty_id == f"{item_id}/superior/1"
    assert "流浪犬" in best.matched


def test_recall_at_three_does_not_fall(real):
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        questions = list(csv.DictReader(file))
    assert len(questions) >= 40
    known = {item.item_id.partition("/")[2] for item in real.items}
    for part in ("tune", "held"):
        recalls = []
        for row in (row for row in questions if row["part"] == part):
            expected = set(row["expected"].split())
            assert expected <= known, row
            found = {
                each.item.item_id.partition("/")[2] for each in ask(row["question"], [real], 3)
            }
            recalls.append(len(expected & found) / len(expected))
        assert sum(recalls) / len(recalls) > 0.9, part


def test_the_township_answers_for_its_own_items(real):
    best = ask("低保怎么申请", [real], 1)[0]
    assert best.item.item_id == "qitai-qihu-2025/basic/30"
    assert best.departments == ()


def test_scores_fall_and_the_same_question_gets_the_same_answers(real):
    scores = [answer.score for answer in ask("着火了", [real], 20)]
    assert scores == sorted(scores, reverse=True)
    assert ask(DOG, [real], 5) == ask(DOG, [real], 5)


@pytest.mark.parametrize("question", ["怎么办", "xyzzy", "？！", "\x1b[31m", "'; DROP TABLE", "("])
def test_a_question_that_nothing_fits(question):
    assert ask(question, [document()], 3) == []


def test_what_a_question_means_weighs_more_than_its_words():
    found = terms("有人遛狗")
    assert found["文明养犬"] > found["遛狗"]
    assert "有人" not in found


def test_synonyms_are_sorted_out():
    assert all(word and meanings for word, meanings in synonyms().items())


def test_json_has_the_keys_of_the_contract(out):
    made = document()
    result = CliRunner().invoke(command, ["流浪狗", out(made), "--format", "json", "-n", "1"])
    (answer,) = json.loads(result.output)["answers"]
    assert answer.pop("score") > 0
    assert answer == {
        "item_id": "jia-2025/cooperative/1",
        "departments": [POLICE, HOUSING],
        "duties": ["jia-2025/cooperative/1/superior/1", "jia-2025/cooperative/1/township/1"],
        "matched": ["养犬", "流浪犬"],
    }


def test_text_for_people(out):
    result = CliRunner().invoke(command, ["流浪狗", out(document()), "-n", "1"])
    assert result.output == (
        "文明养犬管理\n"
        "  乙乡配合履职事项第 1 项（平安法治），jia-2025/cooperative/1\n"
        f"  负责：{POLICE}、{HOUSING}\n"
        "  上级部门职责：\n"
        "    · 县公安局负责流浪犬的捕捉；\n"
        "  乡镇配合职责：\n"
        "    · 开展宣传。\n"
        "  依据：养犬、流浪犬\n"
    )


def test_a_terminal_escape_is_inert(out):
    made = with_item(document(), 1, name="文明养犬" + HOSTILE)
    result = CliRunner().invoke(command, ["养狗", out(made)], color=True)
    assert "\x1b" not in result.output
    assert "�[31m红" in result.output


def test_no_question_and_no_data(out, tmp_path):
    made = out(document())
    assert isinstance(CliRunner().invoke(command, [" ", made]).exception, CallError)
    nothing = CliRunner().invoke(command, ["狗", str(tmp_path / "none")])
    assert isinstance(nothing.exception, CallError)


def test_no_cache_of_jieba_is_left_in_the_shared_folder(tmp_path):
    code = "from pipeline.ask.terms import terms; terms('流浪犬')"
    subprocess.run(
        [sys.executable, "-c", code], check=True, env={**os.environ, "TMPDIR": str(tmp_path)}
    )
    assert list(tmp_path.iterdir()) == []
