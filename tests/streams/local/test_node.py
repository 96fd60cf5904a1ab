"""The node's own small decisions."""

from streams.local.node import new_cluster_id


def test_no_cluster_id_reads_as_an_option() -> None:
    ids = [new_cluster_id() for _ in range(500)]
    assert not any(each.startswith("-") for each in ids)
    assert {len(each) for each in ids} == {22}
