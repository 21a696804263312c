from catalog.facing import choosing
from catalog.products.models import Product, Variant


def made(*rows: tuple[str, str, bool]) -> list[Variant]:
    return [
        Variant(pk=n, option_values=[colour, size], in_stock=in_stock)
        for n, (colour, size, in_stock) in enumerate(rows, 1)
    ]


def options(variants: list[Variant], current: Variant) -> dict[str, list[tuple[str, int, str]]]:
    product = Product(option_names=["Colour", "Size"])
    return {
        option.name: [
            (choice.name, choice.variant, "".join("cga"[i] for i, on in enumerate(flags(choice)) if on))
            for choice in option.choices
        ]
        for option in choosing.options(product, variants, current)
    }


def flags(choice: choosing.Choice) -> tuple[bool, bool, bool]:
    return choice.is_chosen, choice.is_gone, choice.is_apart


def test_each_choice_keeps_the_others():
    variants = made(("Plum", "S", True), ("Plum", "L", True), ("Sand", "S", True), ("Sand", "L", True))
    assert options(variants, variants[3]) == {
        "Colour": [("Plum", 2, ""), ("Sand", 4, "c")],
        "Size": [("S", 3, ""), ("L", 4, "c")],
    }


def test_a_choice_that_is_not_made_together_leads_to_one_that_is():
    variants = made(("Plum", "S", False), ("Plum", "M", True), ("Sand", "L", True))
    assert options(variants, variants[2]) == {
        "Colour": [("Plum", 2, "a"), ("Sand", 3, "c")],
        "Size": [("S", 1, "ga"), ("M", 2, "a"), ("L", 3, "c")],
    }


def test_a_product_of_one_variant_asks_nothing():
    only = Variant(pk=1, option_values=[])
    assert choosing.options(Product(option_names=[]), [only], only) == []
