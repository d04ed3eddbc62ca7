"""Following links to the next page, and never to another server."""

from __future__ import annotations

from typing import Any

import pytest
from page_server import Answering, Asked, Reply
from paging_visit import NAMES, Pet, colour, part, visit
from runtime_doors import SECRET
from vendored._runtime import ApiKey, Json, PagedCall, errors, paging
from vendored._runtime.paging import Paging

__all__ = ["colour", "visit"]  # fixtures


def linked(target: str, header: bool = True) -> Answering:
    """The first page links to this target; every other is the last."""

    def answer(asked: Asked) -> Any:
        first = asked.target.startswith("/v1/pets?start")
        if header:
            link = {"Link": target} if first else {}
            return Reply(part(0 if first else 2), link)
        return {
            "pets": part(0 if first else 2),
            "links": {"next": target if first else None},
        }

    return answer


HEADER = paging.Link()
PROPERTY = paging.Link(("links", "next"), items="pets")


def start(how: Paging, **more: Any) -> PagedCall[Any, Any]:
    returns = Json[list[Pet]] if how is HEADER else Json[Any]
    return PagedCall(
        "GET", ("/v1/pets",), query={"start": 1}, returns=returns, paging=how,
        security=("BearerAuth",), headers={"X-Own": "1"}, operation="list_pets", **more
    )  # fmt: skip


class TestLink:
    @pytest.mark.parametrize(
        ("target", "leads"),
        [
            ("<URL/v1/pets?page=2>; rel=next", "/v1/pets?page=2"),
            ('<?page=2>; rel="next"', "/v1/pets?page=2"),
            ('</v2/pets>; title="a, \\"b\\"; <c>"; rel="prev NEXT"', "/v2/pets"),
            (
                '<x>; rel="last", <dogs/?a=%2F&b=/../c>; rel=next',
                "/v1/dogs/?a=%2F&b=/../c",
            ),
            ('<x>; rel="last"; rel="next",, <y#z>; rel=next', "/v1/y"),
            ('<x>; anchor="/"; rel=next, <../y>;rel = "next"', "/y"),
        ],
    )
    def test_a_header(self, visit: Any, target: str, leads: str) -> None:
        here = visit(
            lambda asked: linked(target.replace("URL", here.server.url))(asked)
        )
        assert [each.name for each in here.items(start(HEADER))] == NAMES[:4]
        assert here.server.targets == ["/v1/pets?start=1", leads]
        second = here.server.asked[1].headers
        assert second["authorization"] == f"Bearer {SECRET}"
        assert second["x-own"] == "1"

    def test_a_property(self, visit: Any) -> None:
        answer = linked("/v1/pets?page=2", header=False)
        here = visit(answer)
        assert [each["name"] for each in here.items(start(PROPERTY))] == NAMES[:4]
        assert here.server.targets[1] == "/v1/pets?page=2"

    @pytest.mark.parametrize(
        "target",
        [
            "",
            "<x>",
            "<x>; rel=prev",
            "x; rel=next",
            "<x; rel=next",
            '<x>; rel="a" b, <y>; rel=next',
            "<x>;" + ";" * 4000 + "!",
            '<x>; rel="' + "\\a" * 4000,
        ],
        ids=lambda text: text[:20],
    )
    def test_no_next_link(self, visit: Any, target: str) -> None:
        here = visit(linked(target))
        assert len(here.pages(start(HEADER))) == 1

    @pytest.mark.parametrize(
        "target",
        [
            "http://127.0.0.1:1/v1/pets",
            "https://127.0.0.1:PORT/v1/pets",
            "http://localhost:PORT/v1/pets",
            "//evil.example/v1/pets",
            "http://127.0.0.1:PORT@evil.example/",
            "http://user@127.0.0.1:PORT/v1/pets",
            "http://127.0.0.1:99999/",
            "ftp://127.0.0.1:PORT/",
            "javascript:alert(1)",
        ],
    )
    @pytest.mark.parametrize("how", [HEADER, PROPERTY], ids=["header", "property"])
    def test_no_other_origin(self, visit: Any, how: Paging, target: str) -> None:
        def answer(asked: Asked) -> Any:
            there = target.replace("PORT", str(here.server.server_port))
            there = f"<{there}>; rel=next" if how is HEADER else there
            return linked(there, header=how is HEADER)(asked)

        here = visit(answer)
        with pytest.raises(errors.DecodeError, match="list_pets: 200"):
            here.pages(start(how))
        assert len(here.server.asked) == 1

    @pytest.mark.parametrize(
        "target", ["/a b", "/é", "/a\nb", "\\\\evil.example/", '/"']
    )
    def test_what_is_no_url(self, visit: Any, target: str) -> None:
        here = visit(linked(target, header=False))
        with pytest.raises(errors.DecodeError, match="expected a URL"):
            here.pages(start(PROPERTY))
        assert len(here.server.asked) == 1

    def test_a_circle(self, visit: Any) -> None:
        here = visit(lambda asked: Reply(part(0), {"Link": "</v1/x>; rel=next"}))
        with pytest.raises(errors.DecodeError, match="'/v1/x' once more"):
            here.pages(start(HEADER))
        assert len(here.server.asked) == 2

    def test_the_operations_own_server(self, visit: Any) -> None:
        here = visit(linked("<?page=2>; rel=next"))
        call = PagedCall(
            "GET", ("/pets",), query={"start": 1}, returns=Json[list[Pet]], paging=HEADER,
            base_url="/v1",
        )  # fmt: skip
        assert len(here.pages(call)) == 2
        assert here.server.targets == ["/v1/pets?start=1", "/v1/pets?page=2"]

    def test_a_key_in_the_query_is_sent_once(self, visit: Any) -> None:
        here = visit(linked("</v1/p?page=2&my%20key=old>; rel=next"))
        here.door.client._settings.credentials["BearerAuth"] = ApiKey(
            "query", "my key", "k"
        )
        here.pages(start(HEADER))
        ends = ["/v1/pets?start=1&my%20key=k", "/v1/p?page=2&my%20key=k"]
        assert here.server.targets == ends
