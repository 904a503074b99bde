"""Routes of the personnel area. Accounts stand under ``akun/``, the rest under ``kepegawaian/``."""

from django.urls import path

from pamong.people.web.views import (
    absences,
    account,
    accounts,
    acting,
    careers,
    imports,
    mydata,
    people,
    sign_in,
    sync,
    teams,
    units,
    work,
)

app_name = "people"
urlpatterns = [
    # --- one's own account ---
    path("akun/", account.account, name="account"),
    path("akun/siapkan/", account.setup, name="account_setup"),
    path("akun/aktivasi/", sign_in.activate, name="activate"),
    path("akun/kata-sandi/", account.password, name="password"),
    path("akun/kode-cadangan/", account.recovery, name="recovery"),
    path("akun/ganti-autentikator/", account.replace_factor, name="replace_factor"),
    path("akun/data-saya/", mydata.my_data, name="my_data"),
    path("akun/data-saya/berkas/", mydata.my_data_file, name="my_data_file"),
    path("akun/data-saya/laporan/", mydata.report, name="report_wrong"),
    # --- people ---
    path("kepegawaian/", people.people, name="list"),
    path("kepegawaian/unduh/", people.export, name="export"),
    path("kepegawaian/pegawai/<int:pk>/", people.person, name="person"),
    path("kepegawaian/pegawai/<int:pk>/mutasi/", careers.move, name="career_move"),
    path("kepegawaian/pegawai/<int:pk>/berhenti/", careers.leave, name="career_leave"),
    path("kepegawaian/pegawai/<int:pk>/batal-berhenti/", careers.take_back, name="leaving_take_back"),
    path("kepegawaian/penempatan/<int:pk>/perbaiki/", careers.correct, name="career_correct"),
    path("kepegawaian/berhenti/", careers.departed, name="departed"),
    # --- units ---
    path("kepegawaian/unit/", units.tree, name="units"),
    path("kepegawaian/unit/perubahan/", units.change_list, name="unit_changes"),
    path("kepegawaian/unit/perubahan/<int:pk>/batal/", units.change_cancel, name="unit_change_cancel"),
    path("kepegawaian/unit/<int:pk>/", units.unit, name="unit"),
    path("kepegawaian/unit/<int:pk>/tambah/", units.add, name="unit_add"),
    path("kepegawaian/unit/<int:pk>/ubah/", units.change, name="unit_change"),
    # --- teams ---
    path("kepegawaian/tim/", teams.team_list, name="teams"),
    path("kepegawaian/tim/baru/", teams.create, name="team_new"),
    path("kepegawaian/tim/<int:pk>/", teams.team, name="team"),
    path("kepegawaian/tim/<int:pk>/ubah/", teams.edit, name="team_edit"),
    path("kepegawaian/tim/<int:pk>/akhiri/", teams.close, name="team_close"),
    path("kepegawaian/tim/<int:pk>/anggota/", teams.add_member, name="team_member_new"),
    path("kepegawaian/tim/<int:pk>/anggota/<int:member_pk>/akhiri/", teams.end_member, name="team_member_end"),
    path("kepegawaian/tim/<int:pk>/tugas/", teams.give_task, name="team_task_new"),
    path("kepegawaian/tim/tugas/<int:pk>/selesai/", teams.report_task, name="team_task_report"),
    path("kepegawaian/tim/tugas/<int:pk>/tarik/", teams.withdraw_task, name="team_task_withdraw"),
    # --- comparison with the personnel system, quality ---
    path("kepegawaian/sinkronisasi/", sync.sync, name="sync"),
    path("kepegawaian/sinkronisasi/unggah/", sync.upload, name="sync_upload"),
    path("kepegawaian/sinkronisasi/<int:pk>/", sync.conflict, name="sync_conflict"),
    path("kepegawaian/mutu/", sync.quality, name="quality"),
    path("kepegawaian/mutu/unduh/", sync.quality_file, name="quality_file"),
    # --- accounts of others ---
    path("kepegawaian/akun/", accounts.account_list, name="account_list"),
    path("kepegawaian/akun/kode/", accounts.issue_codes, name="issue_codes"),
    path("kepegawaian/akun/<int:pk>/", accounts.account_page, name="account_page"),
    path("kepegawaian/akun/<int:pk>/lepas-faktor/", accounts.release_factor, name="release_factor"),
    path("kepegawaian/akun/<int:pk>/nonaktifkan/", accounts.close, name="account_close"),
    path("kepegawaian/akun/<int:pk>/aktifkan/", accounts.reopen, name="account_reopen"),
    path("kepegawaian/akun/<int:pk>/peran/", accounts.grant_role, name="role_grant"),
    path("kepegawaian/akun/<int:pk>/peran/<int:grant_pk>/cabut/", accounts.revoke_role, name="role_revoke"),
    # --- acting superiors ---
    path("kepegawaian/plt-plh/", acting.acting_list, name="acting"),
    path("kepegawaian/plt-plh/tunjuk/", acting.appoint, name="acting_appoint"),
    path("kepegawaian/plt-plh/<int:pk>/akhiri/", acting.end, name="acting_end"),
    # --- leave, trips, training ---
    path("kepegawaian/ketidakhadiran/", absences.absence_list, name="absences"),
    path("kepegawaian/ketidakhadiran/catat/", absences.record, name="absence_record"),
    path("kepegawaian/ketidakhadiran/<int:pk>/akhiri/", absences.end, name="absence_end"),
    # --- import and work list ---
    path("kepegawaian/impor/", imports.start, name="import"),
    path("kepegawaian/impor/templat/", imports.template, name="import_template"),
    path("kepegawaian/impor/<int:pk>/", imports.run_page, name="import_run"),
    path("kepegawaian/impor/<int:pk>/periksa/", imports.check, name="import_check"),
    path("kepegawaian/impor/<int:pk>/jalankan/", imports.apply, name="import_apply"),
    path("kepegawaian/impor/<int:pk>/ditolak/", imports.reasons, name="import_reasons"),
    path("kepegawaian/perlu-dibereskan/", work.work, name="work"),
    path("kepegawaian/perlu-dibereskan/<int:pk>/", work.item, name="work_item"),
    path("kepegawaian/perlu-dibereskan/<int:pk>/terapkan/", work.apply, name="work_apply"),
    path("kepegawaian/perlu-dibereskan/<int:pk>/selesai/", work.close, name="work_close"),
]
