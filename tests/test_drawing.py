"""The drawing board's client against a real server: types that are composed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import client_doors
import drawing
import pytest
from client_doors import Door
from client_server import Answer, Server, serving
from drawing._runtime import DecodeError, EncodeError, RequestError
from drawing.models import (
    Circle,
    ColourString,
    Group,
    Point,
    Polygon,
    Shape,
    Size,
    SizeZoom,
)

CIRCLE = {"kind": "circle", "centre": [1, 2.5], "radius": 3}
SQUARE = {"kind": "polygon", "points": [[0, 0], [0, 1], [1, 1], [1, 0]]}
GROUP = {"kind": "group", "members": [CIRCLE, SQUARE]}
PNG = b"\x89PNG\r\n\x1a\n\0\xff"
SHAPES = "/drawings/plan/shapes"


@pytest.fixture
def server() -> Iterator[Server]:
    routes = {
        f"GET {SHAPES}": Answer([CIRCLE, SQUARE, GROUP]),
        f"POST {SHAPES}": Answer(CIRCLE),
        "POST /drawings/a%2Fb:render": Answer(PNG, kind="image/png"),
    }
    with serving(routes) as made:
        yield made


@pytest.fixture(params=client_doors.COLOURS)
def door(request: pytest.FixtureRequest, server: Server) -> Iterator[Door]:
    door = Door(request.param, drawing, server.url)
    yield door
    door.close()


def shapes_of(door: Door, server: Server, *trees: Any) -> list[Any]:
    """What the client makes of shapes that the server lists."""
    server.routes[f"GET {SHAPES}"] = Answer(list(trees))
    found: list[Any] = door(lambda client: client.drawings.list_shapes("plan"))
    return found


def add(door: Door, shape: Shape) -> Any:
    """What comes back when a shape is put on top."""
    return door(lambda client: client.drawings.add_shape("plan", shape))


class TestReading:
    def test_each_tag_has_its_type(self, door: Door) -> None:
        shapes = door(lambda client: client.drawings.list_shapes("plan"))
        assert [type(shape) for shape in shapes] == [Circle, Polygon, Group]
        assert [shape.to_dict() for shape in shapes] == [CIRCLE, SQUARE, GROUP]

    def test_the_tag_decides_and_not_the_fields(
        self, door: Door, server: Server
    ) -> None:
        (shape,) = shapes_of(door, server, SQUARE | {"kind": "group", "members": []})
        assert type(shape) is Group
        assert shape.extra == {"points": SQUARE["points"]}

    def test_an_unknown_tag(self, door: Door, server: Server) -> None:
        with pytest.raises(DecodeError) as caught:
            shapes_of(door, server, CIRCLE, {"kind": "star", "rays": 5})
        assert caught.value.path == "$[1].kind"
        assert caught.value.expected == "'circle' or 'polygon' or 'group'"
        assert "star" in caught.value.got

    def test_no_tag(self, door: Door, server: Server) -> None:
        with pytest.raises(DecodeError) as caught:
            shapes_of(door, server, {"rays": 5})
        assert (caught.value.path, caught.value.got) == ("$[0].kind", "nothing")

    @pytest.mark.parametrize("tree", [CIRCLE, SQUARE, GROUP])
    def test_a_union_without_a_tag(
        self, door: Door, server: Server, tree: dict[str, Any]
    ) -> None:
        server.routes[f"POST {SHAPES}"] = Answer(tree)
        shape = add(door, a_circle())
        kinds: dict[Any, Any] = {"circle": Circle, "polygon": Polygon, "group": Group}
        assert type(shape) is kinds[tree["kind"]]
        assert shape.to_dict() == tree

    def test_tuples(self, door: Door, server: Server) -> None:
        circle, square = shapes_of(door, server, CIRCLE, SQUARE)
        assert circle.centre == (1.0, 2.5)
        assert [type(part) for part in circle.centre] == [float, float]
        assert type(circle.centre) is type(square.points[3]) is tuple

    @pytest.mark.parametrize("centre", [[1], [1, 2, 3], {"x": 1}, [1, "2"], None])
    def test_a_wrong_tuple(self, door: Door, server: Server, centre: Any) -> None:
        with pytest.raises(DecodeError) as caught:
            shapes_of(door, server, CIRCLE | {"centre": centre})
        assert caught.value.path.startswith("$[0].centre")

    def test_maps(self, door: Door, server: Server) -> None:
        (shape,) = shapes_of(door, server, CIRCLE | {"labels": {"de": "Kreis"}})
        assert shape.labels == {"de": "Kreis"}
        with pytest.raises(DecodeError) as caught:
            shapes_of(door, server, CIRCLE | {"labels": {"de": 1}})
        assert caught.value.path == "$[0].labels.de"

    @pytest.mark.parametrize(
        ("plain", "value"),
        [
            ("red", ColourString.RED),
            ("mauve", ColourString("mauve")),
            ([255, 0, 127], [255, 0, 127]),
        ],
    )
    def test_a_text_or_a_list(
        self, door: Door, server: Server, plain: Any, value: Any
    ) -> None:
        (shape,) = shapes_of(door, server, CIRCLE | {"colour": plain})
        assert (type(shape.colour), shape.colour) == (type(value), value)
        assert shape.to_dict()["colour"] == plain

    def test_recursion(self, door: Door, server: Server) -> None:
        tree = GROUP | {"parent": GROUP | {"members": [GROUP]}}
        (shape,) = shapes_of(door, server, tree)
        assert type(shape.parent.members[0].members[1]) is Polygon
        assert shape.to_dict() == tree

    def test_a_fault_deep_inside(self, door: Door, server: Server) -> None:
        inner = GROUP | {"members": [CIRCLE | {"radius": "wide"}]}
        with pytest.raises(DecodeError) as caught:
            shapes_of(door, server, SQUARE, GROUP | {"members": [SQUARE, inner]})
        assert caught.value.path == "$[1].members[1].members[0].radius"


class TestWriting:
    def test_any_member_of_the_union(self, door: Door, server: Server) -> None:
        group = Group(kind="group", members=[a_circle(), a_square()])
        for shape in (a_circle(), a_square(), group):
            add(door, shape)
        assert [seen.json for seen in server.seen] == [CIRCLE, SQUARE, GROUP]

    def test_defaults_are_the_server_s(self, door: Door, server: Server) -> None:
        add(door, a_square())
        assert "width" not in server.only.json

    def test_colours_and_maps(self, door: Door, server: Server) -> None:
        circle = a_circle()
        circle.labels = {"de": "Kreis"}
        for colour in (ColourString.RED, ColourString("mauve"), [1, 2, 3]):
            circle.colour = colour
            add(door, circle)
        colours = [seen.json["colour"] for seen in server.seen]
        assert colours == ["red", "mauve", [1, 2, 3]]
        assert server.seen[0].json["labels"] == {"de": "Kreis"}

    def test_a_shape_that_contains_itself(self, door: Door, server: Server) -> None:
        group = Group(kind="group", members=[])
        group.members.append(group)
        with pytest.raises(EncodeError):
            add(door, group)
        assert not server.seen


class TestParameters:
    def test_an_object_and_a_list_in_the_query(
        self, door: Door, server: Server
    ) -> None:
        size = Size(
            width=10, zoom=SizeZoom.VALUE_2, additional_properties={"dots per inch": 9}
        )
        picture = door(
            lambda client: client.drawings.render("a/b", size=size, layers=[1, 2])
        )
        assert picture == PNG
        assert server.only.body == b""
        path, _, query = server.only.target.partition("?")
        assert path == "/drawings/a%2Fb:render"
        deep = "size%5Bwidth%5D=10&size%5Bzoom%5D=2&size%5Bdots%20per%20inch%5D=9"
        assert query == f"{deep}&layers=1,2"

    def test_what_is_not_given_is_not_sent(self, door: Door, server: Server) -> None:
        size = Size(width=10)
        door(lambda client: client.drawings.render("a/b", size=size))
        assert server.only.target.endswith("?size%5Bwidth%5D=10")

    @pytest.mark.parametrize("name", ["", ".", ".."])
    def test_a_name_that_leaves_its_place(
        self, door: Door, server: Server, name: str
    ) -> None:
        with pytest.raises(RequestError):
            door(lambda client: client.drawings.list_shapes(name))
        assert not server.seen


class TestAdditionalProperties:
    def test_both_ways(self) -> None:
        tree = {"width": 1, "zoom": 4, "dpi": 300, "height": 2}
        size = Size.from_dict(tree)
        assert size.additional_properties == {"dpi": 300}
        assert size.zoom is SizeZoom.VALUE_4
        assert size.to_dict() == tree
        assert Size(width=1).additional_properties == {}

    def test_a_wrong_type(self) -> None:
        with pytest.raises(DecodeError) as caught:
            Size.from_dict({"width": 1, "dpi": "many"})
        assert caught.value.path == "$.dpi"

    def test_an_unlisted_number(self) -> None:
        size = Size.from_dict({"width": 1, "zoom": 3})
        assert size.zoom == 3 and isinstance(size.zoom, SizeZoom)
        assert not size.zoom.is_known
        assert size.to_dict() == {"width": 1, "zoom": 3}


def a_circle() -> Circle:
    return Circle(kind="circle", centre=(1, 2.5), radius=3)


def a_square() -> Polygon:
    corners: list[Point] = [(0, 0), (0, 1), (1, 1), (1, 0)]
    return Polygon(kind="polygon", points=corners)


def test_the_aliases_can_be_used_at_run_time() -> None:
    shapes: list[Shape] = [a_circle(), a_square()]
    match shapes[0]:
        case Circle(radius=radius):
            assert radius == 3
        case _:
            pytest.fail("the circle is no Circle")
