"""Going through pages by tokens and counts, in both colours, against a real server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from page_server import Asked, Reply
from paging_visit import NAMES, Pet, colour, part, visit
from vendored._runtime import (
    UNSET,
    Json,
    Model,
    PagedCall,
    RequestError,
    StatusError,
    Unset,
    errors,
    paging,
    wire,
)
from vendored._runtime.paging import Paging

__all__ = ["colour", "visit"]  # fixtures


@dataclass(slots=True, kw_only=True)
class Meta(Model):
    total: int | None = None
    next_cursor: str | Unset | None = UNSET


@dataclass(slots=True, kw_only=True)
class Pets(Model):
    pets: list[Pet] | None = None
    next_page_token: str | None = field(default=None, metadata=wire("nextPageToken"))
    has_more: bool | None = None
    meta: Meta | None = None


def listed(how: Paging, returns: Any = Json[Pets], **more: Any) -> PagedCall[Any, Any]:
    return PagedCall("GET", ("/pets",), returns=returns, paging=how, **more)


TOKENS = {"": "a/b", "a/b": "c", "c": ""}
TOKEN = paging.Token("pageToken", "nextPageToken", items="pets")


def by_token(asked: Asked) -> Any:
    token = asked.query.get("pageToken", "")
    start = 2 * list(TOKENS).index(token)
    return {"pets": part(start), "nextPageToken": TOKENS[token]}


class TestToken:
    def test_pages_come_one_by_one(self, visit: Any) -> None:
        here = visit(by_token)
        pages = here.door.client.pages(listed(TOKEN, query={"limit": 2}))
        assert here.server.asked == []
        first = next(here.each(pages))
        assert [each.name for each in first.pets] == ["Rex", "Mia"]
        assert here.server.targets == ["/pets?limit=2"]

    def test_all_items_come(self, visit: Any) -> None:
        here = visit(by_token)
        assert here.names(listed(TOKEN, query={"pageToken": None, "limit": 2})) == NAMES
        ends = ["limit=2", "pageToken=a%2Fb&limit=2", "pageToken=c&limit=2"]
        assert here.server.targets == [f"/pets?{end}" for end in ends]

    def test_from_the_middle(self, visit: Any) -> None:
        assert visit(by_token).names(listed(TOKEN, query={"pageToken": "c"})) == ["Tom"]

    @pytest.mark.parametrize(
        "last", [{}, {"nextPageToken": None}, {"nextPageToken": ""}]
    )
    def test_the_end(self, visit: Any, last: Any) -> None:
        here = visit(lambda asked: {"pets": part(0), **last})
        assert len(here.pages(listed(TOKEN))) == len(here.server.asked) == 1

    def test_an_empty_page_is_not_the_end(self, visit: Any) -> None:
        replies = {None: ("b", []), "b": ("c", None), "c": ("", part(0))}

        def answer(asked: Asked) -> Any:
            token, pets = replies[asked.query.get("pageToken")]
            return {"pets": pets, "nextPageToken": token}

        assert visit(answer).names(listed(TOKEN)) == ["Rex", "Mia"]

    @pytest.mark.parametrize(
        "circle", [{"": "a", "a": "a"}, {"": "a", "a": "b", "b": "a"}]
    )
    def test_a_circle_is_an_error(self, visit: Any, circle: dict[str, str]) -> None:
        here = visit(
            lambda asked: {
                "pets": part(0),
                "nextPageToken": circle[asked.query.get("pageToken", "")],
            }
        )
        seen: list[Any] = []
        call = listed(TOKEN, operation="list_pets")
        with pytest.raises(
            errors.DecodeError, match=r"list_pets: 200: .*'a' once more"
        ) as caught:
            seen.extend(here.each(here.door.client.pages(call)))
        assert len(here.server.asked) == len(circle)
        assert caught.value.response.status == 200
        assert caught.value.attempts == 1

    def test_more_says_whether_there_is_more(self, visit: Any) -> None:
        how = paging.Token(
            "after", ("meta", "next_cursor"), items="pets", more="has_more"
        )

        def answer(asked: Asked) -> Any:
            more = "after" not in asked.query
            meta = {"next_cursor": "x"}
            return {"pets": part(0 if more else 2), "has_more": more, "meta": meta}

        assert visit(answer).names(listed(how)) == NAMES[:4]

    def test_what_no_field_is_for(self, visit: Any) -> None:
        """A token in an undocumented property, in an object that is documented."""
        how = paging.Token("t", ("meta", "odd"), items="pets")
        tokens = {None: 1, "1": None}
        here = visit(
            lambda asked: {
                "pets": part(0),
                "meta": {"odd": tokens[asked.query.get("t")]},
            }
        )
        assert len(here.pages(listed(how))) == 2

    def test_a_token_that_is_none(self, visit: Any) -> None:
        how = paging.Token("t", "meta", items="pets")
        here = visit(lambda asked: {"pets": part(0), "meta": {}})
        with pytest.raises(errors.DecodeError, match=r"\$\.meta: expected a token"):
            here.pages(listed(how))

    def test_items_that_are_none(self, visit: Any) -> None:
        here = visit(lambda asked: {"pets": {"a": 1}})
        with pytest.raises(errors.DecodeError, match=r"\$\.pets: expected an array"):
            here.items(listed(TOKEN, Json[Any]))

    def test_in_the_body(self, visit: Any) -> None:
        how = paging.Token(
            "cursor", ("meta", "next_cursor"), items="pets", in_body=True
        )
        body = Pet(name="R")
        call = PagedCall(
            "POST", ("/search",), json=body, returns=Json[Pets], paging=how
        )

        def answer(asked: Asked) -> Any:
            cursor = asked.json.get("cursor")
            meta = {"next_cursor": None if cursor else "n"}
            return {"pets": part(2 if cursor else 0), "meta": meta}

        here = visit(answer)
        assert here.names(call) == NAMES[:4]
        assert [each.json.get("cursor") for each in here.server.asked] == [None, "n"]
        assert {each.json["name"] for each in here.server.asked} == {"R"}
        assert body == Pet(name="R")

    def test_a_body_that_is_no_object(self, visit: Any) -> None:
        how = paging.Token("t", "nextPageToken", in_body=True, items="pets")
        here = visit(lambda asked: {"nextPageToken": "n"})
        with pytest.raises(RequestError, match="JSON object"):
            here.pages(listed(how, json=[1]))

    def test_a_body_that_is_left_out(self, visit: Any) -> None:
        how = paging.Token("t", "nextPageToken", in_body=True, items="pets")
        here = visit(lambda asked: {} if asked.body else {"nextPageToken": "n"})
        assert len(here.pages(listed(how, json=None))) == 2
        assert here.server.asked[1].json == {"t": "n"}


class TestCounted:
    def test_the_last_item_asks(self, visit: Any) -> None:
        how = paging.LastItem("after", "id", items="pets", more="has_more")

        def answer(asked: Asked) -> Any:
            start = UUID(asked.query["after"]).int if "after" in asked.query else 0
            return {"pets": part(start), "has_more": start < 4}

        here = visit(answer)
        assert here.names(listed(how)) == NAMES
        assert here.server.targets[1] == f"/pets?after={UUID(int=2)}"

    def test_the_last_item_of_an_empty_page(self, visit: Any) -> None:
        how = paging.LastItem("after", "id", items="pets")
        here = visit(lambda asked: {"pets": [] if asked.query else part(0)})
        assert len(here.pages(listed(how))) == 2

    @pytest.mark.parametrize(("total", "requests"), [(5, 3), (None, 4)])
    def test_offset(self, visit: Any, total: int | None, requests: int) -> None:
        how = paging.Offset("offset", items="pets", total=("meta", "total"))

        def answer(asked: Asked) -> Any:
            start = int(asked.query.get("offset", 0))
            return {"pets": part(start), "meta": {"total": total}}

        here = visit(answer)
        assert here.names(listed(how, query={"limit": 2})) == NAMES
        assert len(here.server.asked) == requests
        assert here.names(listed(how, query={"offset": 3})) == NAMES[3:]

    @pytest.mark.parametrize("start", [0, 1])
    @pytest.mark.parametrize(
        ("more", "requests"),
        [({}, 4), ({"total": "total"}, 3), ({"pages": "pages"}, 3)],
    )
    def test_number(self, visit: Any, start: int, more: Any, requests: int) -> None:
        how = paging.Number("page", start=start, items="pets", **more)

        def answer(asked: Asked) -> Any:
            page = int(asked.query.get("page", start)) - start
            return {"pets": part(2 * page), "total": 5, "pages": 3}

        here = visit(answer)
        assert here.names(listed(how)) == NAMES
        assert len(here.server.asked) == requests
        assert here.names(listed(how, query={"page": start + 1})) == NAMES[2:]

    @pytest.mark.parametrize("how", [paging.Offset("x"), paging.Number("x")])
    def test_a_server_that_does_not_heed_it(self, visit: Any, how: Paging) -> None:
        here = visit(lambda asked: part(0))
        with pytest.raises(errors.DecodeError, match="items of the one before"):
            here.items(listed(how, Json[list[Pet]]))
        assert len(here.server.asked) == 2

    def test_a_page_that_fails(self, visit: Any) -> None:
        how = paging.Number("page")
        here = visit(lambda asked: Reply({}, status=404) if asked.query else part(0))
        with pytest.raises(StatusError) as caught:
            here.items(listed(how, Json[list[Pet]], operation="list_pets"))
        assert (caught.value.status, caught.value.operation) == (404, "list_pets")

    def test_each_page_is_tried_again(self, visit: Any) -> None:
        def answer(asked: Asked) -> Any:
            seen = sum(each.target == asked.target for each in here.server.asked)
            return Reply({}, status=503) if seen < 2 else by_token(asked)

        here = visit(answer, retries=1)
        assert here.names(listed(TOKEN)) == NAMES
        assert len(here.server.asked) == 6
