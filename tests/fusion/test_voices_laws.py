"""Laws of independence: order-free, the tenth copy adds nothing, unrelated pages change nothing, owners only ever join,
what is kept up is what the whole ledger tells, a profile survives JSON."""

from dataclasses import replace

from fusion_factory import MARCH_23, RIOS, S300, claim, copies, page, voice
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.fusion.copies import COPY, overlaps
from sightline.fusion.independence import kinship, voices_of
from sightline.fusion.kin_kept import KeptKin
from sightline.fusion.profile import profile, profile_from_dict, profile_to_dict
from sightline.fusion.roots import Root, joined, roots
from sightline.fusion.sketch import KEPT, packed, shared, sketch_of
from sightline.model.document import Link

SAID = [
    "", "Reuters reported it.", "Сообщает Рейтер.", "Maxar images show it.", "Images by Planet Labs show it.",
    "Maxar and Planet Labs published images.", "Our own image shows it.", "Residents told our correspondent.",
    "The portal Frontier Watch reported it.", "Frontier Watch said so, citing Reuters.", "The Russian defence ministry said so.",
    "A.example reported it first.", "According to the B-post it is so.", "@bravo_geo posted it.", "Live updates follow.",
]  # fmt: skip
BY = [
    (),
    (voice("according to ImageSat", "imagery"),),
    (voice("the Pentagon", "official"),),
    (voice("Residents", "witness"),),
]
HOSTS = ["a.example", "b-post.example", "frontier-watch.example", "c.example", "d.example", "t.me"]


@st.composite
def pages(draw):
    number = draw(st.integers(0, 10_000))
    words = draw(st.integers(5, 80))
    family = draw(st.integers(0, 3))
    body = " ".join(f"f{family}w{i}" for i in range(draw(st.integers(0, 40)), 40 + words))
    lead = f"Launchers stand at base {number} now."
    host = draw(st.sampled_from(HOSTS))
    url = f"https://{host}/{'chan' if host == 't.me' else 's'}/{number}"
    d = page(
        f"{lead} {draw(st.sampled_from(SAID))} {body if family else ' '.join(f'n{number}w{i}' for i in range(words))}",
        site=host,
        url=url,
    )
    if draw(st.booleans()):
        span = d.span(0, len(lead))
        address = draw(
            st.sampled_from(
                ["https://t.me/chan/7", "https://a.example/s/1", "https://x.com/bravo_geo/status/1"]
            )
        )
        d = replace(d, links=(Link(span, address),))
    return d, claim(d, lead, items=[S300], place=RIOS, time=MARCH_23, by=draw(st.sampled_from(BY)))


many = st.lists(pages(), min_size=1, max_size=9, unique_by=lambda p: p[0].id)


def groups(rows, owners=None):
    kin = kinship([d for d, _ in rows], owners)
    of = voices_of([c for _, c in rows], kin)
    return {c.document: of[c.id].id for _, c in rows}, kin


@settings(max_examples=40, deadline=None)
@given(many, st.randoms(use_true_random=False))
def test_order_does_not_matter(rows, chance):
    first, kin = groups(rows)
    chance.shuffle(rows)
    again, other = groups(rows)
    assert first == again
    assert set(kin.voices) == set(other.voices)


@settings(max_examples=40, deadline=None)
@given(many, st.data())
def test_the_tenth_copy_adds_nothing(rows, data):
    d, c = data.draw(st.sampled_from(rows))
    more_documents, more_claims = copies(d, [c], 10)
    before, _ = groups(rows)
    after, _ = groups([*rows, *zip(more_documents, more_claims, strict=True)])
    assert len(set(after.values())) == len(set(before.values()))
    assert {after[m.id] for m in more_documents} == {after[d.id]}
    for one in before:
        for other in before:
            assert (before[one] == before[other]) == (after[one] == after[other])


@settings(max_examples=40, deadline=None)
@given(many, st.integers(0, 9))
def test_an_unrelated_page_changes_nothing(rows, number):
    before, kin = groups(rows)
    alien = page(" ".join(f"alien{number}n{i}" for i in range(60)), site="nowhere.example")
    after, _ = groups([*rows, (alien, claim(alien, alien.text[:40]))])
    assert {k: v for k, v in after.items() if k != alien.id} == before
    assert kinship([*kin.documents.values(), alien]).of[rows[0][0].id] == kin.of[rows[0][0].id]


