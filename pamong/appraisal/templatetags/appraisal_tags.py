"""Writing of periods, targets and check codes in templates: ``{% load appraisal_tags %}``."""

from django import template

from pamong.appraisal import queries
from pamong.rulebook.codes import grouped

register = template.Library()
register.filter("periode_penilaian", queries.label_of)
register.filter("bagian_penilaian", queries.part_label)
register.filter("target_penilaian", queries.target_text)
register.filter("kode_periksa", grouped)
