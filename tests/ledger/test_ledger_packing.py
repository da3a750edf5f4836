"""Packed payloads: what goes in comes out, to the letter."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_made import CLAIMS, numbered

from sightline.ledger import packing
from sightline.ledger.claim_format import claim_json, claim_kept, packed_claim, stored_claim_json
from sightline.ledger.unpacking import Unpacker
from sightline.model.claim import Claim
from sightline.model.errors import LedgerError


@given(st.lists(CLAIMS, max_size=4))
def test_claims_come_back_also_where_they_share_places_and_words(claims):
    unpacker = Unpacker()
    for claim in [*claims, *claims]:
        again = unpacker.claim(packed_claim(claim_json(claim)), claim.id, claim.document, claim.origin)
        assert again == claim
        assert claim_json(again) == claim_json(claim)  # an int stays an int
        assert hash(again) == hash(claim)


@given(CLAIMS)
def test_the_json_of_a_claim_is_to_be_had_from_its_payload(claim):
    assert stored_claim_json(packed_claim(claim_json(claim))) == claim_json(claim)
    assert claim_kept(claim) == (claim_json(claim), packed_claim(claim_json(claim)))
    assert not packing.unpacked(packed_claim(claim_json(claim))).startswith("{")


@given(CLAIMS)
def test_a_claim_of_another_contract_keeps_its_letters(claim):
    row = json.loads(claim_json(claim)) | {"mood": "new"}
    text = packing.to_json(row)
    payload = packed_claim(text)
    assert stored_claim_json(payload) == text
    assert Unpacker().claim(payload, claim.id, claim.document, claim.origin) == claim


def test_what_is_read_back_is_a_value_like_any_other():
    claim = numbered(1)[1].claims[0]
    again = Unpacker().claim(packed_claim(claim_json(claim)), claim.id, claim.document, claim.origin)
    assert type(again) is Claim
    with pytest.raises(AttributeError):
        again.event = "strike"


def test_a_later_format_is_refused():
    later = b"\x02" + packed_claim(claim_json(numbered(1)[1].claims[0]))[1:]
    for read in (packing.unpacked, stored_claim_json, lambda p: Unpacker().claim(p, "", "", "")):
        with pytest.raises(LedgerError, match="does not know"):
            read(later)


def test_the_dictionary_is_the_one_that_ledgers_were_written_with():
    """A change of a single byte makes every ledger unreadable: write the next format instead."""
    import hashlib

    assert (
        hashlib.sha256(packing.dictionary()).hexdigest()
        == "4ddf08b3d03ead7e88e4b5c9c880647b126f4453812070334142471d4ee83af3"
    )
