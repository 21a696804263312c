"""The synonyms that were written in the code become rows that staff edit."""

from django.db import migrations

GROUPS = (
    ("lipstick", "lip", "口红", "唇膏", "唇釉"),
    ("perfume", "fragrance", "parfum", "scent", "香水", "香氛"),
    ("bag", "handbag", "purse", "手袋", "包包", "手提包"),
    ("tote", "托特包", "托特"),
    ("blush", "blusher", "rouge", "腮红", "胭脂"),
    ("powder", "compact", "粉饼", "散粉"),
    ("serum", "essence", "精华"),
    ("candle", "蜡烛", "香烛", "香薰"),
    ("scarf", "shawl", "围巾", "披肩"),
    ("wallet", "cardholder", "卡包", "钱包", "卡夹"),
    ("gift", "present", "礼物", "礼盒", "送礼"),
    ("set", "kit", "套装", "礼盒"),
    ("red", "红", "红色"),
    ("plum", "purple", "梅紫", "紫色"),
)


def move(apps, schema_editor):
    groups = apps.get_model("catalog", "SynonymGroup").objects
    if not groups.exists():
        groups.bulk_create(groups.model(words=list(words)) for words in GROUPS)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0009_search_by_lexemes")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
