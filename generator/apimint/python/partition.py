"""Dividing the shared types of a large document into modules that never import each
other in a circle.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

Graph = Mapping[str, Collection[str]]

_DEEPEST = 60  # modules that import each other in a row; each takes several frames


def groups(graph: Graph, roots: Collection[str]) -> dict[str, str]:
    """For each id the one that its group is named after, in the order of `graph`.

    Ids that lead to each other are together; what only one group uses, and none of
    `roots`, joins that group. Groups then never lead to each other in a circle.
    """
    component = {each: ids[0] for ids in components(graph) for each in ids}
    users: dict[str, set[str]] = {name: set() for name in component.values()}
    for id_, used in graph.items():
        for other in used:
            if component[other] != component[id_]:
                users[component[other]].add(component[id_])
    fixed = {component[id_] for id_ in roots}
    joined: dict[str, str] = {}
    for name in _after(users):
        above = {joined[user] for user in users[name]}
        is_single = len(above) == 1 and name not in fixed
        joined[name] = above.pop() if is_single else name
    return _not_too_deep(graph, {id_: joined[component[id_]] for id_ in graph})


def _not_too_deep(graph: Graph, heads: dict[str, str]) -> dict[str, str]:
    """The same groups, but where they lead to each other in so long a row that importing
    them would exhaust Python's stack: there all groups of a few levels are one.
    """
    uses: dict[str, set[str]] = {head: set() for head in heads.values()}
    for id_, used in graph.items():
        uses[heads[id_]].update(heads[other] for other in used)
        uses[heads[id_]].discard(heads[id_])
    level: dict[str, int] = {}
    for head in _after(uses):
        level[head] = 1 + max((level[other] for other in uses[head]), default=0)
    deepest = max(level.values(), default=0)
    if deepest <= _DEEPEST:
        return heads
    bands: dict[int, str] = {}
    for head, number in level.items():
        bands.setdefault(number * _DEEPEST // (deepest + 1), head)
    return {
        id_: bands[level[head] * _DEEPEST // (deepest + 1)]
        for id_, head in heads.items()
    }


def _after(others: Mapping[str, set[str]]) -> list[str]:
    """The names so that each comes after all that it is mapped to."""
    done: dict[str, None] = {}
    for start in others:
        stack = [start]
        while stack:
            waiting = [other for other in others[stack[-1]] if other not in done]
            if waiting:
                stack.extend(sorted(waiting, reverse=True))
            else:
                done.setdefault(stack.pop())
    return list(done)


def components(graph: Graph) -> Iterable[list[str]]:
    """The strongly connected components (Tarjan's algorithm, without recursion), each in
    the order of `graph`, and after those that it leads to.
    """
    order = {id_: place for place, id_ in enumerate(graph)}
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: list[str] = []
    found: list[list[str]] = []
    for start in graph:
        work = [(start, iter(graph[start]))] if start not in index else []
        if work:
            index[start] = low[start] = len(index)
            open_.append(start)
        while work:
            id_, rest = work[-1]
            inner = next(rest, None)
            if inner is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[id_])
                if low[id_] == index[id_]:
                    at = open_.index(id_)
                    found.append(sorted(open_[at:], key=order.__getitem__))
                    # What is closed no longer counts as being on the way.
                    low.update(dict.fromkeys(open_[at:], len(order)))
                    del open_[at:]
            elif inner not in index:
                index[inner] = low[inner] = len(index)
                open_.append(inner)
                work.append((inner, iter(graph[inner])))
            else:
                low[id_] = min(low[id_], low[inner])
    return found
