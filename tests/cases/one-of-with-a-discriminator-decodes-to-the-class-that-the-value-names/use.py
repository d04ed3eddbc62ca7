from client.models import Circle, Drawing, Square

shapes = [{"kind": "round", "r": 1.5}, {"kind": "Square", "a": 2.0}]
drawing = Drawing.from_dict({"shapes": shapes})
assert drawing.shapes == [Circle(kind="round", r=1.5), Square(kind="Square", a=2.0)]
assert drawing.to_dict() == {"shapes": shapes}
