from client import Client
from client.models import Type宠物, Type颜色
from recorder import Recorder

transport = Recorder({"宠物": {"颜色": "红"}})
found = Client(transport=transport).宠物.宠物(颜色=Type颜色.蓝)
assert found == Type宠物(宠物=Type宠物(颜色=Type颜色.红))
assert transport.last.target == "/%E5%AE%A0%E7%89%A9?%E9%A2%9C%E8%89%B2=%E8%93%9D"
