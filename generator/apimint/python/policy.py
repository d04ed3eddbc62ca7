"""What the configuration decides of the Python side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Policy:
    """`source` is the name of the document for headers; `strip_prefix` is dropped from
    the names of schemas; `names` overrides single names: a schema ("Pet"), a property
    ("Pet.petName"), or an operation (its operationId, or "GET /pets"). With
    `only_models` there are types and no client. `environment` names the variables that
    stand in for arguments of the client's constructor.
    """

    source: str
    strip_prefix: str = ""
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    only_models: bool = False
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
