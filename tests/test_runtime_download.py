"""Answers that are written to files, through all six doors."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from runtime_calls import ThroughDoors, get
from runtime_doors import Door
from runtime_server import Server
from vendored._runtime import (
    ApiConnectionError,
    ApiTimeoutError,
    Binary,
    NoContent,
    StatusError,
)


def download(door: Door, path: str, target: Any, **more: Any) -> int:
    size: int = door.wait(door.client.download(get(path, Binary, **more), target))
    return size


class TestDownloads(ThroughDoors):
    def test_a_path_gets_its_file_when_all_is_there(
        self, door: Door, server: Server, tmp_path: Path
    ) -> None:
        target = tmp_path / "found.bin"
        size = download(door, "/gzip/4096", target)
        assert size == target.stat().st_size == 4098  # with its quotes
        assert [*tmp_path.iterdir()] == [target]

    def test_an_open_file_is_written_and_left_open(
        self, door: Door, server: Server
    ) -> None:
        file = io.BytesIO()
        assert download(door, "/chunked", file) == len(file.getvalue()) > 0
        assert not file.closed

    def test_the_limit_of_bodies_in_memory_does_not_hold(
        self, door: Door, server: Server, tmp_path: Path
    ) -> None:
        door.client.max_response_bytes = 1_000_000
        size = download(door, "/bytes/3000000", tmp_path / "large.bin")
        assert size == 3000000

    def test_a_cut_body_leaves_no_file(
        self, door: Door, server: Server, tmp_path: Path
    ) -> None:
        with pytest.raises((ApiConnectionError, ApiTimeoutError)):
            download(door, "/cut/length", tmp_path / "cut.bin")
        assert [*tmp_path.iterdir()] == []

    def test_a_failure_is_no_file(
        self, door: Door, server: Server, tmp_path: Path
    ) -> None:
        target = tmp_path / "kept.bin"
        target.write_bytes(b"before")
        with pytest.raises(StatusError) as caught:
            download(door, "/status/404", target)
        assert caught.value.status == 404
        assert target.read_bytes() == b"before"
        assert [*tmp_path.iterdir()] == [target]

    def test_one_status_of_several_is_binary(
        self, door: Door, server: Server, tmp_path: Path
    ) -> None:
        call: Any = get("/chunked", {200: Binary, 204: NoContent})
        assert door.wait(door.client.download(call, tmp_path / "a.bin")) > 0
