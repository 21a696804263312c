"""Index: payments' addresses."""

from payments.gateways.sandbox.urls import urlpatterns as sandbox
from payments.inbox.urls import urlpatterns as inbox

urlpatterns = [*inbox, *sandbox]
