"""Dividing types into modules: groups never lead to each other in a circle."""

from __future__ import annotations

from collections.abc import Mapping

from apimint.python.partition import groups
from hypothesis import given, strategies as st

NODES = [f"n{number}" for number in range(9)]
GRAPHS = st.fixed_dictionaries(
    {node: st.lists(st.sampled_from(NODES), max_size=3) for node in NODES}
)


def reached(graph: Mapping[str, object], start: str) -> set[str]:
    found: set[str] = set()
    queue = [start]
    while queue:
        for other in graph[queue.pop()]:  # type: ignore[attr-defined]
            if other not in found:
                found.add(other)
                queue.append(other)
    return found


@given(GRAPHS, st.sets(st.sampled_from(NODES)))
def test_groups(graph: dict[str, list[str]], roots: set[str]) -> None:
    heads = groups(graph, roots)
    between: dict[str, set[str]] = {head: set() for head in heads.values()}
    for node, others in graph.items():
        between[heads[node]].update(heads[other] for other in others)
        between[heads[node]].discard(heads[node])
    assert all(head not in reached(between, head) for head in between)
    for one in NODES:
        for other in reached(graph, one):
            if one in reached(graph, other):
                assert heads[one] == heads[other]


def test_what_only_one_uses_joins_it() -> None:
    graph = {"a": ["inner"], "b": [], "inner": ["b"], "c": ["b"]}
    heads = groups(graph, ["a", "c"])
    assert heads == {"a": "a", "inner": "a", "b": "b", "c": "c"}


def test_a_long_row_is_shortened() -> None:
    names = [f"n{number}" for number in range(1000)]
    graph = {n: [names[i + 1]] if i < 999 else [] for i, n in enumerate(names)}
    heads = groups(graph, names)
    assert 50 <= len(set(heads.values())) <= 60
