"""What staff take home of a batch of codes; the batch's page in the admin leads here."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, StreamingHttpResponse

from members.accounts.models import User
from members.couponcodes import exporting
from members.couponcodes.models import CouponBatch

RIGHT = "members.generate_codes"


def download(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """All codes of a batch that is done, streamed."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    batch = CouponBatch.objects.filter(pk=pk, state=CouponBatch.State.DONE).first()
    if batch is None:
        raise Http404
    content = exporting.table(batch=batch, actor=cast(User, request.user))
    name = f'attachment; filename="codes-{batch.pk}.csv"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
