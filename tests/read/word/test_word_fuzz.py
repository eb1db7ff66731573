"""Damaged Word files: read with every character accounted for, or refused in one line."""

import random
import zipfile
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree
from word_files import archive, assert_balanced, scan_of

from pipeline.base.errors import DataError

CASES = Path(__file__).parent.parent / "cases"
NAMES = ("t1-features", "m1-merged", "m2-hmerge", "s1-auto-seq")


def parts_of(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(CASES / f"{name}.docx") as file:
        return {each: file.read(each) for each in file.namelist()}


def survives(data: bytes) -> bool:
    """Whether the file is read; its ledger must come out."""
    try:
        scan = scan_of(data)
    except DataError as error:
        assert "\n" not in str(error)
        return False
    assert_balanced(scan)
    return True


def changed(xml: str, chance: random.Random) -> str:
    """Well-formed still: an element taken out, doubled, moved or renamed as another."""
    root = etree.fromstring(xml.encode())
    for _ in range(chance.randint(1, 4)):
        parents = [each for each in root.iter() if len(each) and each is not root]
        if not parents:
            break
        parent = chance.choice(parents)
        child = chance.choice(list(parent))
        match chance.randrange(4):
            case 0:
                parent.remove(child)
            case 1:
                parent.insert(chance.randrange(len(parent) + 1), deepcopy(child))
            case 2:
                below = set(child.iter())
                others = [each for each in root.iter() if each not in below]
                parent.remove(child)
                chance.choice(others).append(child)
            case 3:
                child.tag = chance.choice(list(root.iter())).tag
    return etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize("seed", range(4))
def test_elements_in_the_wrong_place(seed: int) -> None:
    chance = random.Random(seed)
    parts = parts_of(NAMES[seed])
    main = parts["word/document.xml"].decode()
    read = sum(
        survives(archive({**parts, "word/document.xml": changed(main, chance)})) for _ in range(250)
    )
    assert read > 100


@pytest.mark.parametrize("seed", range(4))
def test_bytes_in_the_wrong_place(seed: int) -> None:
    chance = random.Random(seed)
    parts = parts_of(NAMES[seed])
    whole = (CASES / f"{NAMES[seed]}.docx").read_bytes()
    for turn in range(250):
        target = bytearray(whole if turn % 2 else parts["word/document.xml"])
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(target))
            target[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 2))
        survives(
            bytes(target) if turn % 2 else archive({**parts, "word/document.xml": bytes(target)})
        )
