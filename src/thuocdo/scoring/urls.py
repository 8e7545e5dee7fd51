"""Addresses under /lam-viec/. What has a fixed word stands before what takes any."""

from __future__ import annotations

from django.urls import path

from thuocdo.scoring.views import card, criterion, files, measures, planning, table, trying
from thuocdo.scoring.views.assessment import papers, rounds, self_files, self_score, verify
from thuocdo.scoring.views.ledger import loss, next_year
from thuocdo.scoring.views.ledger import rows as ledger

app_name = "scoring"
urlpatterns = [
    path("cham-diem/", card.index, name="index"),
    path("cham-diem/tep/<int:pk>/", files.entry_file, name="entry_file"),
    path("diem-mat/", ledger.ledger, name="ledger"),
    path("diem-mat/them/", ledger.loss_add, name="loss_add"),
    path("diem-mat/da-chon/", ledger.losses_chosen, name="losses_chosen"),
    path("diem-mat/tu-ke-hoach/<int:plan>/", ledger.losses_take, name="losses_take"),
    path("diem-mat/tep/<int:pk>/", loss.loss_file, name="loss_file"),
    path("diem-mat/ke-hoach-nam-sau/<int:year>/", next_year.next_year, name="next_year"),
    path("diem-mat/ke-hoach-nam-sau/<int:year>/xlsx/", next_year.next_year_export, name="next_year_export"),
    path("diem-mat/viec/<int:pk>/", next_year.next_year_item, name="next_year_item"),
    path("diem-mat/<int:pk>/", loss.loss, name="loss"),
    path("diem-mat/<int:pk>/sua/", loss.loss_edit, name="loss_edit"),
    path("diem-mat/<int:pk>/tieu-chi/", loss.loss_criterion, name="loss_criterion"),
    path("diem-mat/<int:pk>/nguyen-nhan/", loss.loss_cause, name="loss_cause"),
    path("diem-mat/<int:pk>/nhiem-vu/", loss.loss_task, name="loss_task"),
    path("diem-mat/<int:pk>/tai-lieu/", loss.loss_proof, name="loss_proof"),
    path("diem-mat/<int:pk>/buoc/", loss.loss_step, name="loss_step"),
    path("cham-diem/<str:code>/thu/", trying.trial, name="trial"),
    path("cham-diem/<str:code>/thu/<int:pk>/chia-se/", trying.trial_share, name="trial_share"),
    path("cham-diem/<str:code>/thu/<int:pk>/xoa/", trying.trial_drop, name="trial_drop"),
    path("cham-diem/<str:code>/uu-tien/", planning.priorities, name="priorities"),
    path("cham-diem/<str:code>/uu-tien/ngay-cong/", planning.priority_days, name="priority_days"),
    path("cham-diem/<str:code>/uu-tien/viec/", planning.priority_work, name="priority_work"),
    path("cham-diem/<str:code>/uu-tien/chon/", planning.priority_choose, name="priority_choose"),
    path("cham-diem/<str:code>/uu-tien/chon/<int:pk>/", planning.priority_file, name="priority_file"),
    path("cham-diem/dot/", rounds.rounds, name="rounds"),
    path("cham-diem/dot/<int:pk>/", rounds.round_page, name="round"),
    path("cham-diem/dot/<int:pk>/dieu-tra/", rounds.round_survey, name="round_survey"),
    path("cham-diem/dot/<int:pk>/rut-mau/", rounds.round_sample, name="round_sample"),
    path("cham-diem/dot/<int:pk>/sai-so/", rounds.round_error, name="round_error"),
    path("cham-diem/dot/<int:pk>/mo-lai/<int:which>/", rounds.round_reopening, name="round_reopening"),
    path("cham-diem/dot/<int:pk>/buoc/<str:step>/", rounds.round_step, name="round_step"),
    path("cham-diem/tham-dinh/", verify.landing, name="verify_landing"),
    path("cham-diem/tai-lieu/<int:pk>/", papers.paper, name="paper"),
    path("cham-diem/tai-lieu/<int:pk>/bo/", papers.paper_remove, name="paper_remove"),
    path("cham-diem/kien-nghi/<int:pk>/", papers.dispute_say, name="dispute_say"),
    path("cham-diem/<str:code>/<str:period>/", card.card, name="card"),
    path("cham-diem/<str:code>/<str:period>/tinh-lai/", card.run_now, name="run_scores"),
    path("cham-diem/<str:code>/<str:period>/xuat/", card.card_export, name="card_export"),
    path("cham-diem/<str:code>/<str:period>/lan-chay/<str:pk>/", card.run_page, name="run"),
    path("cham-diem/<str:code>/<str:period>/so-do/", measures.measures, name="measures"),
    path("cham-diem/<str:code>/<str:period>/so-do/<str:name>/", measures.measure, name="measure"),
    path("cham-diem/<str:code>/<str:period>/so-do/<str:name>/rut/", measures.withdraw, name="withdraw"),
    path("cham-diem/<str:code>/<str:period>/cac-xa/", table.table, name="table"),
    path("cham-diem/<str:code>/<str:period>/tu-cham/", self_score.self_score, name="self_score"),
    path("cham-diem/<str:code>/<str:period>/tu-cham/chot/", self_score.close, name="self_close"),
    path("cham-diem/<str:code>/<str:period>/tu-cham/duyet/", self_score.send, name="self_send"),
    path("cham-diem/<str:code>/<str:period>/tu-cham/tra-lai/", self_score.send_back, name="self_back"),
    path("cham-diem/<str:code>/<str:period>/tu-cham/mo-lai/", self_score.reopen, name="self_reopen"),
    path("cham-diem/<str:code>/<str:period>/tu-cham/xuat/", self_files.export, name="self_export"),
    path("cham-diem/<str:code>/<str:period>/tu-cham/nhap/", self_files.take_in, name="self_import"),
    path("cham-diem/<str:code>/<str:period>/tu-cham/<str:which>/", self_score.save, name="self_save"),
    path(
        "cham-diem/<str:code>/<str:period>/tu-cham/<str:which>/nhap/",
        self_score.keep_draft,
        name="self_draft",
    ),
    path(
        "cham-diem/<str:code>/<str:period>/tu-cham/<str:which>/tai-lieu/",
        self_score.add_paper,
        name="self_paper",
    ),
    path(
        "cham-diem/<str:code>/<str:period>/tu-cham/<str:which>/bo-sung/",
        self_score.answer,
        name="self_answer",
    ),
    path("cham-diem/<str:code>/<str:period>/tu-cham/<str:which>/kien-nghi/", papers.dispute, name="dispute"),
    path("cham-diem/<str:code>/<str:period>/tham-dinh/", verify.verify, name="verify"),
    path("cham-diem/<str:code>/<str:period>/tham-dinh/theo-mau/", verify.bulk, name="verify_bulk"),
    path("cham-diem/<str:code>/<str:period>/tham-dinh/<int:pk>/", verify.decide, name="decide"),
    path("cham-diem/<str:code>/<str:period>/chenh-lech/", self_files.differences_page, name="differences"),
    path("cham-diem/<str:code>/<str:period>/<str:which>/", criterion.criterion, name="criterion"),
]
