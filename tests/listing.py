"""A small list to spoil: its text, and the parts that tests change."""

from __future__ import annotations

from pathlib import Path

COVER = "甘肃省定西市\n陇西县首阳镇\n履职事项清单\n\n2025年8月\n\n"
BASIC = (
    "首阳镇基本履职事项清单\n\n序号\t事项类别\t事项名称\n"
    "1\t党的建设\t落实党管人才原则\n2\t经济发展\t做好统计调查工作\n\n"
)
COOPERATIVE = (
    "首阳镇配合履职事项清单\n\n序号\t事项类别\t事项名称\t对应上级部门\t上级部门职责\t乡镇配合职责\n"
    "1\t平安法治\t养犬管理\t陇西县公安局\t1.办理养犬证；2.查处伤人案件。\t上报线索。\n\n"
)
WITHDRAWN = (
    "首阳镇上级部门收回事项清单\n\n序号\t事项类别\t事项名称\t承接部门及工作方式\n"
    "1\t民生服务\t出具婚姻状况证明\t陇西县民政局：依据档案出具证明。\n"
)
WHOLE = COVER + BASIC + COOPERATIVE + WITHDRAWN


def cooperative(
    superior: str, township: str = "上报线索。", department: str = "陇西县公安局"
) -> str:
    """The small list with one cooperative row of one's own."""
    head = COOPERATIVE[: COOPERATIVE.index("1\t平安法治")]
    row = f"1\t平安法治\t养犬管理\t{department}\t{superior}\t{township}\n\n"
    return COVER + BASIC + head + row + WITHDRAWN


def raw(folder: Path, **files: str | bytes) -> Path:
    """A raw folder; a name's last underscore stands for the dot: ``a_txt`` is ``a.txt``."""
    place = folder / "raw"
    place.mkdir(exist_ok=True)
    for name, content in files.items():
        stem, _, suffix = name.rpartition("_")
        data = content.encode() if isinstance(content, str) else content
        (place / f"{stem}.{suffix}").write_bytes(data)
    return place
