import pytest

from pipeline.postgres.history import OrderError, Revision, Standing, standings


def revision(
    number: int, document_id: str, published: str | None, of: str | None = None
) -> Revision:
    return Revision(
        revision_id=number, document_id=document_id, published=published, revision_of=of
    )


def shown(*revisions: Revision) -> list[tuple[int, str | None, str | None, int | None, bool]]:
    return [
        (one.revision_id, one.valid_from, one.valid_to, one.superseded_by, one.is_current)
        for one in standings(revisions)
        if isinstance(one, Standing)
    ]


def test_the_published_month_decides_not_the_order_of_loading():
    assert shown(revision(1, "b", "2026-07"), revision(2, "a", "2025-07")) == [
        (1, "2026-07-01", None, None, True),
        (2, "2025-07-01", "2026-07-01", None, False),
    ]


def test_a_document_loaded_anew_corrects_the_earlier_loading():
    assert shown(revision(1, "a", "2025-07"), revision(2, "a", "2025-07")) == [
        (1, "2025-07-01", "2025-07-01", 2, False),
        (2, "2025-07-01", None, None, True),
    ]


def test_revision_of_decides_where_the_month_cannot():
    chain = [revision(1, "c", None, "b"), revision(2, "b", None, "a"), revision(3, "a", None)]
    assert [one.is_current for one in standings(chain)] == [True, False, False]


@pytest.mark.parametrize(
    "pair",
    [
        [revision(1, "a", "2025-07"), revision(2, "b", "2025-07")],
        [revision(1, "a", None), revision(2, "b", "2025-07")],
        [revision(1, "a", "2026-07"), revision(2, "b", "2025-07", "a")],
        [revision(1, "a", None, "b"), revision(2, "b", None, "a")],
    ],
    ids=["same month", "no month", "contradiction", "cycle"],
)
def test_no_order_is_an_error(pair):
    with pytest.raises(OrderError):
        standings(pair)
