"""The name of a field says what stands in it, whatever its shape."""

import pytest

from streams.privacy.masking import mask_tree


@pytest.mark.parametrize(
    "key",
    [
        *("bjrxm", "bjdhyhxm", "lxr", "dsr", "jq_bjr", "fddbrxm", "xm2", "wgy", "XM"),
        *("bjrXingming", "报警人姓名", "经办人", "网格员", "户主", "contactPerson"),
        *("reporterName", "applicant", "legal_representative", "owner", "lastName"),
        *("contact-person", "victims", "driverRealName"),
    ],
)
def test_a_field_that_names_a_role_holds_a_person_whatever_its_shape(key: str) -> None:
    assert mask_tree({key: "赵小花"}) == {key: "赵**"}
    assert mask_tree({key: ["赵小花", "Rose Zhao"]}) == {key: ["赵**", "R**"]}
    tree = {key: {"xing": "赵", "ming": "小花", "parts": {"text": ["小花"]}}}
    parts = {"xing": "赵**", "ming": "小**", "parts": {"text": ["小**"]}}
    assert mask_tree(tree) == {key: parts}
    assert mask_tree({key: 3}) == {key: 3}


@pytest.mark.parametrize(
    "key", ["bjdh", "lxdh2", "lxdhhm", "contact_tel", "telephone", "家庭电话", "sjhm"]
)
def test_a_field_that_names_a_phone_holds_one_however_short(key: str) -> None:
    assert "1234" not in str(mask_tree({key: "3801234"}))


@pytest.mark.parametrize(
    "key", ["project", "xmmc", "source_ref", "width", "address", "event_type", "status"]
)
def test_other_fields_keep_their_words(key: str) -> None:
    assert mask_tree({key: "东关街"}) == {key: "东关街"}
