"""What `thuocdo doctor` says of uploads and signatures: the virus scanner, the roots, the lists of revoked certificates."""

from __future__ import annotations

from collections.abc import Callable

from thuocdo.config.ops.checks import Finding, State


def scanner() -> Finding:
    """Whether the configured ClamAV answers."""
    from django.conf import settings

    from thuocdo.documents.parsing.virus import answers

    name, address = "Quét vi-rút (ClamAV)", settings.CLAMD_SOCKET
    if not address:
        remedy = "apt-get install -y clamav-daemon, rồi đặt CLAMD_SOCKET=/run/clamav/clamd.ctl"
        return Finding(name, State.LACKING, "chưa cấu hình: tệp tải lên không được quét", remedy)
    if not answers(address):
        remedy = "systemctl start clamav-daemon; kiểm tra CLAMD_SOCKET"
        return Finding(name, State.LACKING, f"{address} không trả lời: tệp tải lên bị giữ lại", remedy)
    return Finding(name, State.GOOD, address)


def roots() -> Finding:
    """Whether signatures can be judged: roots loaded, lists of revoked certificates still in force."""
    from django.db import Error
    from django.utils import timezone

    from thuocdo.documents.queries import ground_now, trust_lists

    name = "Chứng thư gốc để kiểm tra chữ ký số"
    try:
        ground, lists = ground_now(), trust_lists()
    except Error:
        return Finding(name, State.LACKING, "chưa có bảng chứng thư", "thuocdo migrate")
    if ground.listed_on is None:
        remedy = "thuocdo roots import TỆP --date NGÀY --source NGUỒN"
        return Finding(name, State.LACKING, "chưa nạp: mọi chữ ký số ở mức “Chưa đủ căn cứ”", remedy)
    seen = f"{ground.roots} gốc, danh sách ngày {ground.listed_on:%d/%m/%Y}"
    remedy = "thuocdo roots crl TỆP --source NGUỒN"
    if not lists:
        return Finding(name, State.LACKING, f"{seen}; chưa có danh sách thu hồi", remedy)
    over = [one.issuer for one in lists if one.next_update is not None and one.next_update < timezone.now()]
    if over:
        return Finding(name, State.LACKING, f"{seen}; danh sách thu hồi đã cũ: {'; '.join(over)}", remedy)
    return Finding(name, State.GOOD, f"{seen}, {len(lists)} danh sách thu hồi")


TRUST: tuple[Callable[[], Finding], ...] = (scanner, roots)
