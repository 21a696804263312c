"""What the pieces of a large catalogue are called, in both languages."""

#: Any two hundred: a pair of an English and a Chinese word for each, made of two short lists.
_FIRST = (
    ("Moon", "月"),
    ("Silver", "银"),
    ("Willow", "柳"),
    ("River", "江"),
    ("Lantern", "灯"),
    ("Cloud", "云"),
    ("Snow", "雪"),
    ("Amber", "珀"),
    ("Harbour", "港"),
    ("Garden", "园"),
    ("Winter", "冬"),
    ("Jade", "玉"),
    ("Swallow", "燕"),
    ("Pine", "松"),
    ("Pearl", "珠"),
    ("Morning", "晨"),
    ("Autumn", "秋"),
    ("Island", "屿"),
    ("Bamboo", "竹"),
    ("Crane", "鹤"),
)
_SECOND = (
    ("Shade", "影"),
    ("Song", "歌"),
    ("Path", "径"),
    ("Gate", "门"),
    ("Light", "光"),
    ("Thread", "线"),
    ("Letter", "书"),
    ("Bridge", "桥"),
    ("Rain", "雨"),
    ("Window", "窗"),
)
SERIES = [(f"{a} {b}", f"{x}{y}") for b, y in _SECOND for a, x in _FIRST]

#: Ten, so that each stands in a tenth of the titles.
MATERIALS = [
    ("Silk", "真丝"),
    ("Leather", "皮革"),
    ("Wool", "羊毛"),
    ("Linen", "亚麻"),
    ("Cashmere", "羊绒"),
    ("Velvet", "丝绒"),
    ("Gold", "金色"),
    ("Ceramic", "陶瓷"),
    ("Cedar", "雪松"),
    ("Crystal", "水晶"),
]

_NOUNS = {
    "Bags": """
        Tote 托特包, Handbag 手袋, Clutch 手拿包, Backpack 双肩包, Satchel 剑桥包,
        Bucket Bag 水桶包, Crossbody 斜挎包, Belt Bag 腰包, Weekender 旅行袋, Pouch 小袋""",
    "Small leather": """
        Wallet 钱包, Card Holder 卡包, Key Ring 钥匙扣, Passport Case 护照夹, Belt 腰带,
        Watch Strap 表带, Luggage Tag 行李牌, Pen Case 笔袋, Notebook 笔记本, Gloves 手套""",
    "Beauty": """
        Lipstick 唇膏, Blush 腮红, Compact 粉饼, Serum 精华, Mascara 睫毛膏,
        Eye Palette 眼影盘, Foundation 粉底液, Hand Cream 护手霜, Face Mask 面膜, Nail Colour 指甲油""",
    "Fragrance": """
        Perfume 香水, Candle 蜡烛, Diffuser 扩香, Incense 线香, Room Spray 室内喷雾,
        Bath Salt 浴盐, Soap 香皂, Body Oil 身体油, Hair Mist 发香喷雾, Sachet 香囊""",
    "Clothing": """
        Scarf 围巾, Coat 大衣, Dress 连衣裙, Shirt 衬衫, Trousers 长裤,
        Cardigan 开衫, Skirt 半身裙, Qipao 旗袍, Robe 睡袍, Socks 袜子""",
    "Jewellery": """
        Ring 戒指, Necklace 项链, Earrings 耳环, Bracelet 手链, Brooch 胸针,
        Hairpin 发簪, Bangle 手镯, Pendant 吊坠, Anklet 脚链, Cufflinks 袖扣""",
}
NOUNS = [(*word.strip().rsplit(" ", 1), kind) for kind, words in _NOUNS.items() for word in words.split(",")]

COLOURS = [
    ("Plum", "梅紫", "#4e1b36"),
    ("Sand", "沙色", "#bf9c78"),
    ("Ink", "墨色", "#22212a"),
    ("Bone", "骨白", "#e4d8c6"),
    ("Forest", "松绿", "#24402f"),
    ("Lantern Red", "灯笼红", "#a81620"),
    ("Moon Grey", "月灰", "#a9adb5"),
    ("Rosewood", "檀木玫瑰", "#a3504b"),
    ("Apricot", "杏色", "#e08a66"),
    ("Indigo", "靛蓝", "#2b3a67"),
    ("Celadon", "青瓷", "#9fb8a5"),
    ("Copper", "铜色", "#9a5a36"),
]
