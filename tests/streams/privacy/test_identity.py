"""No identity comes in, under whatever key and in whatever form."""

import pytest

from streams.privacy.field_names import judge
from streams.privacy.identity import identity_path, is_deeper_than

IDENTITY_KEYS = (
    "face_id",
    "Face-Image",
    "faces",
    "hasFace",
    "person_id",
    "personId",
    "PERSON-ID",
    "plate_no",
    "plates",
    "licensePlate",
    "number_plate",
    "id_number",
    "idCard",
    "id_card_no",
    "feature_vector",
    "body_feature_vectors",
    "embedding",
    "身份证",
    "当事人身份证号",
    "人脸特征",
    "车牌号",
    "sfzh",
    "ｆａｃｅ＿ｉｄ",
    "zjhm",
    "bjrzjhm",
    "passportNo",
    "passport",
    "护照号码",
    "证件号",
    "certNo",
    "certificate_number",
    "driving_license_no",
    "cardNo",
    "photo",
    "personPhotoUrl",
    "avatar",
    "bjrzp",
    "当事人照片",
)


HARMLESS_KEYS = (
    "id",
    "video_id",
    "surface_temperature",
    "interface",
    "platform",
    "template",
    "people_count",
    "number",
    "identified_at",
    "has_photo",
    "photo_count",
    "zjlx",
    "certified",
    "image_size",
)


def is_identity(key: str) -> bool:
    return judge(key).is_identity


@pytest.mark.parametrize("key", IDENTITY_KEYS)
def test_a_field_of_identity_is_found_under_any_spelling(key: str) -> None:
    assert is_identity(key)
    assert identity_path({"a": [{"b": 1}, {"c": {key: None}}]}) == f"$.a[1].c.{key}"


@pytest.mark.parametrize("key", HARMLESS_KEYS)
def test_a_harmless_field_is_not_taken_for_identity(key: str) -> None:
    assert not is_identity(key)
    assert identity_path({"a": [{key: {"b": 1}}]}) is None


def test_a_very_long_key_is_judged_like_a_short_one() -> None:
    assert is_identity("face" + "x" * 1_000)
    assert not is_identity("x" * 1_000)


@pytest.mark.parametrize(
    "picture",
    [
        "/9j/4AAQSkZJRgABAQAAAQABAAD",
        "iVBORw0KGgoAAAANSUhEUgAAAAE",
        "data:image/png;base64,iVBO",
        "JVBERi0xLjcKJeLjz9MKMSAwIG9",
        "Qk" + "A" * 200,
    ],
)
def test_a_picture_is_identity_under_any_key(picture: str) -> None:
    assert identity_path({"a": [{"attachment": picture}]}) == "$.a[0].attachment"
    assert identity_path({"a": ["b", picture]}) == "$.a[1]"


def test_what_only_begins_like_a_picture_is_none() -> None:
    assert identity_path({"a": "/9j/", "b": "Qkd", "c": "https://a/b.jpg"}) is None


def test_depth_counts_levels_of_lists_and_objects() -> None:
    assert not is_deeper_than({"a": [1]}, 2)
    assert is_deeper_than({"a": [[1]]}, 2)
