"""Every type that crosses a stage. Imports nothing of ours.

What flows: bytes -> ``Scan`` (blocks, text exactly as printed) -> ``Listing`` (raw items found by
titles and headers) -> ``Document`` (items, duties, departments, findings) -> tables and files.
"""

from pipeline.model.decisions import (
    Correction,
    Sidecar,
)
from pipeline.model.document import (
    Department,
    DepartmentRef,
    Document,
    Duty,
    Item,
    ItemSource,
    Meta,
    SourceFile,
    SourcePart,
    only_department,
)
from pipeline.model.finding import Code, Finding, Spot
from pipeline.model.listing import (
    Listing,
    Place,
    RawItem,
)
from pipeline.model.names import (
    Understood,
)
from pipeline.model.scan import (
    Account,
    Block,
    Cell,
    Claim,
    Covered,
    Line,
    Paragraph,
    Row,
    Scan,
    Where,
)
from pipeline.model.words import (
    FIELD_TITLES,
    LIST_TITLES,
    LISTS,
    SIDE_FIELDS,
    SIDE_TITLES,
    Basis,
    Field,
    HeadingKind,
    ListName,
    Severity,
    Side,
    place_words,
)

__all__ = [
    "FIELD_TITLES",
    "LISTS",
    "LIST_TITLES",
    "SIDE_FIELDS",
    "SIDE_TITLES",
    "Account",
    "Basis",
    "Block",
    "Cell",
    "Claim",
    "Code",
    "Correction",
    "Covered",
    "Department",
    "DepartmentRef",
    "Document",
    "Duty",
    "Field",
    "Finding",
    "HeadingKind",
    "Item",
    "ItemSource",
    "Line",
    "ListName",
    "Listing",
    "Meta",
    "Paragraph",
    "Place",
    "RawItem",
    "Row",
    "Scan",
    "Severity",
    "Side",
    "Sidecar",
    "SourceFile",
    "SourcePart",
    "Spot",
    "Understood",
    "Where",
    "only_department",
    "place_words",
]