@settings(max_examples=40, deadline=None)
@given(
    many, st.dictionaries(st.sampled_from(HOSTS[:5]), st.sampled_from(["X", "Y"])), st.sampled_from(HOSTS[:5])
)
def test_owners_only_ever_join(rows, owners, another):
    before, _ = groups(rows, owners)
    after, _ = groups(rows, {**owners, another: owners.get(another, "X")})
    for one in before:
        for other in before:
            assert before[one] != before[other] or after[one] == after[other]


@settings(max_examples=40, deadline=None)
@given(many)
def test_whatever_is_joined_says_why(rows):
    of, _ = groups(rows)
    kin = kinship([d for d, _ in rows])
    for one in set(voices_of([c for _, c in rows], kin).values()):
        assert len(one.documents) == 1 or one.reasons
        assert len({of[d] for d in one.documents}) == 1
        for reason in one.reasons:
            assert set(reason.ids) <= {d.id for d, _ in rows}


@settings(max_examples=40, deadline=None)
@given(st.lists(pages(), min_size=1, max_size=30, unique_by=lambda p: p[0].id), st.data())
def test_a_voice_is_told_again_only_where_it_is_another(rows, data):
    known = [profile(d) for d, _ in rows]
    whole = kinship(known)
    one = data.draw(st.sampled_from(known))
    less = kinship([p for p in known if p.id != one.id])
    moved = {d for d in less.of if less.of[d] != whole.of[d] or less.holds.get(d) != whole.holds.get(d)}
    kept = KeptKin(p for p in known if p.id != one.id)
    assert kept.of == less.of
    assert kept.add(one) == moved | {one.id}
    assert kept.of == whole.of
    assert kept.remove(one.id) == moved
    assert kept.of == less.of


@settings(max_examples=40, deadline=None)
@given(pages())
def test_a_profile_survives_json(row):
    import json

    one = profile(row[0])
    assert profile_from_dict(json.loads(json.dumps(profile_to_dict(one)))) == one


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 2**32 - 1), min_size=60, max_size=400, unique=True),
    st.integers(1, 12),
    st.floats(0, 1),
)
def test_the_sketch_of_a_long_text_is_near_the_truth(seeds, times, share):
    """Containment of sketches against that of whole sets; three standard errors of a sample of its size."""
    whole = {(s * 2_654_435_761 + i * 40_503_123) % 2**32 for s in seeds for i in range(times)}
    part = set(sorted(whole)[:: max(1, int(1 / max(share, 0.05)))])
    exact = len(part & whole) / min(len(part), len(whole))
    a, b = packed(whole), packed(part)
    assert len(a) <= KEPT
    guess, _ = shared(a, b)
    kept = max(1, min(len(a), len(b)) >> abs(a.bits - b.bits))
    assert abs(guess - exact) <= 3 * (0.25 / kept) ** 0.5


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from("ABCDEFG"), st.frozensets(st.sampled_from("klmnABCDEFG"), max_size=3), min_size=1
    )
)
def test_roots_end(rests):
    edges = {
        Root("page", u): {Root("page" if x.isupper() else "name", x) for x in on} for u, on in rests.items()
    }
    found = roots(rests, edges)
    for unit, last in found.items():
        assert last
        assert rests[unit] or last == {Root("page", unit)}
    for a, b, root in joined(found):
        assert root in found[a] | found[b]
        assert root in found[b] or root in found[a]


def test_a_thousand_edited_copies_are_one_voice_whatever_else_shares_their_phrases():
    import random

    chance = random.Random(3)
    words = [f"w{i}" for i in range(200)]
    texts = {}
    for n in range(1_000):
        row = [f"x{chance.randrange(99_999)}" if chance.random() < 0.03 else w for w in words]
        texts[f"c{n:04}"] = sketch_of(row[: chance.randrange(120, 200)])
    stock = [f"stock{i}" for i in range(14)]
    for n in range(300):
        texts[f"o{n:04}"] = sketch_of([f"o{n}n{i}" for i in range(80)] + stock)
    from sightline.fusion.groups import Groups

    found = Groups(texts)
    for pair in overlaps(texts, COPY):
        found.join(pair.a, pair.b)
    sizes = sorted((len(g) for g in found.all()), reverse=True)
    assert sizes[0] == 1_000
    assert sizes[1] == 1
