from minishop.brand import services as brands
from minishop.brand.models import Brand
from minishop.notify.channels import Email, Letter
from minishop.notify.channels.dressing import Part, dressed, parts

BODY = "Hello Wen,\n\nThank you.\nIt is on its way.\nYour order: https://lune.example/o/1\n\nGood night."


def letter(body=BODY, language="en"):
    return Letter("message-1", "wen@example.com", "Order LL1 is paid", body, language)


def test_a_line_that_leads_somewhere_becomes_a_button():
    assert parts(BODY) == [
        Part("Hello Wen,"),
        Part("Thank you.\nIt is on its way."),
        Part("Your order", "https://lune.example/o/1"),
        Part("Good night."),
    ]


def test_chinese_lines_and_bare_links_lead_as_well():
    assert parts("您的订单：https://lune.example/o/1\nhttps://lune.example/") == [
        Part("您的订单", "https://lune.example/o/1"),
        Part("", "https://lune.example/"),
    ]


def test_the_letter_wears_the_brands_name_and_colours_by_day_and_night():
    tokens = {"light": {"fill": "#234E52"}, "dark": {"fill": "#9AD1D4"}}
    brands.remember(Brand(pk=1, name="Aurora", tokens=tokens, contact={"company": "Aurora Ltd"}))
    page = dressed(letter())
    assert {"Aurora", "#234E52", "#9AD1D4", "Aurora Ltd"} <= {
        word for word in ("Aurora", "#234E52", "#9AD1D4", "Aurora Ltd") if word in page
    }


def test_what_a_shopper_typed_stays_text():
    page = dressed(letter('Hello <script>alert(1)</script>,\n\nSee https://lune.example/?a=1&b="2'))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert 'href="https://lune.example/?a=1&amp;b=&quot;2"' in page


def test_a_letter_in_chinese_says_so_and_uses_the_brands_chinese_name():
    brands.remember(Brand(pk=1, name="Lune", names={"zh-hans": "月织"}))
    page = dressed(letter("您好", "zh-hans"))
    assert 'lang="zh-Hans"' in page
    assert "月织" in page


def test_an_email_carries_the_plain_words_and_the_same_dressed(mailoutbox):
    Email().send(letter())
    (mail,) = mailoutbox
    assert mail.body == BODY
    ((page, kind),) = mail.alternatives
    assert kind == "text/html"
    assert "https://lune.example/o/1" in page
