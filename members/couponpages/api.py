"""The member's coupons as JSON: read, claimed, had by a code or for points, and given to a friend."""

from typing import Any, ClassVar, cast

from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from members.accounts.models import User
from members.couponcodes import services as couponcodes
from members.coupongifts import services as coupongifts
from members.couponpages import showing, tickets
from members.couponpages.forms import new_key
from members.couponpages.shapes import (
    OFFERS,
    ONE,
    SOME,
    ClaimSerializer,
    CodeSerializer,
    CouponsAskedSerializer,
    CouponSerializer,
    CouponsSerializer,
    LinkSerializer,
    OffersSerializer,
)
from members.coupons import services as coupons
from members.coupons import words
from members.coupons.models import (
    BadCouponCode,
    Coupon,
    IssuedCoupon,
    NotClaimable,
    NotGivable,
    TooManyCodes,
)
from minishop.api import problems, repeating
from minishop.api.problems import Kind
from minishop.api.scopes import Anyone, Needs
from minishop.api.views import View, no_content
from minishop.links import absolute

NOT_TO_BE_HAD = problems.kind(
    "coupon-not-claimable", 409, _("This coupon can’t be had now"), _("`why` says the reason in words.")
)
BAD_CODE = problems.kind(
    "coupon-code-refused", 409, _("The code gives nothing"), _("It is unknown, used, over, or not for them.")
)
TOO_MANY = problems.kind("coupon-codes-too-many", 429, _("Too many codes were told"), _("Wait a while."))
NOT_GIVABLE = problems.kind(
    "coupon-not-givable", 409, _("This coupon can’t be given now"), _("It was used, taken, or may not be.")
)
problems.add(NotClaimable, NOT_TO_BE_HAD, facts=lambda error: {"why": words.refusal(error)})
problems.add(BadCouponCode, BAD_CODE)
problems.add(TooManyCodes, TOO_MANY)
problems.add(NotGivable, NOT_GIVABLE)
LISTS = {"ready": showing.having, "used": showing.used, "ended": showing.ended}


class Part(View):
    permission_classes = (Needs("account:read", "account:write"),)

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def own(self, pk: int) -> IssuedCoupon:
        return get_object_or_404(IssuedCoupon, pk=pk, user=self.user)

    def told(self, row: IssuedCoupon, status: int = 201) -> Response:
        shown = tickets.of_issued(IssuedCoupon.objects.filter(pk=row.pk))[0]
        return self.tell(CouponSerializer, shown.issued, status)


class OffersView(View):
    """Coupons anybody may look at, and members claim."""

    permission_classes = (Anyone,)

    @extend_schema(
        summary="List coupons to claim", responses=OffersSerializer, examples=[OFFERS], tags=["coupons"]
    )
    def get(self, request: Request) -> Response:
        """What is in the claim centre; for whoever is known, without what they had already."""
        found = tickets.of_offers(showing.to_claim(request.user))
        return self.tell(OffersSerializer, {"results": [one.coupon for one in found]})


class CouponsView(Part):
    """The member's coupons."""

    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"POST": (NOT_TO_BE_HAD, problems.NOT_FOUND)}

    @extend_schema(
        summary="List the coupons",
        parameters=[CouponsAskedSerializer],
        responses=CouponsSerializer,
        examples=[SOME],
        tags=["me"],
    )
    def get(self, request: Request) -> Response:
        """Those to use, those used, or those that ended; a hundred at most."""
        rows = LISTS[self.asked(CouponsAskedSerializer)["state"]](self.user)[:100]
        return self.tell(CouponsSerializer, {"results": [one.issued for one in tickets.of_issued(rows)]})

    @extend_schema(
        summary="Claim a coupon",
        request=ClaimSerializer,
        responses={201: CouponSerializer},
        examples=[ONE],
        tags=["me"],
    )
    @repeating.maybe
    def post(self, request: Request) -> Response:
        """The coupon is the member's; one that has a price in points takes them."""
        coupon = get_object_or_404(Coupon, pk=self.read(ClaimSerializer)["coupon"])
        verb = coupons.buy if coupon.way == Coupon.Way.POINTS else coupons.claim
        return self.told(verb(user=self.user, coupon=coupon, key=new_key()))


class CodesView(Part):
    """Codes told by the member."""

    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"POST": (BAD_CODE, TOO_MANY)}

    @extend_schema(
        summary="Tell a code",
        request=CodeSerializer,
        responses={201: CouponSerializer},
        examples=[ONE],
        tags=["me"],
    )
    def post(self, request: Request) -> Response:
        """The coupon of the code is the member's; told again it is the same one."""
        told = {"code": self.read(CodeSerializer)["code"], "asker": request.META["REMOTE_ADDR"]}
        return self.told(couponcodes.redeem_code(user=self.user, **told))


class GiftView(Part):
    """A coupon on its way to a friend."""

    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"POST": (NOT_GIVABLE,), "DELETE": (NOT_GIVABLE,)}

    @extend_schema(
        summary="Offer a coupon to a friend", request=None, responses={201: LinkSerializer}, tags=["me"]
    )
    def post(self, request: Request, pk: int) -> Response:
        """A link that gives the coupon to whoever opens it first; one from before gives nothing any more."""
        secret = coupongifts.offer(issued=self.own(pk), user=self.user)
        link = absolute(reverse("coupon-gift-taking", args=[secret]))
        return self.tell(LinkSerializer, {"link": link}, 201)

    @extend_schema(summary="Call a gift back", responses={204: None}, tags=["me"])
    def delete(self, request: Request, pk: int) -> Any:
        """The link gives nothing any more, and the coupon is the member's to use."""
        coupongifts.recall(issued=self.own(pk), user=self.user)
        return no_content()


urlpatterns = [
    path("coupons/", OffersView.as_view(), name="api-coupons"),
    path("me/coupons/", CouponsView.as_view(), name="api-me-coupons"),
    path("me/coupons/codes/", CodesView.as_view(), name="api-me-coupon-codes"),
    path("me/coupons/<int:pk>/gift/", GiftView.as_view(), name="api-me-coupon-gift"),
]
