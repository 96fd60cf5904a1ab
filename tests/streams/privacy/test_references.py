"""A number in a source system leads back there, and to no person."""

import pytest

from streams.privacy.masking import mask_reference


def test_a_number_of_a_source_system_leads_back_unless_it_is_a_persons() -> None:
    valid, sequence = "11010519491231002X", "421303202304060011"
    assert mask_reference(f"XF-{valid}") == "XF-1101**********002X"
    assert mask_reference(sequence) == sequence
    assert mask_reference("12345-13812345678") == "12345-138****5678"
    assert mask_reference("WG138123456789") == "WG138123456789"
    assert mask_reference("（2026）鄂诉前调7号") == "（2026）鄂诉前调7号"
    assert mask_reference("A\x001") == "A\ufffd1"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("鄂S12345", "鄂S*****"),
        ("鄂S 12 345", "鄂S*****"),
        ("(138)00001234", "(138****1234"),
        ("tel:138-0000-1234", "tel:138****1234"),
        ("zhang.san@163.com", "z**@163.com"),
        ("wx:someone_88", "wx:s**"),
        ("护照E12345678", "护照E********"),
    ],
)
def test_a_number_of_a_source_system_is_a_text_as_well(text: str, masked: str) -> None:
    assert mask_reference(text) == masked


@pytest.mark.parametrize(
    "text", ["INC-139-2026-1127", "E12345678", "XF/2026/11/27-0013", "JQ-20261127-0001"]
)
def test_a_number_of_a_source_system_that_is_no_ones_stays(text: str) -> None:
    assert mask_reference(text) == text
