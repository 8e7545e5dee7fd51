"""Setting Django up inside a command, with sentences instead of tracebacks."""

from __future__ import annotations

import os

from thuocdo.lib.errors import InputError

SETTINGS = "thuocdo.config.settings"


def start(*, secrets_needed: bool = True) -> None:
    """Load settings and stages. Raises InputError when a setting is wrong or the place is not set up yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise InputError(f"Thiết lập chưa đúng: {error}") from error
    except ValueError as error:  # a number or a yes/no that is none
        raise InputError(f"Một biến môi trường có giá trị không hợp lệ: {error}") from error
    if secrets_needed and not (_secret("SECRET_KEY") and settings.AUDIT_KEY):
        raise InputError(
            f"Chưa có khóa bí mật trong {settings.VAR_DIR}. Chạy “thuocdo init” để cài đặt thật "
            "hoặc “thuocdo demo” để chạy thử; với máy đã cài, kiểm tra biến VAR_DIR."
        )


def require_schema() -> None:
    """Raise InputError unless the database answers and its tables are exactly those of this version."""
    from thuocdo.config.ops import schema

    found = schema.state()
    schema.refuse_newer(found)
    if found.fresh or found.pending:
        raise InputError("Cơ sở dữ liệu chưa ở phiên bản này của chương trình. Chạy “thuocdo migrate” trước.")


def _secret(name: str) -> str:
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        return str(getattr(settings, name))
    except ImproperlyConfigured:  # Django's answer to an empty SECRET_KEY
        return ""
