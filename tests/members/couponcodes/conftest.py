from tests.members.coupons.conftest import clean, ended, wen

__all__ = ["clean", "ended", "wen"]
