"""What an answer does to the report being told, step by step. The actions' own."""

from collections.abc import Callable

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.channels.actions import _asking as asking
from pamong.voice.channels.rules import story as rules
from pamong.voice.channels.rules.carriers import Carrier
from pamong.voice.channels.rules.story import AtOnce, Story
from pamong.voice.complaints import queries

LONGEST = 4000  # of the story, as on every way


def begin(story: Story, told: AtOnce | None, carrier: Carrier) -> None:
    """What was told in one message is not asked again; a category nobody knows is chosen from the list."""
    if told is not None:
        story.text = told.text[:LONGEST]
        if told.place:
            _place(story, told.place)
        if told.category:
            _choose(story, told.category)
    onward(story, carrier)


def answer(story: Story, said: str, carrier: Carrier) -> None:
    """Take the answer to the present question. Raises Refused where it does not fit."""
    if carrier.is_sms and said == rules.ONWARD and _listed(story):
        story.page += 1
        return
    STEPS[story.step](story, said)
    onward(story, carrier)


def onward(story: Story, carrier: Carrier) -> None:
    """Go to the first step that is still open."""
    category = queries.category_by_code(story.category)
    story.page = 0
    if category is None:
        story.step, story.asked, story.answers = rules.CATEGORY, 0, {}
    elif category.about_officer and not story.warned:
        story.step = rules.WARN
    elif story.asked < len(queries.questions(category)):
        story.step = rules.QUESTION
    elif not story.text:
        story.step = rules.TEXT
    elif not story.street:
        story.step = rules.PLACE
    else:
        story.step = rules.PHOTO if carrier.photos and not story.pictured else rules.CONFIRM


def _listed(story: Story) -> bool:
    """Whether the present question is answered from a list."""
    if story.step == rules.CATEGORY:
        return True
    category = queries.category_by_code(story.category) if story.step == rules.QUESTION else None
    return category is not None and bool(queries.questions(category)[story.asked].choices)


def _choose(story: Story, said: str) -> bool:
    choices = tuple((category.code, category.name) for category in asking.open_categories())
    category = queries.category_by_code(queries.chosen(said, choices))
    if category is None:
        return False
    story.category, story.asked, story.answers = category.code, 0, {}
    return True


def _category(story: Story, said: str) -> None:
    if not _choose(story, said):
        raise Refused(N_("Pilih salah satu angka dari daftar."))


def _warned(story: Story, said: str) -> None:
    if rules.word(said) not in rules.YES:
        raise Refused(N_("Balas YA untuk melanjutkan di sini, atau BATAL."))
    story.warned = True


def _question(story: Story, said: str) -> None:
    category = queries.category_by_code(story.category)
    if category is None:
        raise Refused(N_("Kategori ini sudah tidak dipakai. Balas LAPOR untuk mulai lagi."))
    asked = queries.questions(category)[story.asked]
    if rules.word(said) not in rules.SKIP or asked.required:
        parts = said.split(",") if asked.kind == "choices" else [said]
        given = [queries.chosen(part, asked.choices) if asked.choices else part.strip() for part in parts]
        story.answers |= queries.clean_answers((asked,), {asked.code: given})
    story.asked += 1


def _text(story: Story, said: str) -> None:
    if not said:
        raise Refused(N_("Ceritakan dulu apa yang terjadi."))
    story.text = said


def _place(story: Story, said: str) -> None:
    if not said:
        raise Refused(N_("Tunjukkan tempatnya: pilih dari daftar, atau tulis nama jalan dan patokannya."))
    found = rules.point(said)
    if found:
        story.latitude, story.longitude = found
    named = queries.place_named(said)
    story.place = named.pk if named else 0
    story.street = said[:300]


def _photo(story: Story, said: str) -> None:
    if not story.photos and rules.word(said) not in rules.SKIP:
        raise Refused(N_("Kirim foto sebagai gambar, atau balas LEWAT."))
    story.pictured = True


STEPS: dict[str, Callable[[Story, str], None]] = {
    rules.CATEGORY: _category,
    rules.WARN: _warned,
    rules.QUESTION: _question,
    rules.TEXT: _text,
    rules.PLACE: _place,
    rules.PHOTO: _photo,
}
