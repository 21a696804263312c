"""What staff press on a return; each calls its verb and nothing else."""

from django.utils.translation import gettext_lazy

from minishop.admin_base import Verb
from orders.returns import services as returns
from orders.returns.models import Return
from orders.returns_desk.forms import AgreeForm, ReceiveForm, RefuseForm
from orders.returns_goods import services as goods

State, Back = Return.State, Return.Back
#: Where pieces are still to come, or lie here to be looked at.
TO_RECEIVE = (State.AWAITED, State.SENT, State.RECEIVED)
TO_REFUND_INSTEAD = (State.ASKED, State.SECOND, *TO_RECEIVE)
TO_REFUSE = (State.ASKED, State.SECOND, State.RECEIVED)

VERBS = (
    Verb(
        "agree",
        gettext_lazy("Agree"),
        lambda row, actor, **told: returns.agree(request=row, actor=actor, **told),
        "orders.decide_return",
        form=AgreeForm,
        applies=lambda row: row.state == State.ASKED,
        done=gettext_lazy("Agreed; the shopper is told."),
        icon="check",
        main=True,
    ),
    Verb(
        "second",
        gettext_lazy("Agree as the second person"),
        lambda row, actor: returns.second(request=row, actor=actor),
        "orders.second_return",
        confirm=gettext_lazy("It is over the limit for one person. Look at it as if you were the first."),
        applies=lambda row: row.state == State.SECOND,
        done=gettext_lazy("Agreed; the shopper is told."),
        icon="group",
        bulk=False,
        main=True,
    ),
    Verb(
        "receive",
        gettext_lazy("Receive"),
        lambda row, actor, **told: goods.receive(request=row, actor=actor, store=row.store, **told),
        "orders.change_return",
        form=ReceiveForm,
        applies=lambda row: row.state in TO_RECEIVE and row.back != Back.NONE,
        done=gettext_lazy("Received; the shopper is told."),
        icon="inventory",
        main=True,
    ),
    Verb(
        "refuse",
        gettext_lazy("Refuse"),
        lambda row, actor, answer: returns.refuse(request=row, actor=actor, answer=answer),
        "orders.decide_return",
        form=RefuseForm,
        applies=lambda row: row.state in TO_REFUSE,
        done=gettext_lazy("Refused; the shopper is told why."),
        icon="block",
        danger=True,
    ),
    Verb(
        "refund-instead",
        gettext_lazy("Money instead of the exchange"),
        lambda row, actor: goods.refund_instead(request=row, actor=actor),
        "orders.decide_return",
        confirm=gettext_lazy("What was wanted is not to be had: the money goes back instead."),
        applies=lambda row: row.kind == Return.Kind.EXCHANGE and row.state in TO_REFUND_INSTEAD,
        done=gettext_lazy("It is a refund now."),
        icon="payments",
        bulk=False,
    ),
    Verb(
        "lapse",
        gettext_lazy("Nothing came: end it"),
        lambda row, actor: goods.lapse(request=row, actor=actor),
        "orders.decide_return",
        confirm=gettext_lazy("The pieces stay with the shopper and nothing goes back."),
        applies=lambda row: row.state in (State.AWAITED, State.SENT),
        done=gettext_lazy("Over; the shopper is told."),
        icon="hourglass_bottom",
        bulk=False,
        danger=True,
    ),
    Verb(
        "withdraw",
        gettext_lazy("The shopper takes it back"),
        lambda row, actor: returns.withdraw(request=row, actor=actor),
        "orders.decide_return",
        confirm=gettext_lazy("Only when the shopper said so: nothing is asked back any more."),
        applies=lambda row: row.state in (State.ASKED, State.SECOND, State.AWAITED),
        done=gettext_lazy("Taken back."),
        icon="undo",
        bulk=False,
    ),
)
