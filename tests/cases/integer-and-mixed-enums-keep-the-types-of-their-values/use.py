from client.models import Code, Mixed, Ratio

assert Code.NOT_FOUND.value == 404 and Code(-1) is Code.UNKNOWN
assert [each.value for each in Mixed] == ["auto", 1, 1.5, True]
assert [type(each.value) for each in Mixed] == [str, int, float, bool]
assert Mixed(True) is Mixed.VALUE_TRUE and Mixed(1) is Mixed.VALUE_1
assert Ratio(0.5) is Ratio.VALUE_0_5
