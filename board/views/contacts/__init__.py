"""通讯录: whom to call, by post; never outside, and never on the wall."""
