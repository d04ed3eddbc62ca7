"""Public names are loaded on first use."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_type_hints

import pytest

PACKAGE = """
from vendored._runtime.lazy import attach
__getattr__ = attach(__name__, {"Pet": ".models", "missing": ".models"})
"""


def test_lazy_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import runtime_copy as _  # makes `vendored` importable

    package = tmp_path / "lazily"
    package.mkdir()
    (package / "__init__.py").write_text(PACKAGE)
    (package / "models.py").write_text("class Pet: ...")
    monkeypatch.syspath_prepend(tmp_path)
    import lazily  # type: ignore[import-not-found]

    assert "lazily.models" not in sys.modules
    assert lazily.Pet is sys.modules["lazily.models"].Pet
    assert vars(lazily)["Pet"] is lazily.Pet
    with pytest.raises(AttributeError, match="'lazily' has no attribute 'Dog'"):
        _ = lazily.Dog
    with pytest.raises(AttributeError, match="missing"):
        _ = lazily.missing
    with pytest.raises(ImportError):
        from lazily import Cat  # noqa: F401


def test_the_type_hints_of_the_clients_resolve() -> None:
    import runtime_copy  # noqa: F401 - makes `vendored` importable
    from vendored._runtime import AsyncClientBase, SyncClient

    assert "hooks" in get_type_hints(SyncClient)
    assert "hooks" in get_type_hints(AsyncClientBase)


def test_the_type_hints_of_what_a_client_is_made_of_resolve() -> None:
    import runtime_copy  # noqa: F401 - makes `vendored` importable
    from vendored._runtime import async_client, auth, client, client_base

    for module in (async_client, auth, client, client_base):
        for found in vars(module).values():
            if getattr(found, "__module__", "") == module.__name__ and callable(found):
                get_type_hints(found)
