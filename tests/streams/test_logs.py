"""Lines of the log can be read by a program, and nobody else can write one."""

from streams.logs import line


def test_plain_values_stand_as_they_are() -> None:
    told = line("reject", topic="cgc.incidents", partition=0, offset=7)
    assert told == "reject topic=cgc.incidents partition=0 offset=7"


def test_a_value_with_spaces_or_line_breaks_stays_one_value_on_one_line() -> None:
    told = line("trouble", reason='x"\n2026-11-24 ERROR forged', empty="")
    assert told == r'trouble reason="x\"\n2026-11-24 ERROR forged" empty=""'
    assert "\n" not in told
